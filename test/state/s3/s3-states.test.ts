import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FailureError } from '../../../src/failure.js';
import { s3States } from '../../../state/s3/s3-states.js';
import { location, openBucket, record, shop } from './bed.js';

let bucket: Awaited<ReturnType<typeof openBucket>>;
beforeAll(async () => void (bucket = await openBucket()));
afterAll(() => bucket.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as FailureError).failure,
  );

test('overlapping changes are all kept, and another machine reads them', async () => {
  const states = bucket.states();
  const store = states.store('all', shop(), undefined);
  await Promise.all(Array.from({ length: 30 }, (_, at) => store.put(`step-${at}`, record(`vpc-${at}`))));
  const found = await bucket.states().read('all');
  expect(Object.keys(found?.state.records ?? {})).toHaveLength(30);
  // At most two writes: the first change, and all that came while it was under way.
  expect(found?.state.serial).toBeLessThanOrEqual(2);
  expect(await states.stacks()).toEqual(['all']);
  expect(states.pathOf('all')).toBe('s3://states/team/all.json');
});

test('who was overtaken writes nothing any more, and is told so', async () => {
  const [mine, theirs] = [bucket.states(), bucket.states()];
  await mine.store('shop', shop(), undefined).put('vpc', record('vpc-1'));
  const [a, b] = [await mine.read('shop'), await theirs.read('shop')];
  const [first, second] = [
    mine.store('shop', { ...shop(), ...a?.state }, a?.revision),
    theirs.store('shop', { ...shop(), ...b?.state }, b?.revision),
  ];
  await first.put('subnet', record('subnet-1'));
  const changed = { code: 'state-changed', path: 's3://states/team/shop.json', by: { command: 'provision up' } };
  expect(await failureOf(second.put('subnet', record('subnet-2')))).toMatchObject(changed);
  const before = bucket.endpoint.calls.all().length;
  expect(await failureOf(second.put('more', record('x')))).toMatchObject(changed);
  expect(bucket.endpoint.calls.all().length).toBe(before);
  expect(await failureOf(second.forget())).toMatchObject(changed);
  expect((await mine.read('shop'))?.state.records['subnet']?.id).toBe('subnet-1');
  await first.forget();
  expect(await mine.read('shop')).toBeUndefined();
});

test.each([
  // What somebody has gone on from is known to them; what they have no step of any more came too late for them.
  ['somebody has gone on', { serial: 2, records: { vpc: record('vpc-1') } }, ['subnet-1', 'late-1'], false],
  ['somebody has gone on and has it', { serial: 2, records: { late: record('x'), subnet: record('y') } }, [], false],
  ['an older state stands there', { serial: 1, records: { vpc: record('vpc-1') } }, ['subnet-1', 'late-1'], true],
  ['it is looked for there', { serial: 1, records: { late: { ...record('x'), at: 'creating' } } }, ['subnet-1'], true],
  ['another stack stands there', { serial: 9, id: 'fedcba9876543210', records: {} }, ['subnet-1', 'late-1'], true],
  ['what stands there is no state', 'no', ['subnet-1', 'late-1'], true],
] as const)('where %s, what a run leaves is what nobody else knows', async (what, there, left, isVersionTold) => {
  const key = `left-${String(what).replaceAll(' ', '-')}`;
  const store = bucket.states().store(key, { ...shop(), records: { vpc: record('vpc-1') } }, undefined);
  await store.put('vpc', record('vpc-1'));
  const object = bucket.object(`${key}.json`);
  const body = typeof there === 'string' ? there : JSON.stringify({ ...shop(), ...there });
  await object.write(body, (await object.read())?.etag);
  for (const step of ['subnet', 'late'])
    expect(await failureOf(store.put(step, record(`${step}-1`)))).toMatchObject({ code: 'state-changed' });
  const { unrecorded = [], version } = store.left();
  expect(unrecorded.map(({ id }) => id)).toEqual(left);
  expect(version !== undefined).toBe(isVersionTold);
});

test('where the state was taken away, what a run leaves is what its last version has no id of', async () => {
  const lost: unknown[] = [];
  const store = bucket.states().store('gone', shop(), undefined, (loss) => lost.push(loss));
  await store.put('vpc', record('vpc-1'));
  await store.put('subnet', { ...record('x'), at: 'creating', id: undefined });
  const object = bucket.object('gone.json');
  await object.remove((await object.read())?.etag ?? '');
  expect(await failureOf(store.put('subnet', record('subnet-1')))).toMatchObject({ isGone: true });
  expect(lost).toEqual([{ code: 'state-changed', path: 's3://states/team/gone.json', isGone: true }]);
  expect(store.left()).toEqual({
    unrecorded: [{ step: 'subnet', resource: 'vpc', id: 'subnet-1' }],
    version: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test('a state is made again after it was taken away', async () => {
  const states = bucket.states();
  const store = states.store('again', shop(), undefined);
  await store.put('vpc', record('vpc-1'));
  await store.forget();
  await states.store('again', shop(), undefined).put('vpc', record('vpc-2'));
  expect((await states.read('again'))?.state.records['vpc']?.id).toBe('vpc-2');
});

test('versions are listed with who wrote them, and each can be read', async () => {
  const states = bucket.states();
  const store = states.store('old', shop(), undefined);
  for (const id of ['vpc-1', 'vpc-2']) await store.put('vpc', record(id));
  await store.forget();
  const { versions = [], isTruncated } = (await states.versions?.('old', 10)) ?? {};
  expect(isTruncated).toBe(false);
  expect(versions.map(({ isCurrent, serial, bytes }) => [isCurrent, serial, bytes === undefined])).toEqual([
    [true, undefined, true],
    [false, 2, false],
    [false, 1, false],
  ]);
  expect(versions[1]).toMatchObject({ command: 'provision up', by: expect.stringMatching(/.@./) });
  const [deletion, , first] = versions;
  expect((await states.readVersion?.('old', first?.id ?? ''))?.records['vpc']?.id).toBe('vpc-1');
  expect(await states.readVersion?.('old', deletion?.id ?? '')).toBeUndefined();
  expect(await states.readVersion?.('old', 'no-such')).toBeUndefined();
  expect((await states.versions?.('old', 2))?.isTruncated).toBe(true);
});

test('what cannot be read is refused and left as it is', async () => {
  const states = bucket.states();
  await bucket.object('broken.json').write('{ no', undefined);
  expect(await failureOf(states.read('broken'))).toMatchObject({ code: 'state-unreadable' });
  await bucket.object('newer.json').write('{"version": 99}', undefined);
  expect(await failureOf(states.read('newer'))).toMatchObject({ code: 'state-newer', version: 99 });
  bucket.faults({ operation: 'GetObject', error: 'AccessDenied', status: 403 });
  expect(await failureOf(states.read('shop'))).toMatchObject({
    code: 'state-unreadable',
    why: expect.stringMatching(/^AccessDenied/),
  });
  const elsewhere = s3States(bucket.access(), { ...location, bucket: 'nowhere' }, { command: 'x' });
  expect(await failureOf(elsewhere.read('shop'))).toMatchObject({
    code: 'bad-usage',
    hint: 'provision state init --state s3://nowhere makes it',
  });
});

test('what cannot be written is told so, and nothing of it is there', async () => {
  const states = bucket.states();
  bucket.faults({ operation: 'PutObject', error: 'AccessDenied', status: 403 });
  const store = states.store('denied', shop(), undefined);
  expect(await failureOf(store.put('vpc', record('vpc-1')))).toMatchObject({ code: 'state-unwritable' });
  expect(await states.read('denied')).toBeUndefined();
  await store.put('vpc', record('vpc-1'));
  expect((await states.read('denied'))?.state.records['vpc']?.id).toBe('vpc-1');
});
