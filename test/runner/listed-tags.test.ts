import { expect, test } from '@jest/globals';
import type { Attempt } from '../../src/cloud/open.js';
import type { Run } from '../../src/runner/run.js';
import { status } from '../../src/runner/status.js';
import { up } from '../../src/runner/up.js';
import { ToyWorld } from './toys.js';

/** Which attempts may be told tags by AWS's index, which is behind. */

function village() {
  const world = new ToyWorld();
  const toy = world.noun('toy');
  const steps = [world.step('house', toy, {}), world.step('wall', toy, {})];
  const seen: (readonly [step: string, mayListTags: boolean])[] = [];
  const watched = (run: Run): Run => ({
    ...run,
    withCloud(step, attempt: Attempt, verb) {
      seen.push([step, attempt.mayListTags ?? false]);
      return run.withCloud(step, attempt, verb);
    },
  });
  /** What was allowed since the last look. */
  const taken = () => seen.splice(0).map(([step, may]) => `${step} ${may ? 'may' : 'may not'}`);
  return { world, steps, watched, taken };
}

test('looking at what stays may; what is created, and what is no longer wanted, may not', async () => {
  const { world, steps, watched, taken } = village();
  await up(watched(world.run()), steps);
  expect(new Set(taken())).toEqual(new Set(['inventory may not', 'house may not', 'wall may not']));
  world.revive();
  await up(watched(world.run()), steps);
  expect(taken()).toEqual(['house may', 'wall may']);
  world.revive();
  await status(watched(world.run()), steps);
  expect(taken()).toEqual(['house may', 'wall may']);
  world.revive();
  await up(watched(world.run()), steps.slice(0, 1));
  expect(new Set(taken())).toEqual(new Set(['house may', 'wall may not']));
});

test('where a tag is to be removed, the resource itself is asked: a list that is behind may not show it yet', async () => {
  const { world, steps, watched, taken } = village();
  await up(watched(world.run({ team: 'books' })), steps);
  taken();
  world.revive();
  await up(watched(world.run()), steps);
  expect(new Set(taken())).toEqual(new Set(['house may not', 'wall may not']));
});
