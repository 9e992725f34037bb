import { build } from 'esbuild';

/**
 * The JSON Schema of a config is made while the program is built: making it anew takes half as long as starting Node, and what
 * only looks something up in it needs no zod.
 * @returns a plugin of esbuild
 */
export const madeSchema = {
  name: 'made-schema',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/config\/make-editor-schema\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        format: 'esm',
        platform: 'node',
        write: false,
        logLevel: 'silent',
      });
      const bundle = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
      const { makeEditorSchema } = await import(bundle);
      const text = JSON.stringify(JSON.stringify(makeEditorSchema()));
      return { contents: `export const makeEditorSchema = () => JSON.parse(${text});`, loader: 'js' };
    });
  },
};
