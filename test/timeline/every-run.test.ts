import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import type { Event } from '../../src/events.js';
import { unknownStackId } from '../../src/identity.js';
import { assumeLookedUp } from '../../src/rehearsal/assumed-lookups.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { commandsOf } from '../../src/rehearsal/lifecycle.js';
import { idOf, startsAfter, type NeedMap, type Step } from '../../src/step.js';
import { timelineOf } from '../../src/timeline/of-run.js';
import { timeByCause, type Timeline } from '../../src/timeline/timeline.js';
import { stacks } from '../graph/stacks.js';
import { awsError, ToyWorld } from '../runner/toys.js';
import { where } from '../steps/config.js';
import { isWhole } from './told-run.js';

// What a run's length is made of must be all of it, whatever happened in the run.

/** The sum of all stretches of the path is the run's length, to the ms; each stretch is divided without a rest. */
function expectWhole(timeline: Timeline, events: readonly Event[]): void {
  const [first, last] = [events[0], events.at(-1)];
  expect(timeline.ms).toBe(Date.parse(last?.time ?? '') - Date.parse(first?.time ?? ''));
  expect(isWhole(timeline.path, 0, timeline.ms)).toBe(true);
  for (const it of [...timeline.path, ...timeline.steps])
    expect([it, isWhole(it.parts, it.fromMs, it.toMs)]).toEqual([it, true]);
  const sum = timeByCause(timeline.path).reduce((all, [, ms]) => all + ms, 0);
  expect(sum).toBe(timeline.ms);
  const spans = timeline.steps.filter(({ isCritical }) => isCritical);
  expect(timeline.path.flatMap(({ step }) => step ?? [])).toEqual(spans.map(({ step }) => step));
}

const timelineFrom = (command: string, events: readonly Event[]): Timeline => {
  const timeline = timelineOf({ command, stack: 'any' }, events);
  if (!timeline) throw new Error(`${command} has told nothing`);
  expectWhole(timeline, events);
  return timeline;
};

/** A generator of numbers that gives the same ones for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Steps that need others in any way, take any time, and are refused, lost or stopped at times. */
function anyRun(seed: number): { world: ToyWorld; steps: Step[] } {
  const any = numbers(seed);
  const world = new ToyWorld();
  const steps: Step[] = [];
  for (let count = 2 + any(12); steps.length < count;) {
    const name = `step-${steps.length}`;
    const noun = world.noun(name, { looksUntilReady: any(6), looksUntilGone: any(4) });
    const needs: NeedMap = Object.fromEntries(
      steps
        .filter(() => any(4) === 0)
        .map(
          (it) => [it.name.replace('-', ''), [it, it, idOf(it as never), startsAfter(it as never)][any(4)]] as const,
        ),
    );
    steps.push(world.step(name, noun, needs));
    if (any(8) === 0) world.fault(`create ${name}`, () => awsError('ThrottlingException'));
    if (any(24) === 0) world.fault(`create ${name}`, () => awsError('ValidationException'));
  }
  return { world, steps };
}

test('the parts of a run are all of it: of 60 runs of any steps, their second runs, and their way back', async () => {
  for (let seed = 0; seed < 60; seed++) {
    const { world, steps } = anyRun(seed);
    const commands = {
      up: () => world.up(steps),
      'up again': () => world.up(steps),
      'up with fewer': () => world.up(steps.slice(0, 2)),
      down: () => world.down(),
    };
    for (const [command, run] of Object.entries(commands)) {
      world.events.length = 0;
      await run();
      if (world.events.length > 0) timelineFrom(command, world.events);
      // A process may be killed after any event.
      if (world.events.length > 4) timelineFrom(command, world.events.slice(0, Math.floor(world.events.length / 2)));
    }
  }
});

test.each(stacks.slice(0, 5))(
  'up and down of %s: each step of the critical path begins at the moment that explains it, without a gap',
  async (_name, { config, steps }) => {
    const aws = new InMemoryAws(where);
    const events: Event[] = [];
    // As the report of a command does it, on the clock on which nothing but AWS takes time.
    aws.events.push = (...told) =>
      events.push(...told.map((it) => ({ ...it, time: new Date(aws.clock.now()).toISOString() }) as Event));
    assumeLookedUp({ world: aws.world, region: where.region }, steps);
    const store = new MemoryStore([], unknownStackId);
    const run = aws.run({ stack: config.name, tags: {}, store, resources: resourcesByType });
    const commands = commandsOf(run, steps);
    for (const command of ['up', 'down'] as const) {
      events.length = 0;
      const { failures } = await commands[command]();
      expect(failures).toEqual([]);
      const timeline = timelineFrom(command, events);
      const between = timeline.path.slice(1, -1).filter(({ step }) => step === undefined);
      expect([command, between]).toEqual([command, []]);
      const waited = timeByCause(timeline.path).find(([cause]) => cause === 'wait')?.[1] ?? 0;
      expect(waited / timeline.ms).toBeGreaterThan(0.8);
    }
  },
);
