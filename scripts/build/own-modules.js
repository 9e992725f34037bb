import { builtinModules } from 'node:module';

const ofNode = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
const identifier = /^[a-zA-Z_$][\w$]*$/;

/**
 * Where an ES module imports one of Node's own, Node makes a module of it whose exports it reads one and all. Some of them load
 * much when they are read: `WebSocket` of `http` loads an HTTP client, and HTTP/2. Asked for as here, a module is as it is, and
 * only what a source imports is read.
 * @returns a plugin of esbuild
 */
export const ownModules = {
  name: 'own-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: ofNode }, ({ path, kind }) =>
      kind === 'import-statement'
        ? { path: path.replace(/^node:/, ''), namespace: 'own', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'own' }, async ({ path }) => {
      const { default: own } = await import(`node:${path}`);
      const names = Object.keys(own).filter((name) => identifier.test(name) && name !== 'default');
      const read = names.map(
        (name, i) => `const _${i} = /* @__PURE__ */ (() => own.${name})(); export { _${i} as ${name} };`,
      );
      return {
        contents: [`const own = process.getBuiltinModule('node:${path}'); export default own;`, ...read].join('\n'),
        loader: 'js',
      };
    });
  },
};
