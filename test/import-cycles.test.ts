import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** By file: the files that it imports. */
type Imports = ReadonlyMap<string, readonly string[]>;

const root = join(import.meta.dirname, '..');

function importsOf(folders: readonly string[]): Imports {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  return new Map(files.map((file) => [file, importsIn(file).filter((imported) => files.includes(imported))]));
}

/** Types count too: two files that need each other's types cannot be read one after the other. */
function importsIn(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)\.js'/g);
  return [...specifiers].map(([, specifier = '']) => join(file, '..', `${specifier}.ts`));
}

/** Each cycle once, as `a > b > a`: a walk from every file, which leaves out what an earlier walk has been through. */
function cyclesIn(imports: Imports): string[] {
  const found: string[] = [];
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' > '));
    if (start >= 0 || finished.has(file)) return;
    for (const imported of imports.get(file) ?? []) walk(imported, [...path, file]);
    finished.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return found;
}

test('no two files of src, steps, state and conformance import each other, directly or through others', () => {
  const imports = importsOf(['src', 'steps', 'state', 'conformance']);
  expect(imports.get('src/config/schema.ts')).toContain('src/config/shape.ts');
  expect(cyclesIn(imports)).toEqual([]);
});

test('a cycle is found wherever the walk begins', () => {
  const imports = new Map([
    ['entry', ['a']],
    ['a', ['b', 'leaf']],
    ['b', ['leaf', 'c']],
    ['c', ['a']],
    ['leaf', []],
  ]);
  expect(cyclesIn(imports)).toEqual(['a > b > c > a']);
  expect(cyclesIn(new Map([...imports].reverse()))).toHaveLength(1);
  expect(cyclesIn(new Map([...imports, ['c', ['leaf']]]))).toEqual([]);
});
