import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { commands } from '../src/commands/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const texts = ['src', 'steps', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    // There, a sentence begins with the name of the program.
    .filter((file) => /\.(?:ts|md)$/.test(file) && file !== 'node-version.ts')
    .map((file) => [join(folder, file), readFileSync(join(root, folder, file), 'utf8')] as const),
);

test('a command that a text leads to is there', () => {
  const names = commands.map(({ name }) => name);
  const led = [...texts, ['README.md', readFileSync(join(root, 'README.md'), 'utf8')] as const].flatMap(
    ([file, text]) => [...text.matchAll(/\\?`provision ([a-z]+)/g)].map(([, name = '']) => ({ file, name })),
  );
  expect(led.length).toBeGreaterThan(100);
  expect(led.filter(({ name }) => !names.includes(name))).toEqual([]);
});
