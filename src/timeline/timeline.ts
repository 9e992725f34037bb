import type { Unsuccessful } from '../unsuccessful.js';
import { grouped } from './grouped.js';

/**
 * A run in time, as data: the terminal, the picture, the page and `--json` all show this. Times are ms since the run began;
 * on the sandbox of AWS's time, where the record of the run tells that.
 */
export interface Timeline {
  readonly command: string;
  readonly stack: string;
  /** ISO 8601 */
  readonly began: string;
  /** As the run's result counts it; of one that has none, until its last event. */
  readonly ms: number;
  /** The times are of AWS's time, not of the clock on the wall. */
  readonly isAwsTime: boolean;
  /** Where they are, and the run has a result: what the run took on the clock on the wall. */
  readonly hereMs?: number;
  /** `broken-off`: its record has no result, because it was killed or, where nobody has looked, is still under way. */
  readonly ending: 'done' | Unsuccessful | 'broken-off' | 'under-way';
  /** In the order of their beginning. A step that was worked on twice is there twice. */
  readonly steps: readonly TimelineStep[];
  /** The names of steps that were skipped, because a step that they need failed. */
  readonly skipped: readonly string[];
  /** What the run's length is made of, from its beginning to its end, without a gap. */
  readonly path: readonly PathSegment[];
}

export interface TimelineStep extends Stretch {
  readonly step: string;
  readonly resource: string;
  readonly action?: string;
  /** `created`, `failed`, `did not end`, … */
  readonly outcome: string;
  readonly isFailed: boolean;
  /** How many calls it has made. */
  readonly calls: number;
  /** What it waited for last before it began; absent where it waited for no step. */
  readonly after?: WaitedFor;
  /** The critical path leads through it. */
  readonly isCritical: boolean;
}

/** A step that was waited for, and when what was needed of it was there. */
export interface WaitedFor {
  readonly step: string;
  /** `turn`: it is not needed, but the program works on the one after the other. */
  readonly for: 'end' | 'id' | 'turn';
  readonly ms: number;
}

/** A stretch of the critical path. */
export interface PathSegment extends Stretch {
  /** Absent between steps, before the first one, and after the last one. */
  readonly step?: string;
}

/** A stretch of time, and what passes in it: its parts follow each other, from its beginning to its end. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly fromMs: number;
  readonly toMs: number;
  readonly cause: Cause;
  /** Of a wait: what AWS shows meanwhile. Of a retry: AWS's error code. */
  readonly why?: string;
}

/**
 * What time goes into. `wait`: AWS is not done with a resource. `call`: AWS answers a call. `turn`: a call waits for its turn in
 * AWS's rates. `queue`: as many calls are under way as may be. `retry`: a call has failed and is to be repeated. `own`: none of
 * these, so the program itself, or who is asked by `--step`.
 */
export type Cause = 'wait' | 'call' | 'turn' | 'queue' | 'retry' | 'own';

/** What a cause is called, wherever a timeline is shown. */
export const causeNames: Readonly<Record<Cause, string>> = {
  wait: 'AWS is not done with it',
  call: 'AWS answers',
  turn: "its turn in AWS's rates",
  queue: 'other calls first (--concurrency)',
  retry: 'before a retry',
  own: 'the program itself',
};

/** How long a run took, on one clock or on both: `2m 16s of AWS's time, 2.6s here`. @param durationText of ms */
export function tookText({ ms, isAwsTime, hereMs }: Timeline, durationText: (ms: number) => string): string {
  if (!isAwsTime) return durationText(ms);
  // A result has tenths of seconds of it, and of this the same is made.
  return `${durationText(Math.round(ms / 100) * 100)} of AWS's time${hereMs === undefined ? '' : `, ${durationText(hereMs)} here`}`;
}

/** `after vpc`, `after the id of vpc` */
export const afterText = ({ step, for: what }: WaitedFor): string =>
  `after ${what === 'id' ? 'the id of ' : ''}${step}`;

/** How much time goes into each cause, the most first. */
export function timeByCause(stretches: readonly Pick<Stretch, 'parts'>[]): (readonly [cause: Cause, ms: number])[] {
  const sums = new Map<Cause, number>();
  for (const { cause, fromMs, toMs } of stretches.flatMap(({ parts }) => parts))
    sums.set(cause, (sums.get(cause) ?? 0) + toMs - fromMs);
  return [...sums].filter(([, ms]) => ms > 0).toSorted(([, one], [, other]) => other - one);
}

/** The step that takes most of a run's critical path, and how much; undefined where no step is on it. */
export function longestOf({
  path,
}: Pick<Timeline, 'path'>): { readonly step: string; readonly ms: number } | undefined {
  const sums = new Map<string, number>();
  for (const { step, fromMs, toMs } of path)
    if (step !== undefined) sums.set(step, (sums.get(step) ?? 0) + toMs - fromMs);
  const [first] = [...sums].toSorted(([, one], [, other]) => other - one);
  return first && { step: first[0], ms: first[1] };
}

/**
 * What most of the time of some parts went into: three things at most, each with its ms. A wait is told by what AWS shows
 * meanwhile; where that counts on (`3 failed to start`, `4 failed to start`, …), by what it shows longest.
 */
export function mostOf(parts: readonly Part[]): (readonly [what: string, ms: number])[] {
  const sums = new Map<string, number>();
  for (const { cause, why, fromMs, toMs } of parts) {
    const what = why === undefined ? causeNames[cause] : cause === 'retry' ? `retries after ${why}` : why;
    sums.set(what, (sums.get(what) ?? 0) + toMs - fromMs);
  }
  const longestFirst = (some: readonly (readonly [string, number])[]) =>
    some.toSorted(([, one], [, other]) => other - one);
  const kinds = grouped([...sums], ([what]) => what.replaceAll(/\d+/g, '#'));
  const told = [...kinds.values()].flatMap((kind): (readonly [string, number])[] => {
    if (kind.length < counting) return [...kind];
    const [[longest = ''] = []] = longestFirst(kind);
    return [[longest, kind.reduce((sum, [, ms]) => sum + ms, 0)]];
  });
  return longestFirst(told.filter(([, ms]) => ms >= 50)).slice(0, 3);
}

/** So many texts that differ only in their numbers count on. Fewer tell how far something has come: `0 of 2`, `1 of 2`. */
const counting = 4;
