import { expect, test } from '@jest/globals';
import { AwsTime } from '../../src/aws-time.js';
import type { Run } from '../../src/runner/run.js';
import { down } from '../../src/runner/down.js';
import { up } from '../../src/runner/up.js';
import { JumpingClock, ToyWorld } from './toys.js';

/** A clock that goes 60 times as fast as the real one, on which our own work takes time, too. */
class FastClock extends JumpingClock {
  readonly speed = 60;
  /** Lets milliseconds of real time pass. */
  work = (ms: number): Promise<void> => this.sleep(ms * this.speed);
}

/** A run in which each call takes 100 ms of real time. */
function timedRun(world: ToyWorld) {
  const clock = new FastClock();
  const awsTime = new AwsTime(clock);
  const given = world.run();
  const run: Run = {
    ...given,
    clock,
    awsTime,
    withCloud: async (...call) => {
      await clock.work(100);
      return given.withCloud(...call);
    },
  };
  const seconds = (step: string) =>
    world.events.flatMap((event) => (event.type === 'step' && event.step === step ? (event.seconds ?? []) : []));
  return { clock, awsTime, run, seconds };
}

test('what needs no waiting takes as long as our own work, not sixty times that', async () => {
  const world = new ToyWorld();
  const { run, seconds, awsTime } = timedRun(world);
  await up(run, [world.step('logs', world.noun('log-group'), {})]);
  // A create and a look; before them, the look for what is there already.
  expect(seconds('logs')).toEqual([0.2]);
  expect(awsTime.ofRun()).toBe(0.3);
});

test('what is waited for takes the time on the clock, looks in between included', async () => {
  const world = new ToyWorld();
  const { run, seconds, clock } = timedRun(world);
  await up(run, [world.step('link', world.noun('link', { looksUntilReady: 10 }), {})]);
  const onClock = (clock.now() - new JumpingClock().now()) / 1000;
  // The create and the last look are our own work: AWS was at it in all other looks. The step begins after a first one.
  expect(seconds('link')[0]).toBeCloseTo(onClock - 3 * 6 + 0.2, 1);
});

test('steps that wait at the same time take that time once', async () => {
  const world = new ToyWorld();
  const { run, seconds, awsTime } = timedRun(world);
  const noun = world.noun('link', { looksUntilReady: 5, looksUntilGone: 5 });
  await up(run, [world.step('one', noun, {}), world.step('two', noun, {})]);
  const both = (seconds('one')[0] ?? 0) + (seconds('two')[0] ?? 0);
  expect(awsTime.ofRun()).toBeLessThan(both);
  const before = awsTime.ofRun() ?? 0;
  await down(run);
  expect(awsTime.ofRun()).toBeGreaterThan(before);
});

test('a call that waits for its turn in the rates of AWS takes that time', async () => {
  const clock = new FastClock();
  const awsTime = new AwsTime(clock);
  const began = clock.now();
  await clock.work(1000);
  const from = clock.now();
  // The same stretch twice is one.
  const ends = [awsTime.waits('link', from), awsTime.waits('link', from)];
  await clock.sleep(15_000);
  ends.forEach((end) => end());
  expect([awsTime.ofStep('link', began), awsTime.ofStep('other', began), awsTime.ofRun()]).toEqual([16, 1.3, 16]);
});

test('of a turn in the rates only what AWS asks for is its time: the timer of a busy process fires late', async () => {
  const clock = new FastClock();
  const awsTime = new AwsTime(clock);
  const began = clock.now();
  awsTime.waitsFor('logs', 100);
  // 200 ms of our own work, which would be 12 s.
  await clock.work(200);
  expect(awsTime.now()).toBe(0.298);
  expect(awsTime.ofStep('logs', began)).toBe(0.3);
  // What begins meanwhile and lasts is waited through all the same.
  awsTime.waitsFor('logs', 100);
  const ends = awsTime.waits('link');
  await clock.sleep(5000);
  ends();
  expect(awsTime.now()).toBe(5.298);
});

test('while a person is asked, no time of the run passes', async () => {
  const clock = new FastClock();
  const awsTime = new AwsTime(clock);
  await clock.work(60_000);
  awsTime.begins();
  await clock.work(200);
  expect(awsTime.now()).toBe(0.2);
});

test('on AWS there is one time only', async () => {
  const clock = new JumpingClock();
  const awsTime = new AwsTime(clock);
  const began = clock.now();
  await clock.sleep(5000);
  const ends = awsTime.waits('link');
  await clock.sleep(2000);
  ends();
  expect([awsTime.ofStep('link', began), awsTime.ofRun()]).toEqual([7, undefined]);
});

test('a look between two waits belongs to them, and the time of the run never goes back', async () => {
  const clock = new FastClock();
  const awsTime = new AwsTime(clock);
  const seen = [];
  const began = clock.now();
  for (let looks = 0; looks < 3; looks++) {
    const ends = awsTime.waits('link', began);
    await clock.sleep(4000);
    seen.push(awsTime.now());
    ends();
    await clock.work(100);
    seen.push(awsTime.now());
  }
  // 100 ms of our own work are 6 s on the clock, and AWS was at it in all of them but the last.
  expect(seen).toEqual([4, 4.1, 14, 14.1, 24, 24.1]);
});
