import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fastClock, realClock, type Clock } from '../src/clock.js';
import { pacer } from '../src/cloud/pace.js';
import { openSandbox } from '../src/sandbox/open.js';
import { World } from '../src/sandbox/world.js';

/** The wall clock is set back by an hour when a test begins. */
const hour = 3_600_000;
const wall = Date.now;
let clocks: { readonly [name: string]: Clock };
beforeEach(() => {
  clocks = { real: realClock, 'sixty times as fast': fastClock(60), instant: fastClock(Infinity) };
  jest.spyOn(Date, 'now').mockImplementation(() => wall() - hour);
});
afterEach(() => void jest.restoreAllMocks());

describe.each(['real', 'sixty times as fast', 'instant'])('the %s clock', (name) => {
  const clock = () => clocks[name] ?? realClock;

  test('goes on where the wall clock is set back', async () => {
    const before = clock().now();
    expect(Math.abs(before - wall())).toBeLessThan(60_000);
    const { speed = 1 } = clock();
    await clock().sleep(20 * speed);
    // Timers may fire a millisecond of the real time early.
    expect(clock().now() - before).toBeGreaterThanOrEqual(18 * speed);
  });

  test('lets what is paced leave', async () => {
    const slept: number[] = [];
    let ahead = 0;
    const sleep = async (ms: number) => {
      slept.push(ms);
      ahead += ms;
    };
    const pace = pacer({ ...clock(), now: () => clock().now() + ahead, sleep }, 'us-east-1');
    const asking = { service: 'ec2', operation: 'RunInstances', input: {} };
    for (let i = 0; i < 6; i++) (await pace.turn(asking)).leaves();
    // A burst of five, less a second's refill; then two a second, less a twentieth.
    expect(Math.max(0, ...slept)).toBeLessThanOrEqual(527);
  });
});

test('a sandbox whose world was kept by a clock that went ahead lives on at once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'clock-'));
  const kept = wall() + hour;
  await writeFile(join(directory, 'world.json'), JSON.stringify(new World(kept)));
  const sandbox = await openSandbox({ directory, speed: '1x', command: 'test' });
  try {
    const time = async () => {
      const health = (await (await fetch(`${sandbox.url()}/_sandbox/health`)).json()) as { time: string };
      return Date.parse(health.time);
    };
    const first = await time();
    expect(first).toBeGreaterThanOrEqual(kept);
    await realClock.sleep(20);
    expect(await time()).toBeGreaterThan(first);
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true });
  }
});
