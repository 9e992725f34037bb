import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Clock } from '../../../src/clock.js';
import type { FailureError, LockHolder } from '../../../src/failure.js';
import { openBucket } from './bed.js';
import { takeLease } from '../../../state/s3/lease.js';

let bucket: Awaited<ReturnType<typeof openBucket>>;
beforeAll(async () => void (bucket = await openBucket()));
afterAll(() => bucket.close());

/** Nothing is renewed by itself; time passes when the test says so. */
function stillClock(): Clock & { pass(seconds: number): void } {
  let now = Date.now();
  return {
    now: () => now,
    sleep: (_ms, signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    pass: (seconds) => void (now += seconds * 1000),
  };
}

/** A machine that wants the lock at `key`. `after`: how many seconds S3 finds gone by since the lock was written. */
function machine(key: string) {
  const clock = stillClock();
  const lost: (LockHolder | undefined)[] = [];
  const take = (command: string, after = 0) => {
    const now = async () => Date.now() + after * 1000;
    const terms = { path: `s3://states/team/${key}`, access: bucket.access(clock), now };
    return takeLease(bucket.object(key, clock), command, terms, (loss) => lost.push(loss.by as LockHolder));
  };
  return { clock, lost, take };
}
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as FailureError).failure,
  );
const leaseAt = async (key: string) => JSON.parse((await bucket.object(key).read())?.text ?? '{}') as object;

test('a lock that is held is refused, naming its holder, and is free once it is given back', async () => {
  const [a, b] = [machine('one.lock'), machine('one.lock')];
  const lock = await a.take('provision up');
  expect(await failureOf(b.take('provision down'))).toMatchObject({
    code: 'state-locked',
    path: 's3://states/team/one.lock',
    by: { pid: process.pid, host: expect.stringMatching(/.@./), command: 'provision up', leaseSeconds: 60 },
  });
  await lock.release();
  await (await b.take('provision down')).release();
  expect(await bucket.object('one.lock').read()).toBeUndefined();
});

test('a lease that nobody renewed is taken over, and its holder changes nothing any more', async () => {
  const [a, b] = [machine('two.lock'), machine('two.lock')];
  const old = await a.take('provision up');
  await old.requireHeld();
  expect(await failureOf(b.take('provision down', 59))).toMatchObject({ code: 'state-locked' });
  const taken = await b.take('provision down', 90);
  // Within its lease the old holder does not ask; this one slept longer.
  a.clock.pass(90);
  expect(await failureOf(old.requireHeld())).toMatchObject({ code: 'lock-lost', by: { command: 'provision down' } });
  expect(await failureOf(old.requireHeld())).toMatchObject({ code: 'lock-lost' });
  expect(a.lost).toMatchObject([{ command: 'provision down' }]);
  await old.release();
  expect(await leaseAt('two.lock')).toMatchObject({ command: 'provision down' });
  await taken.requireHeld();
  await taken.release();
});

test('who has slept and finds the lock still its own goes on', async () => {
  const a = machine('three.lock');
  const lock = await a.take('provision up');
  a.clock.pass(3600);
  await lock.requireHeld();
  expect(await leaseAt('three.lock')).toMatchObject({ renewals: 1 });
  await lock.requireHeld();
  expect(await leaseAt('three.lock')).toMatchObject({ renewals: 1 });
  await lock.release();
});

test('a renewal whose answer was lost is found to be done', async () => {
  const a = machine('four.lock');
  const lock = await a.take('provision up');
  bucket.faults({ operation: 'PutObject', after: true });
  a.clock.pass(3600);
  await lock.requireHeld();
  expect(a.lost).toEqual([]);
  await lock.release();
  expect(await bucket.object('four.lock').read()).toBeUndefined();
});

test('where S3 cannot be asked, nothing is changed', async () => {
  const a = machine('five.lock');
  const lock = await a.take('provision up');
  a.clock.pass(3600);
  bucket.faults({ operation: 'PutObject', error: 'AccessDenied', status: 403 });
  expect(await failureOf(lock.requireHeld())).toMatchObject({ code: 'state-unwritable' });
  expect(a.lost).toEqual([]);
  await lock.requireHeld();
  await lock.release();
});

test('a lock that was taken away by hand is lost', async () => {
  const a = machine('six.lock');
  const lock = await a.take('provision up');
  const states = bucket.states();
  const held = await states.holder('six');
  expect(held).toMatchObject({ holder: { command: 'provision up' }, isStale: false });
  expect(await states.unlock('six', { ...held!, revision: '"0"' })).toBe(false);
  expect(await states.unlock('six', held!)).toBe(true);
  expect(await states.holder('six')).toBeUndefined();
  a.clock.pass(60);
  expect(await failureOf(lock.requireHeld())).toEqual({ code: 'lock-lost', path: 's3://states/team/six.lock' });
  expect(a.lost).toEqual([undefined]);
});

test('a lease is renewed by itself as long as it is held', async () => {
  const timing = { leaseSeconds: 60, renewalSeconds: 0.01 };
  const lock = await bucket.states(timing).lock('seven', 'provision up', () => {});
  const renewals = async () => ((await leaseAt('seven.lock')) as { renewals: number }).renewals;
  while ((await renewals()) < 3);
  await lock.release();
  expect(await bucket.object('seven.lock').read()).toBeUndefined();
});

test('the age of a lease is measured by the clock of S3', async () => {
  const lock = await bucket.states().lock('eight', 'provision up', () => {});
  bucket.pass(100);
  expect(await bucket.states().holder('eight')).toMatchObject({ isStale: true });
  const taken = await bucket.states().lock('eight', 'provision down', () => {});
  expect(await bucket.states().holder('eight')).toMatchObject({
    isStale: false,
    holder: { command: 'provision down' },
  });
  await taken.release();
  await lock.release();
});
