import type { Event, ResultEvent } from '../events.js';
import { unsuccessful } from '../unsuccessful.js';
import { causesOf, criticalPath, type Cause } from './critical-path.js';
import { grouped } from './grouped.js';
import { momentsOf, type Moment } from './moments.js';
import { explainedBy, partsOf } from './parts.js';
import { skippedIn, spansOf, type Span } from './spans.js';
import type { Part, Timeline } from './timeline.js';

/** Which run the events are of. */
export interface RunName {
  readonly command: string;
  readonly stack: string;
  /** It is known to go on: what has not ended is under way, and not broken off. */
  readonly isUnderWay?: boolean;
}

/** The timeline of a run, from its events; undefined where there are none. */
export function timelineOf(
  { command, stack, isUnderWay = false }: RunName,
  events: readonly Event[],
): Timeline | undefined {
  const moments = momentsOf(events);
  const { all, isAwsTime } = moments;
  const [first] = all;
  if (!first) return undefined;
  const endMs = all.at(-1)?.ms ?? 0;
  const result = events.findLast((it): it is ResultEvent => it.type === 'result');
  const spans = spansOf(all, isUnderWay);
  const causes = causesOf(spans);
  // Events of no step are together, too.
  const groups = grouped(all, ({ event }) => stepIn(event));
  const ofSteps = [...groups].map(([step, own]) => [step, explainedBy(own, moments, endMs)] as const);
  const explained = new Map(ofSteps);
  const isInSpan = insideOf(spans);
  const outside = ofSteps.flatMap(([step, own]) => own.filter(({ index }) => !isInSpan(step, index)));
  const path = criticalPath(spans, causes, endMs);
  const critical = new Set(path.map(({ span }) => span));
  const partsIn = (span: Span | undefined, fromMs: number, toMs: number): Part[] =>
    partsOf(fromMs, toMs, span ? (explained.get(span.step) ?? []) : outside);
  return {
    ...{ command, stack, began: first.event.time, ms: endMs, isAwsTime },
    ...(isAwsTime && result && { hereMs: Math.round(result.seconds * 1000) }),
    ending: endingOf(events, result, isUnderWay),
    steps: spans.map((span) => ({
      ...timesOf(span, causes.get(span)),
      calls: (groups.get(span.step) ?? []).filter((it) => isCallIn(it, span)).length,
      isCritical: critical.has(span),
      parts: partsIn(span, span.from.ms, span.to.ms),
    })),
    skipped: skippedIn(all),
    path: path.map(({ span, fromMs, toMs }) => ({
      ...(span && { step: span.step }),
      ...{ fromMs, toMs, parts: partsIn(span, fromMs, toMs) },
    })),
  };
}

function timesOf({ step, resource, action, from, to, outcome, isFailed }: Span, cause: Cause | undefined) {
  const after = cause && { step: cause.span.step, for: cause.for, ms: cause.moment.ms };
  const times = { fromMs: from.ms, toMs: to.ms };
  return { step, resource, ...(action && { action }), ...times, outcome, isFailed, ...(after && { after }) };
}

function endingOf(events: readonly Event[], result: ResultEvent | undefined, isUnderWay: boolean): Timeline['ending'] {
  if (!result) return isUnderWay ? 'under-way' : 'broken-off';
  // Its result says that it is not ok, and the errors before that say why.
  return result.ok ? 'done' : unsuccessful(events.flatMap((it) => (it.type === 'error' ? [it.failure] : [])));
}

const stepIn = (event: Event): string | undefined => ('step' in event ? event.step : undefined);
const isCallIn = ({ event, index }: Moment, { from, to }: Span): boolean =>
  event.type === 'call' && from.index <= index && index <= to.index;

/** Whether an event of a step is of a time at which that was worked on. */
function insideOf(spans: readonly Span[]): (step: string | undefined, index: number) => boolean {
  const of = grouped(spans, ({ step }) => step);
  return (step, index) =>
    step !== undefined && (of.get(step) ?? []).some(({ from, to }) => from.index <= index && index <= to.index);
}
