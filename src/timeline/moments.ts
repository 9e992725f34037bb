import type { Event } from '../events.js';

/** An event, and when it was: ms since the run began. */
export interface Moment<E extends Event = Event> {
  readonly event: E;
  /** Its place in the run. */
  readonly index: number;
  readonly ms: number;
  /** ms of real time, since the epoch. */
  readonly realMs: number;
}

export interface Moments {
  readonly all: readonly Moment[];
  readonly isAwsTime: boolean;
  /** When something was, by its real time. */
  at(realMs: number): number;
}

interface Anchor {
  readonly realMs: number;
  readonly ms: number;
}

/**
 * When each event of a run was, counted as its result counts: from before its first event. Where events tell AWS's time, that counts,
 * and what lies between two of them is put between their times. Calls for the state from before the run are no part of it: a person may have been asked after them.
 */
export function momentsOf(events: readonly Event[]): Moments {
  const first = events.findIndex((it) => !(it.type === 'call' && it.about === 'state'));
  const own = first === -1 ? [] : events.slice(first);
  let reached = -Infinity;
  // A wall clock may be set back meanwhile.
  const timed = own.map((event) => ({ event, realMs: (reached = Math.max(reached, Date.parse(event.time))) }));
  const anchors = timed.flatMap(({ event, realMs }): Anchor[] => {
    const ms = awsMsOf(event);
    return ms === undefined ? [] : [{ realMs, ms }];
  });
  const axis = anchors.length > 0 ? (realMs: number) => between(anchors, realMs) : (realMs: number) => realMs;
  // AWS's time is told since the run began.
  const zero = anchors.length > 0 ? Math.min(0, axis(timed[0]?.realMs ?? 0)) : beganAt(timed);
  let latest = 0;
  const all = timed.map(({ event, realMs }, index): Moment => {
    latest = Math.max(latest, Math.round((awsMsOf(event) ?? awsMsOfRun(event) ?? axis(realMs)) - zero));
    return { event, index, realMs, ms: latest };
  });
  return { all, isAwsTime: anchors.length > 0, at: (realMs) => Math.max(0, Math.round(axis(realMs) - zero)) };
}

/** When a run began on the clock: its result says how long it took. What was killed has none. */
function beganAt(timed: readonly { readonly event: Event; readonly realMs: number }[]): number {
  const first = timed[0]?.realMs ?? 0;
  const last = timed.at(-1);
  return last?.event.type === 'result' ? Math.min(first, last.realMs - last.event.seconds * 1000) : first;
}

/** When the run ended, as its result says. */
const awsMsOfRun = (event: Event): number | undefined =>
  event.type === 'result' && event.awsSeconds !== undefined ? event.awsSeconds * 1000 : undefined;

/** The result's is that of the whole run, and rounded. */
const awsMsOf = (event: Event): number | undefined =>
  'awsSeconds' in event && event.type !== 'result' && event.awsSeconds !== undefined
    ? event.awsSeconds * 1000
    : undefined;

/** @param anchors in the order of their times */
function between(anchors: readonly Anchor[], realMs: number): number {
  let [low, high] = [0, anchors.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((anchors[middle]?.realMs ?? Infinity) <= realMs) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [anchors[low - 1], anchors[low]];
  if (before && after) {
    const part = (realMs - before.realMs) / (after.realMs - before.realMs);
    return before.ms + part * (after.ms - before.ms);
  }
  // Outside of them only the program itself is at work, which takes the same time on both clocks.
  const edge = before ?? after;
  return edge ? edge.ms + realMs - edge.realMs : realMs;
}
