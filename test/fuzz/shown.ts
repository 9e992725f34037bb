import assert from 'node:assert/strict';
import { FailureError, type Failure } from '../../src/failure.js';
import { textOf } from '../../src/ui/failure.js';

/** What would move a cursor, ring, or change the order of what is read; a line break is ours. */
const unsafe = /(?!\n)[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** What a person is shown of a failure: words, and nothing that a terminal would obey. */
export function isToldWell(failure: Failure): void {
  assert.notEqual(failure.code, 'bug');
  const text = textOf(failure);
  isSafeToShow(text);
  assert.doesNotMatch(
    text,
    /\b(TypeError|RangeError|ReferenceError|SyntaxError|Cannot (read|destructure|convert)|Maximum call stack|is not a function|is not iterable)/,
  );
  assert.doesNotMatch(text, /^\s+at .+:\d+:\d+\)?$/m);
}

/** Nothing that a terminal would obey is in what is shown. */
export const isSafeToShow = (text: string): void => assert.doesNotMatch(text, unsafe);

/**
 * Runs what may fail as data.
 * @returns undefined where it did
 * @throws what else it throws, which is a bug
 */
export async function orFailure<T>(work: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    isToldWell(error.failure);
    return undefined;
  }
}

/** Fails what goes on too long, in time of this process: what else the machine does counts for nothing. */
export async function inTime<T>(work: () => Promise<T> | T, mostSeconds = 10): Promise<T> {
  const before = process.cpuUsage();
  const done = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  assert.ok(seconds < mostSeconds, `it took ${seconds} s`);
  return done;
}
