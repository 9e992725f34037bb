import { readFile } from 'node:fs/promises';

const constant = /^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm;
/** Strings come first, so that no name is looked for inside one. */
const stringOrName = /"(?:[^"\\]|\\.)*"|\b_\w+\b/g;

/**
 * A client of the SDK has the schemas of all its operations in one file, and gives each string in them a name. A key of an
 * object that is such a name may do something, as far as esbuild knows, so it keeps every schema. With the strings
 * themselves it leaves out what nothing uses: of EC2 that is three quarters.
 * @returns a plugin of esbuild
 */
export const smallSchemas = {
  name: 'small-schemas',
  setup(build) {
    build.onLoad({ filter: /\/@aws-sdk\/[\w-]+\/dist-es\/.*schemas_0\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const values = new Map([...source.matchAll(constant)].map(([, name, value]) => [name, value]));
      const contents = source.replace(constant, '').replace(stringOrName, (found) => values.get(found) ?? found);
      return { contents, loader: 'js' };
    });
  },
};
