import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FailureError } from '../../src/failure.js';
import { JsonStore, readState, requireSamePlace, statePath } from '../../state/json-store.js';
import type { StepRecord } from '../../state/schema.js';
import { emptyState } from '../../state/store.js';

const place = { stack: 'api', account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint: 'aws' };
const record: StepRecord = {
  type: 'vpc',
  at: 'ready',
  token: 't',
  needs: [],
  want: { CidrBlock: '10.0.0.0/16' },
  tags: {},
  id: 'vpc-1',
  out: null,
};
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (it: unknown) => it,
  );
  if (!(error instanceof FailureError)) throw new Error('it did not fail as expected', { cause: error });
  return error.failure;
};

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-'));
  path = statePath(join(directory, 'deep'), 'api');
});
afterEach(() => rm(directory, { recursive: true }));
const store = () => new JsonStore(path, emptyState(place, new Date(0)));

test('what was put is read back by the next process, in the same order', async () => {
  const first = store();
  await first.put('vpc', record);
  await first.put('subnet', { ...record, type: 'subnet', needs: ['vpc'] });
  await first.outputs({ ApiUrl: 'https://x' });
  const state = await readState(path);
  expect(state).toMatchObject({
    ...place,
    version: 2,
    since: '1970-01-01T00:00:00.000Z',
    outputs: { ApiUrl: 'https://x' },
  });
  expect(Object.keys(state?.records ?? {})).toEqual(['vpc', 'subnet']);
  expect(state?.records['vpc']).toEqual(record);
});

test('only the owner can read it', async () => {
  await store().put('vpc', record);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a hundred changes at once are all there when each resolves, and leave no other file', async () => {
  const many = store();
  await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      await many.put(`s${i}`, record);
      expect(Object.keys((await readState(path))?.records ?? {})).toContain(`s${i}`);
    }),
  );
  await Promise.all(Array.from({ length: 99 }, (_, i) => many.remove(`s${i}`)));
  expect(Object.keys((await readState(path))?.records ?? {})).toEqual(['s99']);
  expect(await readdir(join(directory, 'deep'))).toEqual(['api.json']);
});

test('no file is no state', async () => {
  expect(await readState(path)).toBeUndefined();
});

test.each([
  ['half a file', '{"version":1,"stack":', 'state-unreadable'],
  ['another JSON file', '{"name":"x"}', 'state-unreadable'],
  ['null', 'null', 'state-unreadable'],
  ['a newer version', '{"version":3,"whatever":true}', 'state-newer'],
])('%s is refused and left as it is', async (_, text, code) => {
  await store().put('vpc', record);
  await writeFile(path, text);
  expect(await failureOf(readState(path))).toMatchObject({ code, path });
  expect(await readFile(path, 'utf8')).toBe(text);
});

test.each(['stack', 'account', 'region', 'partition', 'endpoint'] as const)(
  'a state of another %s is refused, naming both',
  async (differs) => {
    const state = emptyState(place, new Date(0));
    requireSamePlace(path, state, place);
    const failure = await failureOf((async () => requireSamePlace(path, state, { ...place, [differs]: 'other' }))());
    expect(failure).toEqual({ code: 'state-elsewhere', path, differs, recorded: place[differs], actual: 'other' });
  },
);

test('a state that cannot be written is a failure that says where and why', async () => {
  await writeFile(join(directory, 'deep'), 'a file in the way');
  expect(await failureOf(store().put('vpc', record))).toMatchObject({ code: 'state-unwritable', path });
});
