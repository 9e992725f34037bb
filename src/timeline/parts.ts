import type { CallEvent, Event } from '../events.js';
import type { Moment, Moments } from './moments.js';
import type { Cause, Part } from './timeline.js';

/** A stretch of time that an event explains. */
export interface Explained extends Part {
  /** The event's place in the run. */
  readonly index: number;
}

/** Of what happens at the same time, the highest explains the time. */
const weight: Readonly<Record<Cause, number>> = { turn: 5, wait: 4, queue: 3, call: 2, retry: 1, own: 0 };

/**
 * What the events of one step, or those of none, tell of how time was spent.
 * @param ofStep in their order
 * @param endMs when the run ended: what its last event began went on until then
 */
export function explainedBy(ofStep: readonly Moment[], { at }: Pick<Moments, 'at'>, endMs: number): Explained[] {
  return ofStep.flatMap((moment, place): Explained[] => {
    const { event, index, ms } = moment;
    const next = ofStep[place + 1];
    const untilNext = next ? Math.max(ms, beganAt(next, at)) : endMs;
    if (event.type === 'retry') return [{ fromMs: ms, toMs: untilNext, cause: 'retry', why: event.error, index }];
    if (event.type === 'wait' && !event.lasting) {
      // The looks between two waits belong to them.
      const then = ofStep.find((it, at) => at > place && (it.event.type !== 'call' || it.event.mutating));
      const toMs = then && isWait(then.event) ? then.ms : untilNext;
      return [{ fromMs: ms, toMs, cause: 'wait', why: event.why, index }];
    }
    if (event.type !== 'call') return [];
    const { sent, paced, asked } = timesOf(moment as Moment<CallEvent>, at);
    const parts = [
      { fromMs: asked, toMs: paced, cause: 'turn', index },
      { fromMs: paced, toMs: sent, cause: 'queue', index },
      { fromMs: sent, toMs: ms, cause: 'call', index },
    ] as const;
    const { outcome } = event;
    // What the SDK repeats by itself has no event of its own.
    return !outcome.ok && next && isSameCall(event, next.event)
      ? [...parts, { fromMs: ms, toMs: untilNext, cause: 'retry', why: outcome.error, index }]
      : [...parts];
  });
}

const isSameCall = ({ service, operation }: CallEvent, next: Event): boolean =>
  next.type === 'call' && next.service === service && next.operation === operation;

const isWait = (event: Event): boolean => event.type === 'wait' && !event.lasting;

/** When a call was asked for, when it had its turn, and when it was sent. */
function timesOf({ event, realMs }: Moment<CallEvent>, at: Moments['at']) {
  const { durationMs, queueMs = 0, turnMs = 0 } = event;
  const sent = realMs - durationMs;
  return { sent: at(sent), paced: at(sent - queueMs), asked: at(sent - queueMs - turnMs) };
}

const beganAt = (moment: Moment, at: Moments['at']): number =>
  moment.event.type === 'call' ? timesOf(moment as Moment<CallEvent>, at).asked : moment.ms;

/** Divides a stretch of time among what explains it; what nothing explains is the program's own. */
export function partsOf(fromMs: number, toMs: number, explained: readonly Explained[]): Part[] {
  const inside = explained
    .map((it) => ({ ...it, fromMs: Math.max(it.fromMs, fromMs), toMs: Math.min(it.toMs, toMs) }))
    .filter((it) => it.fromMs < it.toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const edges = [...new Set([fromMs, toMs, ...inside.flatMap((it) => [it.fromMs, it.toMs])])].toSorted((a, b) => a - b);
  const parts: Part[] = [];
  let under: Explained[] = [];
  let coming = 0;
  edges.slice(0, -1).forEach((from, place) => {
    const to = edges[place + 1] ?? from;
    for (let next = inside[coming]; next && next.fromMs <= from; next = inside[++coming]) under.push(next);
    under = under.filter((it) => it.toMs > from);
    const best = under.reduce<Explained | undefined>(
      (one, other) => (one && weight[one.cause] >= weight[other.cause] ? one : other),
      undefined,
    );
    const part = {
      fromMs: from,
      toMs: to,
      cause: best?.cause ?? 'own',
      ...(best?.why !== undefined && { why: best.why }),
    };
    const last = parts.at(-1);
    if (last?.cause === part.cause && last.why === part.why) parts[parts.length - 1] = { ...last, toMs: to };
    else parts.push(part);
  });
  return parts;
}
