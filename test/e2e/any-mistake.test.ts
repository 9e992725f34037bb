import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathText } from '../../src/config/problem-messages.js';
import { memberSchema } from '../../src/config/json-schema.js';
import { problemsOf } from '../config/problem-lines.js';
import { isFull } from '../full.js';
import { anyConfig, anyDraft } from './any-config.js';
import { put, spoilt } from './mistake.js';
import { mistakesAlone } from './mistakes-alone.js';
import { mistakesTogether } from './mistakes-together.js';

/**
 * The other half of what any-config.test.ts says: what is not possible is refused by the one function that reads a
 * config, before there is anything to call AWS with. PROVISION_TEST_RUNS and PROVISION_TEST_SEED are the same as there.
 */
const { PROVISION_TEST_RUNS: runs = isFull ? 2 : 1, PROVISION_TEST_SEED: seed } = process.env;
const numRuns = Number(runs);
const parameters = { numRuns, ...(seed && { seed: Number(seed) }) };
const many = { ...parameters, numRuns: 20 * numRuns };

/** Where something is wrong, in the order of the file. */
const placesIn = (config: unknown) => problemsOf(JSON.stringify(config, null, 1)).map(({ path }) => path);

test('whatever is possible is accepted', () => {
  fc.assert(
    fc.property(anyConfig, (config) => expect(placesIn(config)).toEqual([])),
    many,
  );
});

const mistakes = [...mistakesAlone, ...mistakesTogether];
test.each(mistakes)('whatever else a config says, $what is refused, and nothing else is', (mistake) => {
  const refused = (draft: Parameters<typeof spoilt>[0]) => {
    const { right, wrong, at } = spoilt(draft, mistake);
    expect(placesIn(right)).toEqual([]);
    expect(placesIn(wrong)).toEqual([at]);
  };
  fc.assert(fc.property(anyDraft, refused), parameters);
});

/** Everything in a config that is a value, and every map of members with names of ours. */
function partsOf(value: unknown, path: readonly string[] = []): { values: string[][]; maps: string[][] } {
  if (value === undefined) return { values: [], maps: [] };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { values: [[...path]], maps: [] };
  const isOfTheirs = memberSchema(path)?.properties === undefined;
  const inside = Object.entries(value).map(([name, it]) => partsOf(it, [...path, name]));
  return {
    values: inside.flatMap(({ values }) => values),
    maps: [...(isOfTheirs ? [] : [[...path]]), ...inside.flatMap(({ maps }) => maps)],
  };
}
/** As a file has it. Of two services, a generator may give both the same object: changed in one, it would be in the other. */
const written = (config: object) => JSON.parse(JSON.stringify(config)) as object;

const chosen = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

test('whatever member has a map for its value, it is refused and named', () => {
  const refused = (config: object, index: number) => {
    const path = chosen(partsOf(config).values, index);
    const wrong = written(config);
    put(wrong, path, { a: 'map' });
    expect(placesIn(wrong)).toContain(pathText(path));
  };
  fc.assert(fc.property(anyConfig, fc.nat(), refused), many);
});

test('a member that there is not is refused wherever it is, and nothing else is', () => {
  const refused = (config: object, index: number) => {
    const wrong = written(config);
    put(wrong, [...chosen(partsOf(config).maps, index), 'colour'], 'red');
    expect(problemsOf(JSON.stringify(wrong, null, 1)).map(({ message }) => message)).toEqual([
      'unknown member "colour"',
    ]);
  };
  fc.assert(fc.property(anyConfig, fc.nat(), refused), many);
});
