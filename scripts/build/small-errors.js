import { readFile } from 'node:fs/promises';

/** A class as a client of the SDK has one for each error of its service. */
const errorClass = new RegExp(
  [
    String.raw`^export class (?<name>\w+) extends __BaseException \{`,
    String.raw`(?:    static shapeId = (?<shapeId>"[^"]*");\n)?    name = "\k<name>";`,
    String.raw`    \$fault = "(?<fault>client|server)";`,
    String.raw`(?:    \$retryable = (?<retryable>\{[^}]*\});\n)?(?<fields>(?:    \w+;\n)*)    constructor\(opts\) \{`,
    String.raw`        super\(\{`,
    String.raw`            name: "\k<name>",`,
    String.raw`            \$fault: "\k<fault>",`,
    String.raw`            \.\.\.opts,?`,
    String.raw`        \}\);`,
    String.raw`        Object\.setPrototypeOf\(this, \k<name>\.prototype\);`,
    String.raw`(?<members>(?:        this\.\w+ = opts\.\w+;\n)*)    \}`,
    String.raw`\}$`,
  ].join('\n'),
  'gm',
);
const member = /this\.(\w+) = opts\.(\w+);/g;

/**
 * What all these classes do. Their names are theirs: `instanceof` of the SDK's errors compares names as well.
 */
const maker = `
export function serviceError(Base, shapeId, name, fault, members, retryable) {
  const Made = class extends Base {
    constructor(opts) {
      super({ name, $fault: fault, ...opts });
      Object.setPrototypeOf(this, Made.prototype);
      this.name = name;
      this.$fault = fault;
      if (retryable) this.$retryable = retryable;
      for (const member of members) this[member] = opts[member];
    }
  };
  Object.defineProperty(Made, 'name', { value: name, configurable: true });
  if (shapeId) Made.shapeId = shapeId;
  return Made;
}`;

/**
 * The SDK has a class for each error of a service, 140 of Systems Manager alone, and they differ in names only. They register
 * themselves, so none of them is left out. Here one function makes them all: a call of it takes a third of the bytes.
 * @returns a plugin of esbuild
 */
export const smallErrors = {
  name: 'small-errors',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^service-error$/ }, ({ path }) => ({ path, namespace: 'service-error', sideEffects: false }));
    onLoad({ filter: /.*/, namespace: 'service-error' }, () => ({ contents: maker, loader: 'js' }));
    onLoad({ filter: /\/@aws-sdk\/client-[\w-]+\/dist-es\/models\/errors\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(errorClass, (...found) => madeBy(found.at(-1)));
      const left = /^export class \w+/m.exec(contents);
      if (left) throw new Error(`${path}: ${left[0]} is not written as the SDK's other errors are`);
      return { contents: `import { serviceError } from 'service-error';\n${contents}`, loader: 'js' };
    });
  },
};

function madeBy({ name, shapeId = 'undefined', fault, retryable, fields, members }) {
  const taken = [...members.matchAll(member)];
  const declared = fields.match(/\w+/g) ?? [];
  if (taken.some(([, to, from]) => to !== from) || taken.map(([, to]) => to).join() !== declared.join())
    throw new Error(`${name} has members that it is not given`);
  const args = ['__BaseException', shapeId, `"${name}"`, `"${fault}"`, JSON.stringify(declared), retryable];
  return `export const ${name} = /*@__PURE__*/ serviceError(${args.filter(Boolean).join(', ')});`;
}
