import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { times } from '../full.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const processes = times(8, 4);
const takes = times(20, 10);

/**
 * Takes the lock so many times. Each time it enters a room for one, and then leaves the lock as a process that was
 * killed does: with a holder that is dead. It prints how often there was somebody in the room.
 */
const taker = `
import { hostname } from 'node:os';
import { rm, rename, writeFile } from 'node:fs/promises';
import { takeLock } from './process-lock.mjs';
const [, , path, takes, dead] = process.argv;
let overlaps = 0;
for (let taken = 0; taken < Number(takes); ) {
  const lock = await takeLock(path, 'taker');
  if (!lock.held) { await new Promise((resolve) => setTimeout(resolve, 1)); continue; }
  taken++;
  const inside = await writeFile(path + '.room', '', { flag: 'wx' }).then(() => true, () => false);
  if (inside) await rm(path + '.room');
  else overlaps++;
  const stale = path + '.' + process.pid;
  await writeFile(stale, JSON.stringify({ pid: Number(dead), host: hostname(), command: 'killed', since: String(Math.random()) }));
  await rename(stale, path);
}
process.stdout.write(String(overlaps));
`;

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'lock-race-'))));
afterEach(() => rm(directory, { recursive: true }));

test('of several processes that find a dead lock again and again, one has it at a time', async () => {
  await run(process.execPath, [
    join(root, 'node_modules/esbuild/bin/esbuild'),
    join(root, 'src/process-lock.ts'),
    '--bundle',
    '--platform=node',
    '--format=esm',
    `--outfile=${join(directory, 'process-lock.mjs')}`,
  ]);
  await writeFile(join(directory, 'taker.mjs'), taker);
  const { pid: dead } = await died();
  const words = [join(directory, 'taker.mjs'), join(directory, 'api.lock'), String(takes), String(dead)];
  const all = await Promise.all(Array.from({ length: processes }, () => run(process.execPath, words)));
  expect(all.map(({ stdout }) => stdout)).toEqual(all.map(() => '0'));
  expect((await readdir(directory)).toSorted()).toEqual(['api.lock', 'process-lock.mjs', 'taker.mjs']);
});

/** A process that was there, and is not any more. */
async function died(): Promise<{ pid: number | undefined }> {
  const ran = run(process.execPath, ['-e', '0']);
  await ran;
  return { pid: ran.child.pid };
}
