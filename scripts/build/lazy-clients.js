import { readFile } from 'node:fs/promises';

const loaded = /\(await import\('(@aws-sdk\/client-[\w-]+)'\)\)\.(\w+)/g;

/**
 * esbuild keeps all of a module that is imported while the program runs, and a package of the SDK has every operation
 * of its service. So the registry's `(await import(package)).Client` imports a module that has the client alone.
 * @returns a plugin of esbuild
 */
export const lazyClients = {
  name: 'lazy-clients',
  setup(build) {
    build.onLoad({ filter: /\/src\/aws\/services\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(loaded, (_, name, client) => `(await import('${name}?${client}')).${client}`);
      const whole = contents.match(/import\('[^'?]+'\)/g);
      if (whole) throw new Error(`${path} loads whole packages: ${whole.join(', ')}`);
      return { contents, loader: 'ts' };
    });
    build.onResolve({ filter: /^@aws-sdk\/client-[\w-]+\?\w+$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'lazy-client',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'lazy-client' }, ({ path, pluginData }) => {
      const [name, client] = path.split('?');
      return { contents: `export { ${client} } from '${name}';`, resolveDir: pluginData };
    });
  },
};
