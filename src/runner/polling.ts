import { latencies, type Latency } from '../facts/latencies.js';

/** ms between looks at what is to come soon; and while it is too early for most. */
const [soonMs, earlyMs] = [2000, 10_000];
/** Looks that come at once: much of what AWS promises in minutes elsewhere is there at once. */
const firstMs = [750, 1050, 1500];
/** The part of the shortest time that was seen after which it is looked at often. */
const early = 0.8;
/** ms: looks of many steps fall on the same moments, so that one question asks for all of them. At first, and then. */
const [firstBeatMs, beatMs] = [500, soonMs];
/** ms from a look that has ended to the next one at least. */
const leastMs = 500;

/** The shortest time that was seen for this, in seconds; undefined where nobody has measured it. */
function shortest(noun: string, verb: 'create' | 'delete'): number | undefined {
  const own = Object.values<Latency>(latencies).filter((it) => it.noun === noun && it.verb === verb);
  // What may be one of several is looked for as the fastest.
  const times = own.map(({ from, usual }) => from ?? usual);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** A wait, as the next look depends on it. */
export interface Waiting {
  readonly noun: string;
  readonly verb: 'create' | 'update' | 'delete';
  /** Looks so far. */
  readonly reads: number;
  /** ms since the wait began, and on the clock. */
  readonly waited: number;
  readonly now: number;
  /** 0 to 1, the same for all waits of a run. */
  readonly phase: number;
}

/** Each stack has a phase of its own, so that runs of several stacks do not look at the same moments. @param id the stack's, in hex */
export const phaseOf = (id: string): number => (Number.parseInt(id.slice(0, 4), 16) || 0) / 0x10000;

/**
 * ms until the next look. At first it is looked at often, in case it is there at once; then seldom, until it could be there; then
 * every two seconds, as is what nobody has measured: so what is waited for is seen one second late on average.
 */
export function untilNextLook({ noun, verb, reads, waited, now, phase }: Waiting): number {
  const from = verb === 'update' ? undefined : shortest(noun, verb);
  const first = firstMs[reads - 1];
  const often = (from ?? 0) * early * 1000;
  const wait = first ?? (waited < often ? Math.min(earlyMs, Math.max(soonMs, often - waited)) : soonMs);
  const [beat, least] = first === undefined ? [beatMs, wait - beatMs + leastMs] : [firstBeatMs, wait];
  const offset = phase * beat;
  const ahead = offset - now;
  // The first beat that is more than `least` away.
  return (Math.floor((least - ahead) / beat) + 1) * beat + ahead;
}
