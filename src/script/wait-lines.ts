import { word } from './bash.js';
import { linesOf } from './command.js';
import type { Substitution } from './substitution.js';
import type { TranscriptEntry } from './transcript.js';
import { waitCallsFor, queryOf, type WaitCall } from './waits.js';

/**
 * The lines that wait until entries are ready or gone. Entries with the same waiter of the CLI are waited for together.
 * @param substitution puts the variables into what is asked
 */
export function waitLines(entries: readonly TranscriptEntry[], substitution: Substitution): string[] {
  const waitCalls = entries.flatMap((entry) => waitCallsFor(entry).map((waitCall) => ({ ...waitCall, entry })));
  const waiters = [...new Set(waitCalls.flatMap(({ wait }) => wait.waiter ?? []))];
  const alike = waiters.map((waiter) => waitCalls.filter(({ wait }) => wait.waiter === waiter));
  return [
    ...alike.flatMap(joinReads).flatMap((waitCall) => waiterLines(waitCall, substitution)),
    ...waitCalls
      .filter(({ wait }) => !wait.waiter)
      .flatMap((waitCall) => awaitLines(waitCall.entry, waitCall, substitution)),
  ];
}

/** Joins several calls about one resource each into one call, where AWS takes a list. */
function joinReads(waitCalls: readonly WaitCall[]): WaitCall[] {
  const [first] = waitCalls;
  const lists = waitCalls.map(({ call }) => Object.values(call.input));
  const areLists = lists.every((values) => values.length === 1 && Array.isArray(values[0]));
  if (!first || !areLists || waitCalls.length === 1) return [...waitCalls];
  const [member = ''] = Object.keys(first.call.input);
  return [{ ...first, call: { ...first.call, input: { [member]: lists.flat(2) } } }];
}

const waiterLines = ({ wait, call }: WaitCall, substitution: Substitution): string[] =>
  linesOf({ ...call, input: substitution.input(call.input), verb: ['wait', wait.waiter ?? ''] });

/** `await WHAT GOOD BAD MINUTES COMMAND…` */
function awaitLines(entry: TranscriptEntry, { wait, call }: WaitCall, substitution: Substitution): string[] {
  const { good = '', bad = '', minutes = 10 } = wait;
  const query = substitution.text(queryOf(wait, entry));
  const head = ['await', entry.step, word(good), bad === '' ? "''" : word(bad), String(minutes)];
  return linesOf({ ...call, input: substitution.input(call.input), ...(query === '' ? {} : { query }) }, head);
}
