import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
interface Manifest {
  readonly name: string;
  readonly files: readonly string[];
  readonly bin: unknown;
}
const manifest = JSON.parse(read('package.json')) as Manifest;

test('the packed package.json has no script, and still all that a user of it needs', () => {
  // Plain JavaScript, as npm's own scripts run it: so it is run by Node, too.
  const program = `import { packedManifest } from './scripts/build/packed-manifest.js';
    console.log(JSON.stringify(packedManifest(${JSON.stringify(manifest)})));`;
  const cwd = new URL('..', import.meta.url);
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd, encoding: 'utf8' });
  const packed = JSON.parse(said) as object;
  expect(manifest).toHaveProperty('scripts.prepare');
  expect(packed).not.toHaveProperty('scripts');
  expect(packed).toMatchObject({ name: manifest.name, bin: manifest.bin, files: manifest.files });
});

test('what the README links to by a path is in the package', () => {
  // npm packs these two whatever `files` says.
  const packed = ['README.md', 'LICENSE', ...manifest.files];
  const paths = [...read('README.md').matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].flatMap(([, path = '']) => path);
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => !packed.includes(path.split('/')[0] ?? ''))).toEqual([]);
});
