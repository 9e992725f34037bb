import { beforeEach, expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import type { Event } from '../../src/events.js';
import { glyphsFor } from '../../src/ui/terminal.js';
import type { Run } from '../../src/ui/run.js';
import { ttyDisplay } from '../../src/ui/tty.js';
import { Screen } from './screen.js';
import { allDone, aMinuteIn, at, failed, step, timed, wait } from './scripted-run.js';

const run = { command: 'up', stack: 'demo', place: 'eu-west-1' };
let now = at(0);
let tick: (() => void) | undefined;

const show = (screen: Screen, more: { verbose?: boolean; run?: Run } = {}) =>
  ttyDisplay({
    stdout: screen,
    colors: createColors(true),
    glyphs: glyphsFor({ LANG: 'C.UTF-8' }),
    clock: { now: () => now },
    verbose: false,
    run,
    ...more,
    every: (_ms, ticked) => {
      tick = ticked;
      return () => (tick = undefined);
    },
  });
const play = (display: { event(event: Event): void }, events: readonly Event[]) => {
  for (const event of events) {
    display.event(event);
    now = Date.parse(event.time);
    tick?.();
  }
};
beforeEach(() => {
  now = at(0);
  tick = undefined;
});

test("on the sandbox the first line says that steps are in AWS's time", () => {
  const screen = new Screen(80, 24);
  const display = show(screen, { run: { ...run, pace: 60 } });
  play(display, aMinuteIn);
  expect(screen.lines.slice(0, 2)).toEqual([
    "sandbox at 60x: steps in AWS's time",
    expect.stringMatching(/^✓ vpc {18}created/),
  ]);
  display.close();
});

test('what is finished stays above, once; the live part is drawn below it, and goes when the run ends', () => {
  const screen = new Screen(80, 24);
  const display = show(screen);
  play(display, aMinuteIn);
  expect(screen.lines.slice(0, 8)).toEqual([
    '✓ vpc                  created       2.4s  vpc-0a1b2c3d4e5f67890',
    '✓ public-subnet-a      created       1.2s  subnet-0a1b2c3d4e5f67890',
    '✓ public-subnet-b      created       1.1s  subnet-0f1e2d3c4b5a69788',
    '✓ link-security-group  created       2.0s  sg-0a1b2c3d4e5f67890',
    '✓ api                  created       1.0s  a1b2c3d4e5',
    '',
    expect.stringMatching(/^up demo {2}eu-west-1 {2}━+─+ {2}5 of 10 {2}5 calls {2}6s$/),
    expect.stringMatching(/^. vpc-link {13}creating {8}3s {2}VPC link is PENDING$/),
  ]);
  play(display, allDone);
  display.close();
  expect(screen.lines.slice(5)).toEqual([
    '✓ namespace            created     2m 00s  namespace-1',
    '✓ web-discovery        created     2m 00s  web-discovery-1',
    '✓ vpc-link             created     2m 00s  vpc-link-1',
    '✓ integration          created     2m 00s  integration-1',
    '✓ route                created     2m 00s  route-1',
    '',
    '  ApiUrl  https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/',
    '',
    '✓ up demo done: 10 created in 2m 06s (58 calls, 12 of them changing anything)',
    '',
  ]);
  expect(screen.wrapped).toBe(0);
});

test('the cursor is hidden while drawing and given back at the end, and the clock stops', () => {
  const screen = new Screen(80, 24);
  const display = show(screen);
  expect(screen.written).toBe('');
  play(display, aMinuteIn);
  expect([screen.cursor, tick !== undefined]).toEqual([false, true]);
  display.close();
  display.close();
  expect([screen.cursor, tick]).toEqual([true, undefined]);
  expect(screen.listenerCount('resize')).toBe(0);
  const { written } = screen;
  display.event(wait(70, 'vpc-link', 'late'));
  expect(screen.written).toBe(written);
});

test('events draw nothing by themselves: ten events between two ticks are one drawing', () => {
  const screen = new Screen(80, 24);
  const display = show(screen);
  for (const event of aMinuteIn) display.event(event);
  expect(screen.lines).toEqual(['']);
  tick?.();
  expect(screen.lines.filter((line) => line.includes('vpc-link'))).toHaveLength(2);
});

test('a run that dies without a result leaves what it was doing to be read', () => {
  const screen = new Screen(80, 24);
  const display = show(screen);
  play(display, aMinuteIn);
  display.close();
  expect(screen.lines.join('\n')).toContain('VPC link is PENDING');
});

test('after a resize the old drawing is gone and the new one fits', () => {
  const screen = new Screen(140, 24);
  play(show(screen), aMinuteIn);
  screen.columns = 139;
  screen.emit('resize');
  expect(screen.lines.filter((line) => line.includes('up demo'))).toHaveLength(1);
  screen.columns = 60;
  tick?.();
  expect(screen.lines.slice(5).every((line) => line.length < 60)).toBe(true);
});

test('what was there already is only counted, unless told to say everything', () => {
  const events = [step(0, 'vpc', 'started'), step(1, 'vpc', 'done', { outcome: 'unchanged', seconds: 1, id: 'vpc-1' })];
  const [quiet, verbose] = [new Screen(80, 24), new Screen(80, 24)];
  play(show(quiet), events);
  play(show(verbose, { verbose: true }), events);
  expect(quiet.lines.join('\n')).not.toContain('unchanged');
  expect(quiet.lines.join('\n')).toContain('1 of 1');
  expect(verbose.lines[0]).toBe('✓ vpc  unchanged     1.0s  vpc-1');
});

test('a failed step carries its reason, which comes in an event of its own, and the end says what to do', () => {
  const screen = new Screen(80, 24);
  const display = show(screen);
  play(display, aMinuteIn);
  display.event(step(30, 'vpc-link', 'failed', { seconds: 27 }));
  display.event(
    failed(30, {
      code: 'step-broken',
      step: 'vpc-link',
      resource: 'vpc-link',
      verb: 'create',
      why: 'no free addresses',
    }),
  );
  tick?.();
  expect(screen.lines).toContain('✗ vpc-link             failed         27s  no free addresses');
  display.close();
  expect(screen.lines).toContain('vpc-link: AWS accepted the VPC link, and then it failed.');
  expect(screen.lines).toContain('  Next: provision up');
});

test('what stays so of a step stands beside it when it is finished, in the place of its id', () => {
  const screen = new Screen(80, 24);
  play(show(screen), [
    step(1, 'web-image', 'started', { action: 'create' }),
    timed(2, { type: 'wait', step: 'web-image', why: 'a stand-in', seconds: 0, lasting: true }),
    step(2, 'web-image', 'created', { action: 'create', id: 'web:1' }),
    wait(3, 'web-image', 'not visible yet'),
    step(4, 'web-image', 'done', { action: 'create', outcome: 'created', seconds: 3, id: 'web:1' }),
  ]);
  expect(screen.lines[0]).toBe('✓ web-image  created       3.0s  a stand-in');
});
