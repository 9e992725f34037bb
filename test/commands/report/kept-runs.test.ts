import { mkdir, mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runsIn } from '../../../src/commands/report/past-runs.js';
import { openRunFile } from '../../../src/commands/report/run-file.js';

test('the last 50 runs of a stack are kept, readable by their owner alone, and those of others are left alone', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'runs-'));
  const folder = join(directory, 'runs');
  await mkdir(folder);
  const old = (stack: string) =>
    Array.from({ length: 60 }, (_, at) => `2020-01-01T00-00-00-${String(at).padStart(3, '0')}Z-up-${stack}.ndjson`);
  for (const file of [...old('shop'), ...old('my-shop')]) await writeFile(join(folder, file), '');
  openRunFile(directory, 'down', 'shop').close();
  const runs = await runsIn(directory);
  expect(runs.filter(({ stack }) => stack === 'my-shop')).toHaveLength(60);
  const own = runs.filter(({ stack }) => stack === 'shop');
  expect(own.map(({ file }) => file).slice(0, -1)).toEqual(old('shop').slice(-49));
  const latest = own.at(-1);
  expect(latest).toMatchObject({ command: 'down', stack: 'shop' });
  expect((await stat(latest?.path ?? '')).mode & 0o777).toBe(0o600);
  // What is no run is left alone, too.
  await writeFile(join(folder, 'notes.txt'), '');
  openRunFile(directory, 'up', 'shop').close();
  expect(await readdir(folder)).toContain('notes.txt');
});
