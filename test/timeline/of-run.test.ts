import { expect, test } from '@jest/globals';
import type { Event } from '../../src/events.js';
import { timelineOf } from '../../src/timeline/of-run.js';
import { longestOf, timeByCause } from '../../src/timeline/timeline.js';
import { at, began, call, ended, error, made, planned, result, timelineTold, waits } from './told-run.js';

const named = ({ path }: ReturnType<typeof timelineTold>) =>
  path.map(({ step, fromMs, toMs }) => [step ?? '-', fromMs, toMs]);

test('a step began when the last of what it needs was there, and the critical path leads back through that one', () => {
  const timeline = timelineTold(
    ...[planned('vpc'), planned('role'), planned('subnet', ['vpc']), planned('service', ['subnet', 'role'])],
    ...[began(100, 'vpc'), began(100, 'role'), ended(500, 'vpc'), began(510, 'subnet'), ended(900, 'role')],
    ...[ended(2000, 'subnet'), began(2000, 'service'), ended(9000, 'service'), result(9100)],
  );
  expect(named(timeline)).toEqual([
    ['-', 0, 100],
    ['vpc', 100, 500],
    ['-', 500, 510],
    ['subnet', 510, 2000],
    ['service', 2000, 9000],
    ['-', 9000, 9100],
  ]);
  expect(timeline.steps.map(({ step, after }) => [step, after])).toEqual([
    ['vpc', undefined],
    ['role', undefined],
    ['subnet', { step: 'vpc', for: 'end', ms: 500 }],
    ['service', { step: 'subnet', for: 'end', ms: 2000 }],
  ]);
  expect(timeline.steps.filter((it) => !it.isCritical).map(({ step }) => step)).toEqual(['role']);
  expect(longestOf(timeline)).toEqual({ step: 'service', ms: 7000 });
});

test('who needs the id alone is explained by the moment at which that was known', () => {
  const timeline = timelineTold(
    ...[planned('link'), planned('integration', ['link'], ['link']), began(0, 'link'), made(300, 'link')],
    ...[began(300, 'integration'), ended(400, 'link'), ended(5000, 'integration'), result(5000)],
  );
  expect(timeline.steps[1]?.after).toEqual({ step: 'link', for: 'id', ms: 300 });
  expect(named(timeline)).toEqual([
    ['link', 0, 300],
    ['integration', 300, 5000],
  ]);
});

test('each stretch of a step is named by what it went into', () => {
  const { steps } = timelineTold(
    ...[planned('nat'), began(0, 'nat')],
    // Held back for 200 ms by the rates and for 50 by other calls.
    call(400, 'nat', 100, { operation: 'CreateNatGateway', mutating: true, turnMs: 200, queueMs: 50 }),
    made(410, 'nat'),
    call(500, 'nat', 40),
    ...[waits(500, 'nat', 'pending'), call(1500, 'nat', 30), waits(1500, 'nat', 'pending'), call(2530, 'nat', 30)],
    call(2600, 'nat', 20, { outcome: { ok: false, error: 'Throttling' } }),
    [2600, { type: 'retry', step: 'nat', verb: 'read', error: 'Throttling', attempt: 1, delayMs: 900 }],
    ...[call(3600, 'nat', 100), ended(3700, 'nat'), result(3700)],
  );
  expect(steps[0]?.parts).toEqual([
    { fromMs: 0, toMs: 50, cause: 'own' },
    { fromMs: 50, toMs: 250, cause: 'turn' },
    { fromMs: 250, toMs: 300, cause: 'queue' },
    { fromMs: 300, toMs: 400, cause: 'call' },
    { fromMs: 400, toMs: 460, cause: 'own' },
    { fromMs: 460, toMs: 500, cause: 'call' },
    // The look in between is a part of the wait.
    { fromMs: 500, toMs: 2500, cause: 'wait', why: 'pending' },
    { fromMs: 2500, toMs: 2530, cause: 'call' },
    { fromMs: 2530, toMs: 2580, cause: 'own' },
    { fromMs: 2580, toMs: 2600, cause: 'call' },
    { fromMs: 2600, toMs: 3500, cause: 'retry', why: 'Throttling' },
    { fromMs: 3500, toMs: 3600, cause: 'call' },
    { fromMs: 3600, toMs: 3700, cause: 'own' },
  ]);
  expect(steps[0]).toMatchObject({ calls: 6 });
});

test('what the SDK repeats by itself is a retry, and another call after one that failed is not', () => {
  const failed = { outcome: { ok: false, error: 'ThrottlingException' } };
  const { steps } = timelineTold(
    ...[began(0, 'vpc'), call(100, 'vpc', 100, failed), call(400, 'vpc', 100, failed)],
    ...[call(700, 'vpc', 100, { operation: 'CreateVpc' }), ended(700, 'vpc'), result(700)],
  );
  expect(steps[0]?.parts.map(({ cause }) => cause)).toEqual(['call', 'retry', 'call', 'own', 'call']);
});

test('what is not of a step is told by the calls that were made then: the first looks, what is deleted at the end', () => {
  const { path } = timelineTold(
    ...[planned('vpc'), call(400, undefined, 300), call(900, 'vpc', 500), began(900, 'vpc', 'update')],
    ...[ended(1000, 'vpc', 'updated'), call(1300, 'old', 300), waits(1300, 'old', 'deleting')],
    ...[call(3000, 'old', 100), result(3000)],
  );
  expect(path.map(({ step, parts }) => [step, ...timeByCause([{ parts }])])).toEqual([
    [undefined, ['call', 800], ['own', 100]],
    ['vpc', ['own', 100]],
    [undefined, ['wait', 1600], ['call', 400]],
  ]);
});

test('a run that failed ends with what failed last, and what was skipped is told', () => {
  const timeline = timelineTold(
    ...[planned('vpc'), planned('subnet', ['vpc']), began(0, 'vpc')],
    [800, { type: 'step', step: 'vpc', resource: 'vpc', state: 'failed', seconds: 0.8 }],
    [800, { type: 'step', step: 'subnet', resource: 'subnet', state: 'skipped', after: ['vpc'] }],
    result(900, false),
  );
  expect(timeline).toMatchObject({ ending: 'failed', skipped: ['subnet'] });
  expect(timeline.steps).toMatchObject([{ step: 'vpc', outcome: 'failed', isFailed: true, isCritical: true }]);
});

test('a run that was asked to stop has not failed, unless something failed besides', () => {
  const endingAfter = (...codes: string[]) =>
    timelineTold(began(0, 'vpc'), ...codes.map((code) => error(800, code)), result(900, false)).ending;
  expect(endingAfter('interrupted')).toBe('interrupted');
  expect(endingAfter('run-timeout')).toBe('timed-out');
  expect(endingAfter('step-broken', 'interrupted')).toBe('failed');
  expect(endingAfter('step-broken', 'run-timeout')).toBe('failed');
  // As in records of earlier versions.
  expect(endingAfter()).toBe('failed');
});

test('a run that was killed ends with its last event, and with what had been under way for longest', () => {
  const timeline = timelineTold(
    ...[planned('a'), planned('b'), began(0, 'b'), began(10, 'a'), waits(50, 'b', 'pending')],
    ...[call(2000, 'b', 20), waits(2000, 'b', 'pending')],
  );
  expect(timeline).toMatchObject({ ending: 'broken-off', ms: 2000 });
  expect(timeline.steps.map(({ step, toMs, outcome }) => [step, toMs, outcome])).toEqual([
    ['b', 2000, 'did not end'],
    ['a', 2000, 'did not end'],
  ]);
  expect(named(timeline)).toEqual([['b', 0, 2000]]);
});

test('what has not ended in a run that goes on is under way, and has not failed', () => {
  const events = [
    { type: 'step', time: at(0), step: 'vpc', resource: 'vpc', state: 'started' },
    { type: 'wait', time: at(900), step: 'vpc', why: 'pending', seconds: 0 },
  ] as const;
  const timeline = timelineOf({ command: 'up', stack: 'shop', isUnderWay: true }, events);
  expect(timeline).toMatchObject({
    ending: 'under-way',
    ms: 900,
    steps: [{ outcome: 'under way', isFailed: false, isCritical: true }],
  });
  const ended = { type: 'result', command: 'up', ok: false, time: at(950) } as unknown as Event;
  expect(timelineOf({ command: 'up', stack: 'shop', isUnderWay: true }, [...events, ended])?.ending).toBe('failed');
});

test('what is worked on once more came after what had ended last, not after what it needs', () => {
  const timeline = timelineTold(
    ...[planned('group'), planned('service', ['group']), began(0, 'group'), ended(100, 'group')],
    ...[began(100, 'service'), ended(900, 'service'), began(950, 'group', 'delete'), ended(2000, 'group', 'deleted')],
    result(2000),
  );
  expect(timeline.steps[2]?.after).toEqual({ step: 'service', for: 'turn', ms: 900 });
  expect(named(timeline).map(([step]) => step)).toEqual(['group', 'service', '-', 'group']);
});

test("where events tell AWS's time, that counts, and what has none is put between them", () => {
  const timed = (awsSeconds: number, [ms, event]: readonly unknown[]) => [ms, { ...(event as object), awsSeconds }];
  const timeline = timelineTold(
    ...[timed(0.5, planned('link')), timed(0.6, began(100, 'link')), timed(0.7, waits(200, 'link', 'pending'))],
    // 500 ms that were a minute of AWS's time; the call took the last 50 of them, which are 6 s.
    ...[timed(60.7, call(700, 'link', 50)), timed(61, ended(1000, 'link')), result(1100, true, 1.6)],
  );
  // Half a second was over when its first event came.
  expect(timeline).toMatchObject({ isAwsTime: true, ms: 61_100, hereMs: 1600 });
  expect(timeline.steps[0]?.parts).toEqual([
    { fromMs: 600, toMs: 700, cause: 'own' },
    { fromMs: 700, toMs: 54_700, cause: 'wait', why: 'pending' },
    { fromMs: 54_700, toMs: 60_700, cause: 'call' },
    { fromMs: 60_700, toMs: 61_000, cause: 'own' },
  ]);
});

test('a run is as long as its result says: what it did before its first event is outside of steps', () => {
  const { ms, path, steps } = timelineTold(began(0, 'vpc'), ended(500, 'vpc'), result(520, true, 0.9));
  expect(ms).toBe(900);
  expect(path.map(({ step, fromMs, toMs }) => [step, fromMs, toMs])).toEqual([
    [undefined, 0, 380],
    ['vpc', 380, 880],
    [undefined, 880, 900],
  ]);
  expect(steps).toHaveLength(1);
});

test('the time before a person was asked, when only the state was read, is no part of a run', () => {
  const timeline = timelineTold(
    call(0, undefined, 10, { about: 'state' }),
    ...[[60_000, planned('vpc')[1]], began(60_100, 'vpc'), ended(60_500, 'vpc'), result(60_500, true, 0.5)],
  );
  expect(timeline.ms).toBe(500);
});
