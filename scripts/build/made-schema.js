import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const describe = `    describe(description) {
        const cl = this.clone();
        core.globalRegistry.add(cl, { description });
        return cl;
    },`;
const meta = `        const cl = this.clone();
        core.globalRegistry.add(cl, args[0]);
        return cl;`;

/**
 * The JSON Schema of a config is made while the program is built: making it anew takes half as long as starting Node, and what
 * only looks something up in it needs no zod.
 *
 * So nothing reads the descriptions in zod's schemas any more. Each made a copy of its schema, in zod, to be registered for that copy,
 * which was a fifth of what it takes to make the schema of a config.
 * @returns a plugin of esbuild
 */
export const madeSchema = {
  name: 'made-schema',
  setup({ onLoad }) {
    onLoad({ filter: /\/node_modules\/zod\/v4\/classic\/schemas\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes(describe) || !source.includes(meta))
        throw new Error(`${path} registers descriptions otherwise`);
      const contents = source
        .replace(describe, '    describe() { return this; },')
        .replace(meta, '        return this;');
      return { contents, loader: 'js' };
    });
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
