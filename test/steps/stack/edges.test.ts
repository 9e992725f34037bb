import { describe, expect, test } from '@jest/globals';
import { blueprints } from '../../../src/config/blueprints.js';
import { longTest } from '../../full.js';
import { askedFor } from './edges-asked-for.js';
import { halvesOf, kindsOf, turnedRound, type Half } from './edge-halves.js';
import { livedDown, livedUp, recordsTurnedRound, stepsOf, type Lived } from './edge-lives.js';

// What asks for each edge between two steps: data that one takes of the other, a call that is refused, repeated or in vain without it,
// or what stands in `askedFor`. An edge that nothing asks for is to be taken away.

const names = blueprints.map(({ name }) => name);

test('what is said to ask for an edge is about edges that a blueprint has', () => {
  const known = new Set(names.flatMap((name) => kindsOf(stepsOf(name))));
  expect(Object.keys(askedFor).filter((kind) => !known.has(kind))).toEqual([]);
});

describe('nothing minds that an edge is turned round, and it is said what asks for it all the same', () => {
  const unminded = new Set<string>();

  longTest.each(names)(
    'in %s',
    async (name) => {
      const steps = stepsOf(name);
      const built = await livedUp(steps);
      const gone = await livedDown(built.world, built.records);
      const { free, byData } = halvesOf(steps, built.given);
      expect([free.length, byData.length].every((count) => count > 10)).toBe(true);
      const minds = async (half: Half): Promise<boolean> =>
        half.of === 'start'
          ? differs(built, await livedUp(turnedRound(steps, half), built.troubles))
          : differs(gone, await livedDown(built.world, recordsTurnedRound(built.records, half), gone.troubles));
      const said: string[] = [];
      for (const half of free) {
        if (await minds(half)) continue;
        unminded.add(half.kind);
        if (askedFor[half.kind] === undefined) said.push(`${half.kind}: ${half.step} → ${half.needed}`);
      }
      expect(said).toEqual([]);
    },
    // Some two hundred runs of the largest blueprint.
    600_000,
  );

  longTest('in all of them together: what stands there is not minded in one at least', () => {
    expect([...unminded].toSorted()).toEqual(Object.keys(askedFor).toSorted());
  });
});

const differs = (was: Lived, is: Lived): boolean =>
  is.counts !== was.counts || [...is.troubles].some((it) => !was.troubles.has(it));
