import { builtinModules } from 'node:module';

const builtin = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
const identifier = /^[a-zA-Z_$][\w$]*$/;

/**
 * Where an ES module imports one of Node's builtin modules, Node makes an ES module of that one and reads all its exports. Some of
 * them load much when they are read: `WebSocket` of `http` loads an HTTP client, and HTTP/2. Got as here, only those exports are read
 * that a source imports.
 * @returns a plugin of esbuild
 */
export const builtins = {
  name: 'builtin-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: builtin }, ({ path, kind }) =>
      kind === 'import-statement'
        ? { path: path.replace(/^node:/, ''), namespace: 'builtin', sideEffects: false }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => {
      const { default: whole } = await import(`node:${path}`);
      const names = Object.keys(whole).filter((name) => identifier.test(name) && name !== 'default');
      // What is pure and unused is left out.
      const exports = names.map(
        (name, i) => `const _${i} = /* @__PURE__ */ (() => whole.${name})(); export { _${i} as ${name} };`,
      );
      const got = `const whole = process.getBuiltinModule('node:${path}'); export default whole;`;
      return { contents: [got, ...exports].join('\n'), loader: 'js' };
    });
  },
};
