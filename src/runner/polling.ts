import { latencies, type Latency } from '../facts/latencies.js';

/** ms between looks at what is to come soon; at what has come by then, though seldom; and while it is too early for most. */
const [soonMs, maybeMs, earlyMs] = [2000, 4000, 10_000];
/** Looks that come at once: much of what AWS promises in minutes elsewhere is there at once. */
const firstMs = [750, 1050, 1500];
/** The part of the shortest time that was seen up to which it is too early, and of the usual one from which it is to come soon. */
const [early, soon] = [0.8, 0.85];
/** ms: looks of many steps fall on the same moments, so that one question asks for all of them. At first, and then. */
const [firstBeatMs, beatMs] = [500, soonMs];
/** ms from a look that has ended to the next one at least. */
const leastMs = 500;

/** When it may come, and when it is to come soon: ms from the beginning. 0 where nobody has measured it. */
function expected(noun: string, verb: 'create' | 'delete'): { readonly mayMs: number; readonly soonFromMs: number } {
  const own = Object.values<Latency>(latencies).filter((it) => it.noun === noun && it.verb === verb);
  if (own.length === 0) return { mayMs: 0, soonFromMs: 0 };
  // What may be one of several is looked for as the fastest.
  const shortest = Math.min(...own.map(({ from, usual }) => from ?? usual));
  const usual = Math.min(...own.map((it) => it.usual));
  return { mayMs: shortest * early * 1000, soonFromMs: usual * soon * 1000 };
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
 * more often; and where it usually comes, every two seconds, as is what nobody has measured: so what is waited for is seen one second
 * late on average, and two where it comes early.
 */
export function untilNextLook({ noun, verb, reads, waited, now, phase }: Waiting): number {
  const { mayMs, soonFromMs } = verb === 'update' ? { mayMs: 0, soonFromMs: 0 } : expected(noun, verb);
  const first = firstMs[reads - 1];
  const usually = waited < soonFromMs ? maybeMs : soonMs;
  const wait = first ?? (waited < mayMs ? Math.min(earlyMs, Math.max(usually, mayMs - waited)) : usually);
  const [beat, least] = first === undefined ? [beatMs, wait - beatMs + leastMs] : [firstBeatMs, wait];
  const offset = phase * beat;
  const ahead = offset - now;
  // The first beat that is more than `least` away.
  return (Math.floor((least - ahead) / beat) + 1) * beat + ahead;
}
