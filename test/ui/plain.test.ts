import { expect, test } from '@jest/globals';
import type { Event } from '../../src/events.js';
import { displayFor } from '../../src/ui/display-for.js';
import type { Run } from '../../src/ui/run.js';
import { Pipe } from './screen.js';
import { allDone, aMinuteIn, call, failed, step, timed, wait } from './scripted-run.js';

const run = { command: 'up', stack: 'demo', place: 'eu-west-1' };
const linesOf = (
  events: readonly Event[],
  more: { verbose?: boolean; env?: { [name: string]: string }; run?: Run } = {},
): string[] => {
  const stdout = new Pipe();
  const display = displayFor({ json: false, stdout, env: {}, noColor: false, verbose: false, run, ...more });
  events.forEach((event) => display.event(event));
  display.close();
  return stdout.lines;
};

test('a pipe gets one dated line for each thing that happens, and the summary', () => {
  const lines = linesOf([...aMinuteIn, ...allDone]);
  expect(lines.slice(0, 4)).toEqual([
    '12:03:04Z up demo in eu-west-1: 10 steps',
    '12:03:04Z vpc: creating the VPC',
    '12:03:04Z vpc: has the id vpc-0a1b2c3d4e5f67890',
    '12:03:06Z vpc: created in 2.4s',
  ]);
  expect(lines).toContain('12:03:10Z vpc-link: VPC link is PENDING (6s)');
  expect(lines.slice(-5)).toEqual([
    '12:05:10Z route: created in 2m 00s',
    '',
    '  ApiUrl  https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/',
    '',
    'up demo done: 10 created in 2m 06s (58 calls, 12 of them changing anything)',
  ]);
});

test("on the sandbox it is said once that steps are in AWS's time, and the sum is told on both clocks", () => {
  const told = allDone.map((event) => (event.type === 'result' ? { ...event, seconds: 3.1, awsSeconds: 131 } : event));
  const text = linesOf([...aMinuteIn, ...told], { run: { ...run, pace: 60 } }).join('\n');
  expect(text).toContain("up demo in eu-west-1: 10 steps in AWS's time\n");
  expect(text).toContain("10 created in 2m 11s of AWS's time, 3.1s here (58 calls");
});

test("a run that waited for nothing took as long here as in AWS's time: it is told once", () => {
  const told = allDone.map((event) => (event.type === 'result' ? { ...event, seconds: 2.9, awsSeconds: 3.1 } : event));
  expect(linesOf([...aMinuteIn, ...told], { run: { ...run, pace: 60 } }).at(-1)).toContain(
    '10 created in 2.9s (58 calls',
  );
});

test('there are no escape codes in it, even with CI or a terminal name set; FORCE_COLOR asks for colours', () => {
  const events = [...aMinuteIn, ...allDone, failed(60, { code: 'no-region' })];
  const escapes = (env: { [name: string]: string }) =>
    linesOf(events, { verbose: true, env }).join('').includes('\u001B');
  expect(escapes({ CI: 'true', TERM: 'xterm-256color' })).toBe(false);
  expect(escapes({ FORCE_COLOR: '1' })).toBe(true);
  expect(escapes({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
});

test('a long wait says so every 30 seconds, and at once when AWS says something else', () => {
  const waits = [0, 5, 10, 29, 30, 35, 59, 61].map((s) =>
    wait(s, 'web', s < 59 ? '0 of 2 tasks are running' : '1 of 2 tasks is running'),
  );
  expect(linesOf(waits)).toEqual([
    '12:03:04Z web: 0 of 2 tasks are running (0s)',
    '12:03:34Z web: 0 of 2 tasks are running (30s)',
    '12:04:03Z web: 1 of 2 tasks is running (59s)',
  ]);
});

test('calls and mere looks are for --verbose', () => {
  const events = [
    step(0, 'vpc', 'started', { action: 'look' }),
    call(1, 'vpc', 'DescribeVpcs'),
    step(1, 'vpc', 'done', { outcome: 'unchanged' }),
  ];
  expect(linesOf(events)).toEqual(['12:03:04Z up demo in eu-west-1: 1 step', '12:03:05Z vpc: unchanged']);
  expect(linesOf(events, { verbose: true })).toEqual([
    '12:03:04Z up demo in eu-west-1: 1 step',
    '12:03:04Z vpc: reading the VPC',
    '12:03:05Z vpc: ec2 DescribeVpcs, 120 ms',
    '12:03:05Z vpc: unchanged',
  ]);
});

test('a message with line breaks cannot forge a line of the log', () => {
  const retry = {
    type: 'retry',
    step: 'vpc',
    verb: 'create',
    error: 'Throttling',
    message: 'a\n12:00:00Z vpc: created',
    attempt: 2,
    delayMs: 1500,
  } as const;
  expect(linesOf([timed(0, retry)])).toEqual([
    '12:03:04Z vpc: Throttling "a 12:00:00Z vpc: created", attempt 2 in 1.5s',
  ]);
});

test('a failed run names each cause where it happens and explains it at the end, with what to run next', () => {
  const lines = linesOf([
    step(0, 'vpc', 'planned'),
    step(0, 'api', 'planned', { after: ['vpc'] }),
    step(0, 'vpc', 'started', { action: 'create' }),
    step(2, 'vpc', 'failed', { seconds: 2 }),
    failed(2, {
      code: 'step-rejected',
      step: 'vpc',
      resource: 'vpc',
      verb: 'create',
      aws: 'VpcLimitExceeded',
      message: 'The maximum number of VPCs has been reached.',
      service: 'ec2',
      operation: 'CreateVpc',
    }),
    step(2, 'api', 'skipped', { after: ['vpc'] }),
    timed(2, {
      type: 'result',
      command: 'up',
      ok: false,
      created: 0,
      updated: 0,
      deleted: 0,
      unchanged: 0,
      calls: { total: 1, mutating: 1 },
      seconds: 2,
      outputs: {},
    }),
  ]);
  expect(lines.slice(2)).toEqual([
    '12:03:06Z vpc: failed after 2.0s',
    '12:03:06Z error: vpc: EC2 refused to create the VPC (VpcLimitExceeded).',
    '12:03:06Z api: skipped, because it needs vpc',
    '',
    'vpc: EC2 refused to create the VPC (VpcLimitExceeded).',
    '  CreateVpc answered "The maximum number of VPCs has been reached."',
    '  It is the quota "VPCs per Region" of Service Quotas (vpc, L-F678F1CE): 5 unless AWS has raised it',
    '    for this account.',
    '  Delete what is not needed, or ask AWS for more:',
    '    aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE \\',
    '      --desired-value 10',
    '  Everything finished so far is recorded.',
    '  Next: provision up',
    '',
    'up demo failed: 1 failed, 1 not begun in 2.0s (1 call, 1 of them changing anything)',
  ]);
});

test('causes are explained even where a run ends before it has a result', () => {
  expect(linesOf([failed(0, { code: 'no-region' })]).join('\n')).toContain('--region eu-central-1');
});

test('what stays so is said once, without the seconds of a wait', () => {
  const note = timed(2, { type: 'wait', step: 'web-image', why: 'a stand-in', seconds: 0, lasting: true });
  const lines = linesOf([step(1, 'web-image', 'started', { action: 'create' }), note]);
  expect(lines).toContain('12:03:06Z web-image: a stand-in');
});
