import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pathText } from '../../src/config/problem-messages.js';
import { anyConfig } from '../e2e/any-config.js';
import { put } from '../e2e/mistake.js';
import { everyThird, inFull, isFull } from '../full.js';
import { problemsOf } from './problem-lines.js';

/** The rules between members get a config of which any part may be missing: here each part is, in some configs. */

type Path = readonly string[];
/** Everything below the top, whatever is in it: maps, lists, their entries, and values. */
function partsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => [[...path, name], ...partsOf(it, [...path, name])]);
}
const isIndex = (name: string) => /^\d+$/.test(name);
/** Parts that are wrong in the same way: names that a user chooses, and the places in a list, are the same here. */
const kindOf = (path: Path, names: ReadonlySet<string>): string =>
  path.map((it) => (isIndex(it) || names.has(it) ? '?' : it)).join('.');

interface Example {
  readonly config: object;
  readonly path: Path;
}
function examplesOf(numRuns: number, most: number): ReadonlyMap<string, readonly Example[]> {
  const kinds = new Map<string, Example[]>();
  const texts = fc.sample(anyConfig, { numRuns, seed: 1 }).map((it) => JSON.stringify(it));
  // A part is as wrong in a small config as in a large one, which takes ten times as long to read.
  for (const text of texts.toSorted((a, b) => a.length - b.length)) {
    const config = JSON.parse(text) as { services: object; jobs?: object };
    const names = new Set([config.services, config.jobs ?? {}].flatMap((map) => Object.keys(map)));
    for (const path of partsOf(config)) {
      const kind = kindOf(path, names);
      const examples = kinds.get(kind) ?? [];
      kinds.set(kind, examples);
      if (examples.length < most) examples.push({ config, path });
    }
  }
  return kinds;
}
const kinds = [...examplesOf(isFull ? 200 : 60, isFull ? 6 : 1)];

test('there are some hundred kinds of parts', () => {
  expect(kinds.length).toBeGreaterThan(300);
});

/** Nothing in a config may be a list of lists. */
const wrongValue = [[null]];
test.each(inFull(kinds, everyThird(kinds)))(
  '%s is refused if it is no such thing, and no rule is told beside it',
  (_, all) => {
    for (const { config, path } of all) {
      const wrong = structuredClone(config);
      put(wrong, path, wrongValue);
      const at = pathText(path.map((it) => (isIndex(it) ? Number(it) : it)));
      const told = problemsOf(JSON.stringify(wrong, null, 1)).map((problem) => problem.path);
      expect(told).not.toEqual([]);
      expect(told.filter((it) => it !== at && !it.startsWith(`${at}[`))).toEqual([]);
    }
  },
);
