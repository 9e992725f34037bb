import { expect, test } from '@jest/globals';
import { bookOfNouns } from './book-of-nouns.js';
import { latencies, type Latency } from '../../src/facts/latencies.js';

const { chapterOf } = bookOfNouns();
const all: readonly (readonly [what: string, latency: Latency])[] = Object.entries(latencies);
const nouns = [...new Set(all.map(([, { noun }]) => noun))];

/** What lessons of these nouns say in seconds or minutes about something else, by noun. */
const others: { readonly [noun: string]: readonly number[] } = {
  // A connection that is idle is forgotten.
  'nat-gateway': [350],
  // `provision` waits so long; the answer of DeleteLoadBalancer.
  'load-balancer': [600, 3, 5],
  // `provision` waits so long, and how often the calls may be sent.
  'vpc-link': [900, 15, 30],
  // Billed for at least a minute.
  instance: [60],
  // A task from no instance at all; the alarms; the warm-up.
  'capacity-provider': [60, 180, 360, 900],
};

/** The seconds that a text names with digits: `84 to 124 seconds` are two. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/(\d+)(?: (?:to|or|and) (\d+))? ?(s|seconds?|minutes?)\b/g)].flatMap(([, a, b, unit = '']) =>
    [a, b].flatMap((digits) => (digits === undefined ? [] : [Number(digits) * (unit.startsWith('m') ? 60 : 1)])),
  );
}

/** And with words, roughly. */
const words: { readonly [text: string]: number } = {
  'half a minute': 30,
  'about a minute': 60,
  'about two minutes': 120,
  'nearly two minutes': 113,
};
const roughlyIn = (text: string): number[] =>
  Object.entries(words).flatMap(([it, seconds]) => (text.includes(it) ? [seconds] : []));

/** What the lesson of a noun says of its operations: what they do, what AWS does behind them, what undoes them. */
const textOf = (noun: string): string =>
  Object.values(chapterOf(noun)?.operations ?? {})
    .flatMap(({ does, behind = '', undo = '' }) => [does, behind, undo])
    .join(' ');

test('durations are told once: lessons say the numbers that the sandbox takes, and no others', () => {
  const wrong = nouns.flatMap((noun) => {
    const known = all.flatMap(([, it]) => (it.noun === noun ? [it] : []));
    const exact = [
      ...known.flatMap(({ usual, from = usual, to = usual }) => [usual, from, to]),
      ...(others[noun] ?? []),
    ];
    const isNear = (seconds: number) =>
      exact.includes(seconds) ||
      known.some(({ usual, from = usual, to = usual }) => seconds > from * 0.75 && seconds < to * 1.25);
    const text = textOf(noun);
    return [...numbersIn(text).filter((it) => !exact.includes(it)), ...roughlyIn(text).filter((it) => !isNear(it))].map(
      (seconds) => `${noun} says ${seconds} s`,
    );
  });
  expect(wrong).toEqual([]);
});

test('what is usual lies within what was seen, and each noun has a lesson', () => {
  for (const [what, { noun, usual, from = usual, to = usual }] of all) {
    expect({ what, isWithin: from <= usual && usual <= to }).toEqual({ what, isWithin: true });
    expect(chapterOf(noun)).toBeDefined();
  }
  expect(numbersIn('It takes 84 to 124 seconds, or 2 minutes, not 3 s')).toEqual([84, 124, 120, 3]);
});
