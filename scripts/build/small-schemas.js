import { readFile } from 'node:fs/promises';

const constant = /^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm;
/** Strings come first, so that no name is looked for inside one. */
const stringOrName = /"(?:[^"\\]|\\.)*"|\b_\w+\b/g;
/** A structure, a union, a list or a map: `export var Vpc$ = [3, …];`, over several lines. */
const composite = /^(export )?var ([\w$]+) = (\[[1-4], [^;]*\]);$/gm;

/**
 * A client of the SDK has the schemas of all its operations in one file, and gives each string in them a name. A key of an
 * object that is such a name may do something, as far as esbuild knows, so it keeps every schema. With the strings
 * themselves it leaves out what nothing uses: of EC2 that is three quarters.
 *
 * What is left is made when an operation is first called that needs it: making all of it was a twentieth of what a command took on the
 * sandbox.
 * @returns a plugin of esbuild
 */
export const smallSchemas = {
  name: 'small-schemas',
  setup(build) {
    build.onLoad({ filter: /\/@aws-sdk\/[\w-]+\/dist-es\/.*schemas_0\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const values = new Map([...source.matchAll(constant)].map(([, name, value]) => [name, value]));
      const contents = source.replace(constant, '').replace(stringOrName, (found) => values.get(found) ?? found);
      return { contents: lateComposites(contents), loader: 'js' };
    });
  },
};

/** What is referred to by functions alone becomes such a function: `() => Vpc$` is `Vpc$` then. */
function lateComposites(source) {
  const code = source.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '');
  const uses = countsOf(code.match(/[\w$]+/g));
  const late = countsOf([...code.matchAll(/\(\) => ([\w$]+)/g)].map(([, name]) => name));
  const isLate = (name) => (uses.get(name) ?? 0) === (late.get(name) ?? 0) + 1;
  return source
    .replace(composite, (found, exported = '', name, schema) =>
      isLate(name) ? `${exported}function ${name}() { return (${name}.made ??= ${schema}); }` : found,
    )
    .replace(/\(\) => ([\w$]+)/g, (found, name) => (isLate(name) ? name : found));
}

function countsOf(words) {
  const counts = new Map();
  for (const it of words) counts.set(it, (counts.get(it) ?? 0) + 1);
  return counts;
}
