import { appendFile, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FailureError } from '../../src/failure.js';
import { smallFile } from '../../src/journaled-file.js';
import { journalPath } from '../../src/kept-journal.js';
import { JsonStore, readState, statePath } from '../../state/json-store.js';
import type { State, StepRecord } from '../../state/schema.js';
import { stateText } from '../../state/text.js';
import { emptyState } from '../../state/store.js';

const place = { stack: 'api', account: '000000000000', region: 'us-east-1', partition: 'aws', endpoint: 'aws' };
const recordOf = (size: number, at: StepRecord['at'] = 'ready'): StepRecord => ({
  type: 'vpc',
  at,
  token: 't',
  needs: [],
  want: { Text: 'x'.repeat(size) },
  tags: {},
  id: 'vpc-1',
});

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  path = statePath(directory, 'api');
});
afterEach(() => rm(directory, { recursive: true }));

/** A store whose state is large enough for a journal, and has one. */
async function goingOn(): Promise<JsonStore> {
  const store = new JsonStore(path, emptyState(place, new Date(0)));
  await store.put('large', recordOf(smallFile));
  await store.put('vpc', recordOf(10, 'created'));
  expect(await readdir(directory)).toEqual(['api.json', 'api.json.journal']);
  return store;
}
const texts = async () => ({
  file: await readFile(path, 'utf8'),
  journal: await readFile(journalPath(path), 'utf8').catch(() => undefined),
});
const stepsIn = (state: State | undefined) => Object.keys(state?.records ?? {});
const failureOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (it: unknown) => it,
  );
  if (!(error instanceof FailureError)) throw new Error('it did not fail as expected', { cause: error });
  return error.failure;
};

test('a small state has no journal: the file says all at each moment', async () => {
  const store = new JsonStore(path, emptyState(place, new Date(0)));
  for (let i = 0; i < 20; i++) {
    await store.put(`s${i}`, recordOf(10));
    expect(stepsIn(JSON.parse(await readFile(path, 'utf8')) as State)).toHaveLength(i + 1);
  }
  expect(await readdir(directory)).toEqual(['api.json']);
});

test('a run that writes once writes the file whole, however large it is', async () => {
  const store = new JsonStore(path, emptyState(place, new Date(0)));
  await store.put('large', recordOf(smallFile));
  await store.close();
  expect(await readdir(directory)).toEqual(['api.json']);
});

test('the file and the journal are their owner’s alone, and both together say what was put', async () => {
  const store = await goingOn();
  await store.put('vpc', recordOf(10));
  await store.put('subnet', recordOf(5), ['large']);
  await store.outputs({ ApiUrl: 'https://x' });
  await store.setPaused({ since: '2026-01-01', gone: {} });
  expect((await stat(journalPath(path))).mode & 0o777).toBe(0o600);
  const state = await readState(path);
  expect(state).toMatchObject({ version: 2, outputs: { ApiUrl: 'https://x' }, paused: { gone: {} }, serial: 6 });
  expect(stepsIn(state)).toEqual(['vpc', 'subnet']);
  expect(state?.records['vpc']?.at).toBe('ready');
  await store.setPaused(undefined);
  expect(await readState(path)).not.toHaveProperty('paused');
});

test('at the end of a run there is one file, byte for byte what was always written', async () => {
  const store = await goingOn();
  await store.remove('vpc');
  await store.put('vpc', recordOf(10));
  const before = await readState(path);
  await store.close();
  expect(await readdir(directory)).toEqual(['api.json']);
  const text = await readFile(path, 'utf8');
  const { version, id, ...place } = before as State;
  const { serial, outputs, records, ...header } = place;
  expect(text).toBe(stateText({ version, id, ...header, serial, outputs, records }));
  expect(text).toMatch(/^{\n {2}"version": 2,\n {2}"id": "[0-9a-f]{16}",\n {2}"stack": "api",/);
  expect(await readState(path)).toEqual(before);
});

test('a journal that has become longer than the file is put into it', async () => {
  const store = await goingOn();
  let most = 0;
  for (let i = 0; i < 40; i++) {
    await store.put('vpc', recordOf(5000 + i));
    const { file, journal = '' } = await texts();
    most = Math.max(most, journal.length / file.length);
    expect((await readState(path))?.records['vpc']).toEqual(recordOf(5000 + i));
  }
  expect(most).toBeGreaterThan(0.5);
  expect(most).toBeLessThan(1.2);
});

test('what somebody has put where the journal belongs is never written through', async () => {
  const elsewhere = join(directory, 'elsewhere');
  await writeFile(elsewhere, 'somebody else’s');
  const store = new JsonStore(path, emptyState(place, new Date(0)));
  await store.put('large', recordOf(smallFile));
  await symlink(elsewhere, journalPath(path));
  await store.put('vpc', recordOf(10));
  await rm(journalPath(path));
  await symlink(elsewhere, journalPath(path));
  await store.put('subnet', recordOf(5));
  expect(await readFile(elsewhere, 'utf8')).toBe('somebody else’s');
  expect(stepsIn(await readState(path))).toEqual(['large', 'vpc', 'subnet']);
});

test('a program of before there were journals refuses the file, because it is of a version that it does not know', async () => {
  await goingOn();
  const { version } = JSON.parse((await texts()).file) as { version: number };
  // Its check was: a number above 2 is `state-newer`.
  expect(version).toBe(3);
});

test.each([
  ['is not there', (journal: string) => rm(journal)],
  ['is another one', (journal: string) => writeFile(journal, '{"journal":"another"}\n')],
])('a file whose journal %s is refused and left as it is: what was made would be forgotten', async (_, spoil) => {
  const store = await goingOn();
  await store.put('subnet', recordOf(5));
  await spoil(journalPath(path));
  const { file } = await texts();
  expect(await failureOf(readState(path))).toMatchObject({ code: 'state-unreadable', path });
  expect((await texts()).file).toBe(file);
});

test('a journal with a damaged or a missing line in its middle is refused', async () => {
  const store = await goingOn();
  for (const step of ['a', 'b', 'c']) await store.put(step, recordOf(5));
  const { journal = '' } = await texts();
  const lines = journal.split('\n');
  await writeFile(journalPath(path), lines.map((line, at) => (at === 2 ? line.slice(1) : line)).join('\n'));
  expect(await failureOf(readState(path))).toMatchObject({ why: expect.stringContaining('line 3') as unknown });
  await writeFile(journalPath(path), lines.filter((_, at) => at !== 2).join('\n'));
  expect(await failureOf(readState(path))).toMatchObject({ why: expect.stringContaining('gap') as unknown });
});

test('the next run goes on from file and journal, and writes one file of both', async () => {
  const store = await goingOn();
  await store.put('subnet', recordOf(5));
  await appendFile(journalPath(path), '{"serial":4,"records":[["half');
  const found = (await readState(path)) as State & { id: string };
  expect(stepsIn(found)).toEqual(['large', 'vpc', 'subnet']);
  const next = new JsonStore(path, found);
  await next.put('zone', recordOf(5));
  expect(await readdir(directory)).toEqual(['api.json']);
  expect(stepsIn(await readState(path))).toEqual(['large', 'vpc', 'subnet', 'zone']);
});

test('the directory is removed in mid-run: the next record makes it anew, whole', async () => {
  const store = await goingOn();
  await rm(directory, { recursive: true });
  await store.put('subnet', recordOf(5));
  expect(await readdir(directory)).toEqual(['api.json']);
  await store.put('zone', recordOf(5));
  expect(stepsIn(await readState(path))).toEqual(['large', 'vpc', 'subnet', 'zone']);
  await store.forget();
  expect(await readdir(directory)).toEqual([]);
});
