import { expect, test } from '@jest/globals';
import { mostOf, type Part } from '../../src/timeline/timeline.js';

/** What a stretch of time is said to have gone into. */

const waits = (...told: (readonly [why: string, ms: number])[]): Part[] =>
  told.map(([why, toMs]) => ({ fromMs: 0, toMs, cause: 'wait', why }));

test('a text that counts on is told once, as it stood longest, with all of its time', () => {
  const counts = Array.from({ length: 50 }, (_, at) => [`${at} failed to start`, at === 7 ? 11_000 : 10_000] as const);
  expect(mostOf(waits(...counts, ['0 of 4 tasks running', 30_000]))).toEqual([
    ['7 failed to start', 501_000],
    ['0 of 4 tasks running', 30_000],
  ]);
});

test('how far something has come is told apart, the longest first', () => {
  expect(mostOf(waits(['1 of 2', 1000], ['0 of 2', 3000], ['2 of 2', 2000]))).toEqual([
    ['0 of 2', 3000],
    ['2 of 2', 2000],
    ['1 of 2', 1000],
  ]);
});
