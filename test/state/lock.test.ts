import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FailureError } from '../../src/failure.js';
import { lockHolder, takeLock } from '../../src/process-lock.js';
import { localStates } from '../../state/local-states.js';
import { lockPath } from '../../state/lock.js';

let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'lock-'))));
afterEach(() => rm(directory, { recursive: true }));
const lockState = async (folder: string, stack: string, command: string) =>
  (await localStates(folder).lock(stack, command, () => {})).release;
const path = () => lockPath(directory, 'api');
const left = (holder: object) =>
  writeFile(path(), JSON.stringify({ command: 'provision up', since: new Date().toISOString(), ...holder }));

test('a lock held by a living process is refused, naming it', async () => {
  const release = await lockState(directory, 'api', 'provision up');
  const error: unknown = await lockState(directory, 'api', 'provision down').catch((it: unknown) => it);
  expect(error).toBeInstanceOf(FailureError);
  expect((error as FailureError).failure).toEqual({
    code: 'state-locked',
    path: path(),
    by: { pid: process.pid, host: hostname(), command: 'provision up', since: expect.any(String) },
    ageSeconds: expect.any(Number),
  });
  await release();
  await (
    await lockState(directory, 'api', 'provision down')
  )();
  expect(await readdir(directory)).toEqual([]);
});

test('a lock left by a dead process of this host is broken by itself', async () => {
  const child = spawn(process.execPath, ['-e', '0']);
  await once(child, 'exit');
  await left({ pid: child.pid, host: hostname() });
  await (
    await lockState(directory, 'api', 'provision up')
  )();
});

test('a pid that was used again by another process does not hold the lock', async () => {
  await left({ pid: process.pid, host: hostname(), began: '1' });
  const lock = await takeLock(path(), 'provision up');
  // Only where the kernel tells when a process began can it be known.
  expect(lock.held).toBe(process.platform === 'linux');
});

test('a lock of another host is never broken', async () => {
  await left({ pid: 1, host: 'elsewhere.example' });
  await expect(lockState(directory, 'api', 'provision up')).rejects.toThrow(FailureError);
});

test('of many that find a dead lock at once, exactly one gets it', async () => {
  await left({ pid: 2 ** 22 + 1, host: hostname() });
  const all = await Promise.all(Array.from({ length: 20 }, () => takeLock(path(), 'provision up')));
  expect(all.filter(({ held }) => held)).toHaveLength(1);
  expect(await readdir(directory)).toEqual(['api.lock']);
});

test('giving back does not take the lock of a successor', async () => {
  const first = await takeLock(path(), 'first');
  if (!first.held) throw new Error('not held');
  await rm(path());
  const second = await takeLock(path(), 'second');
  await first.release();
  expect(second.held).toBe(true);
  expect(JSON.parse(await readFile(path(), 'utf8'))).toMatchObject({ command: 'second' });
});

test('the holder of a lock tells others what it shares', async () => {
  const lock = await takeLock(path(), 'provision sandbox');
  if (!lock.held) throw new Error('not held');
  await lock.share({ url: 'http://127.0.0.1:1' });
  expect(await lockHolder(path())).toMatchObject({ shared: { url: 'http://127.0.0.1:1' } });
  await lock.release();
  expect(await lockHolder(path())).toBeUndefined();
});
