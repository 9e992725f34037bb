import { grouped } from './grouped.js';
import type { Moment } from './moments.js';
import type { Span } from './spans.js';
import type { WaitedFor } from './timeline.js';

/** Why a step did not begin earlier: what became of another one, and when. */
export interface Cause {
  readonly span: Span;
  readonly moment: Moment;
  readonly for: WaitedFor['for'];
}

/**
 * Finds for each time of a step what it waited for last: of what it needs, what was there last. A step that needs nothing, or
 * that is worked on once more, came after what had ended last before it.
 */
export function causesOf(spans: readonly Span[]): ReadonlyMap<Span, Cause> {
  const byStep = grouped(spans, ({ step }) => step);
  const ended = spans.toSorted((a, b) => a.to.index - b.to.index);
  return new Map(
    spans.flatMap((span) => {
      const needed = span.isFirst ? span.after.flatMap((name) => neededOf(span, name, byStep.get(name) ?? [])) : [];
      const cause = latest(needed) ?? endedBefore(ended, span);
      return cause ? [[span, cause] as const] : [];
    }),
  );
}

/** When a needed step was there, as far as that was before the beginning of who needs it. */
function neededOf({ from, onlyIdOf }: Span, name: string, spans: readonly Span[]): Cause[] {
  const isId = onlyIdOf.includes(name);
  return spans
    .flatMap((span): Cause[] => {
      if (isId && span.identified) return [{ span, moment: span.identified, for: 'id' }];
      return [{ span, moment: span.to, for: isId ? 'id' : 'end' }];
    })
    .filter(({ moment }) => moment.index < from.index);
}

const latest = (causes: readonly Cause[]): Cause | undefined =>
  causes.reduce<Cause | undefined>(
    (one, other) => (one && one.moment.index > other.moment.index ? one : other),
    undefined,
  );

/** @param ended in the order of their ends */
function endedBefore(ended: readonly Span[], { from }: Span): Cause | undefined {
  const span = ended.findLast(({ to }) => to.index < from.index);
  return span && { span, moment: span.to, for: 'turn' };
}

/** A stretch of the path: of a step, or between steps. */
export interface PathStretch {
  readonly span?: Span;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Walks back from what ended last: a step was under way since it began, and it began when the last of what it waited for was
 * there. Each step of the walk leads to an earlier event, so it comes to an end.
 * @returns what lies one after the other from 0 to the end, without a gap; what takes no time is left out, unless it is a step
 */
export function criticalPath(spans: readonly Span[], causes: ReadonlyMap<Span, Cause>, endMs: number): PathStretch[] {
  const path: PathStretch[] = [];
  let [span, toMs] = [lastOf(spans), endMs];
  while (span) {
    const cause = causes.get(span);
    const reached = Math.min(toMs, span.to.ms);
    path.push({ fromMs: reached, toMs }, { span, fromMs: span.from.ms, toMs: reached });
    toMs = span.from.ms;
    if (cause) {
      path.push({ fromMs: cause.moment.ms, toMs });
      toMs = cause.moment.ms;
    }
    span = cause?.span;
  }
  path.push({ fromMs: 0, toMs });
  return path.filter((it) => it.span !== undefined || it.fromMs < it.toMs).toReversed();
}

/** What ended last; of several that did at once, as where a run was killed, what was under way for longest. */
const lastOf = (spans: readonly Span[]): Span | undefined =>
  spans.reduce<Span | undefined>(
    (one, other) =>
      one && (one.to.index > other.to.index || (one.to.index === other.to.index && one.from.index <= other.from.index))
        ? one
        : other,
    undefined,
  );
