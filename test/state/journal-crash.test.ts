import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JsonStore, readState, statePath } from '../../state/json-store.js';
import type { State, StepRecord } from '../../state/schema.js';
import { inFull } from '../full.js';
import { emptyState } from '../../state/store.js';
import { momentsOf, noted, putFiles, type DiskChange } from './disk-log.js';

const place = { stack: 'api', account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint: 'aws' };
const record = (size: number, at: StepRecord['at'] = 'ready'): StepRecord => {
  return { type: 'vpc', at, token: 't', needs: [], want: 'ü'.repeat(size), tags: {}, id: 'vpc-1' };
};

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-crash-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** What was recorded for certain once this many changes of the disk were done, and what was then under way. */
interface Acknowledged {
  readonly done: number;
  readonly state: Partial<State>;
}

/** A run that changes records one after the other, with a journal from its second write on. */
async function run(
  log: readonly DiskChange[],
  path: string,
  before: State & { id: string },
  changes: readonly Change[],
): Promise<Acknowledged[]> {
  const store = new JsonStore(path, before, { small: 0 });
  const acknowledged: Acknowledged[] = [];
  let paused: State['paused'];
  let outputs = before.outputs;
  const note = () => {
    const records = Object.fromEntries(store.records);
    acknowledged.push({ done: log.length, state: { records, outputs, ...(paused && { paused }) } });
  };
  for (const it of changes) {
    if ('put' in it) await store.put(it.put, record(it.size, it.at), it.drop);
    else if ('remove' in it) await store.remove(it.remove);
    else if ('outputs' in it) await store.outputs((outputs = it.outputs));
    else await store.setPaused((paused = it.paused));
    note();
  }
  await store.close();
  note();
  return acknowledged;
}
type Change =
  | { put: string; size: number; at?: StepRecord['at']; drop?: string[] }
  | { remove: string }
  | { outputs: State['outputs'] }
  | { paused: State['paused'] };

const changes: readonly Change[] = [
  { put: 'a', size: 40, at: 'created' },
  { put: 'b', size: 30, at: 'created' },
  { put: 'a', size: 41 },
  { put: 'c', size: 10, drop: ['b'] },
  { paused: { since: '2026-01-01', gone: { z: record(3) } } },
  ...Array.from({ length: 30 }, (_, i) => ({ put: `s${i % 5}`, size: 20 + i })),
  { remove: 'a' },
  { put: 'a', size: 5 },
  { paused: undefined },
  { outputs: { ApiUrl: 'https://x' } },
];
const seen = (state: State | undefined) =>
  state && {
    records: Object.entries(state.records),
    outputs: state.outputs,
    ...(state.paused && { paused: state.paused }),
  };

test('killed at any byte of any write, and between any two steps of putting the journal into the file, nothing is lost', async () => {
  const path = statePath(directory, 'api');
  const log: DiskChange[] = [];
  const end = noted(log);
  const first = await run(log, path, emptyState(place, new Date(0)), changes);
  // The second run goes on from what the first one has left.
  const known = (await readState(path)) as State & { id: string };
  const second = await run(log, path, known, changes.slice(3, 9));
  end();
  const count = (it: (change: DiskChange) => boolean) => log.filter(it).length;
  expect(count(({ is }) => is === 'truncated')).toBeGreaterThan(1);
  const told = [{ done: 0, state: undefined }, ...first, ...second];
  const moments = [...momentsOf(log)].filter(({ files }, at, all) => isOther(files, all[at - 1]?.files, path));
  expect(moments.length).toBeGreaterThan(5000);
  const some = moments.filter(({ done }, at) => at % 61 === 0 || done !== moments[at - 1]?.done);
  for (const { done, files } of inFull(moments, some)) {
    const at = told.findLastIndex((it) => it.done <= done);
    // What is under way may be there already, and need not.
    const allowed = [told[at]?.state, told[at + 1]?.state].map((it) => seen(it as State | undefined));
    await putFiles(directory, files);
    const found = seen(await readState(path));
    if (!allowed.some((it) => JSON.stringify(it) === JSON.stringify(found)))
      throw new Error(
        `after ${done} changes of the disk: ${JSON.stringify(found)} is none of ${JSON.stringify(allowed)}`,
      );
  }
});

/** A draft is in a file that nobody reads, so how much of it is there makes no difference. */
function isOther(files: ReadonlyMap<string, Buffer>, before: ReadonlyMap<string, Buffer> | undefined, path: string) {
  const read = (it: ReadonlyMap<string, Buffer> | undefined) =>
    [path, `${path}.journal`].map((one) => it?.get(one)?.toString('latin1'));
  return before === undefined || JSON.stringify(read(files)) !== JSON.stringify(read(before));
}
