import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { withSourcePositions } from '../src/source-positions.js';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'provision-positions-'));
  await mkdir(join(home, 'src/runner'), { recursive: true });
  await writeFile(
    join(home, 'src/runner/fail.ts'),
    '// One line above.\nexport function fail(): never {\n  throw new Error("no");\n}\n',
  );
  const entryPoints = { bundle: join(home, 'src/runner/fail.ts') };
  await build({
    entryPoints,
    outdir: join(home, 'dist'),
    bundle: true,
    format: 'esm',
    minify: true,
    sourcemap: 'linked',
  });
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('a position in the bundle becomes a position in the sources', () => {
  const url = pathToFileURL(join(home, 'dist/bundle.js')).href;
  const column = 'function '.length + 1;
  expect(withSourcePositions(`Error: no\n    at r (${url}:1:${column})\n    at async ${url}:1:${column}`)).toBe(
    'Error: no\n    at r (src/runner/fail.ts:2:17)\n    at async src/runner/fail.ts:2:17',
  );
});

test('a position that no map knows stays as it is', () => {
  const stack = `Error: no\n    at run (node:internal/modules:3:4)\n    at f (${pathToFileURL(join(home, 'other.js')).href}:1:2)`;
  expect(withSourcePositions(stack)).toBe(stack);
});
