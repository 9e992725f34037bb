import { appendFile, mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WorldRuns } from '../../../src/commands/sandbox/world-runs.js';
import { localStates } from '../../../state/local-states.js';
import { statePath } from '../../../state/json-store.js';
import { emptyState } from '../../../state/store.js';

const url = 'http://127.0.0.1:4566';
const time = new Date(Date.UTC(2026, 0, 1)).toISOString();
const began = { type: 'step', time, step: 'vpc', resource: 'vpc', state: 'started', action: 'create' };
const ended = { type: 'step', time, step: 'vpc', resource: 'vpc', state: 'done', outcome: 'created' };
const result = { type: 'result', time, command: 'up', ok: true, created: 1, calls: { total: 1, mutating: 1 } };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'world-runs-'));
  await mkdir(join(directory, 'runs'));
});
afterEach(() => rm(directory, { recursive: true }));

const runsOnWorld = () => new WorldRuns(directory, url);
/** Writes events to the file of a run; `at` is the second of its beginning. */
async function happened(at: number, command: string, stack: string, ...events: readonly object[]): Promise<string> {
  const path = join(directory, 'runs', `2026-01-01T00-00-0${at}-000Z-${command}-${stack}.ndjson`);
  for (const event of events) await appendFile(path, `${JSON.stringify(event)}\n`);
  return path;
}
async function stateAt(stack: string, endpoint: string): Promise<void> {
  const place = { stack, account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint };
  await localStates(directory)
    .store(stack, emptyState(place, new Date(0)), undefined)
    .outputs({});
}
/** The last event is long ago. */
const makeOld = (path: string) => utimes(path, 0, 0);

test('a run is under way while it is written, and ends with its result', async () => {
  await stateAt('shop', 'sandbox');
  const runs = runsOnWorld();
  expect(await runs.last()).toBeUndefined();
  await happened(1, 'up', 'shop', began);
  expect(await runs.last()).toMatchObject({
    isUnderWay: true,
    shown: {
      end: 'It is under way.',
      timeline: { stack: 'shop', ending: 'under-way', steps: [{ outcome: 'under way', isFailed: false }] },
    },
  });
  await happened(1, 'up', 'shop', ended, result);
  expect(await runs.last()).toMatchObject({ isUnderWay: false, shown: { timeline: { ending: 'done' } } });
});

test('a run that waits long goes on while its stack is locked, and is broken off where its process has ended', async () => {
  await stateAt('shop', 'sandbox');
  const lock = await localStates(directory).lock('shop', 'provision up', () => {});
  await makeOld(await happened(1, 'up', 'shop', began));
  const runs = runsOnWorld();
  expect(await runs.last()).toMatchObject({ isUnderWay: true });
  await lock.release();
  expect(await runs.last()).toMatchObject({
    isUnderWay: false,
    shown: { timeline: { ending: 'broken-off', steps: [{ outcome: 'did not end' }] } },
  });
});

test('only runs on this world are shown: on the sandbox of the directory, or sent to its address', async () => {
  for (const [stack, endpoint] of [
    ['here', 'sandbox'],
    ['by-url', url],
    ['on-aws', 'aws'],
    ['elsewhere', 'http://127.0.0.1:5000'],
  ] as const)
    await stateAt(stack, endpoint);
  const lastAfter = async (at: number, stack: string) => {
    await happened(at, 'up', stack, began, result);
    return (await runsOnWorld().last())?.shown;
  };
  expect(await lastAfter(1, 'on-aws')).toBeUndefined();
  expect(await lastAfter(2, 'here')).toMatchObject({ timeline: { stack: 'here' } });
  expect(await lastAfter(3, 'by-url')).toMatchObject({ timeline: { stack: 'by-url' } });
  expect(await lastAfter(4, 'elsewhere')).toMatchObject({ timeline: { stack: 'by-url' } });
  // Of this one no state is there: nobody knows where it was.
  expect(await lastAfter(5, 'unknown')).toMatchObject({ timeline: { stack: 'by-url' } });
});

test('a down, which takes the state away, is shown where the stack was seen before', async () => {
  await stateAt('shop', 'sandbox');
  await happened(1, 'up', 'shop', began, result);
  const runs = runsOnWorld();
  await runs.last();
  await rm(statePath(directory, 'shop'));
  await happened(2, 'down', 'shop', began, result);
  expect(await runs.last()).toMatchObject({ shown: { timeline: { command: 'down' } } });
  expect(await runsOnWorld().last()).toBeUndefined();
});
