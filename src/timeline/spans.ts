import type { Event, StepEvent } from '../events.js';
import type { Moment } from './moments.js';

/** A time at which a step was worked on, from its beginning to its end. */
export interface Span {
  readonly step: string;
  readonly resource: string;
  readonly action?: string;
  readonly from: Moment;
  readonly to: Moment;
  /** When its id was there for those that need nothing else; absent where that was its end. */
  readonly identified?: Moment;
  readonly outcome: string;
  readonly isFailed: boolean;
  /** The steps that it needs; of `onlyIdOf` among them, only the id. */
  readonly after: readonly string[];
  readonly onlyIdOf: readonly string[];
  /** It is the first time of this step in the run, so what it needs is why it did not begin earlier. */
  readonly isFirst: boolean;
}

type Draft = Omit<Span, 'to' | 'outcome' | 'isFailed'>;

/**
 * All times at which steps were worked on, in the order of their beginning. What did not end goes on to the last moment.
 * @param isUnderWay whether the run goes on
 */
export function spansOf(moments: readonly Moment[], isUnderWay = false): Span[] {
  const planned = new Map<string, StepEvent>();
  const open = new Map<string, Draft>();
  const spans: Span[] = [];
  const known = new Set<string>();
  const begin = (moment: Moment<StepEvent>): Draft => {
    const { step, resource, action } = moment.event;
    const { after = [], onlyIdOf = [] } = planned.get(step) ?? {};
    const isFirst = !known.has(step);
    known.add(step);
    return { step, resource, ...(action && { action }), from: moment, after, onlyIdOf, isFirst };
  };
  for (const moment of moments.filter(isOfStep)) {
    const { step, state, action, outcome } = moment.event;
    const draft = open.get(step);
    if (state === 'planned') planned.set(step, moment.event);
    // A step looks first, and tells once more what it does then.
    if (state === 'started') open.set(step, { ...(draft ?? begin(moment)), ...(action && { action }) });
    const now = open.get(step);
    if (now && now.identified === undefined && (state === 'created' || (state === 'started' && action === 'update')))
      open.set(step, { ...now, identified: moment });
    if (state !== 'done' && state !== 'failed') continue;
    open.delete(step);
    const isFailed = state === 'failed';
    // What was refused before anything was done never began.
    spans.push({ ...(now ?? begin(moment)), to: moment, outcome: isFailed ? 'failed' : (outcome ?? 'done'), isFailed });
  }
  const last = moments.at(-1);
  if (last) for (const draft of open.values()) spans.push({ ...draft, to: last, ...(isUnderWay ? underWay : broken) });
  return spans.toSorted((a, b) => a.from.index - b.from.index);
}

const underWay = { outcome: 'under way', isFailed: false } as const;
const broken = { outcome: 'did not end', isFailed: true } as const;

/** The names of steps that were skipped. */
export const skippedIn = (moments: readonly Moment[]): string[] => [
  ...new Set(moments.filter(isOfStep).flatMap(({ event }) => (event.state === 'skipped' ? [event.step] : []))),
];

const isOfStep = (moment: Moment<Event>): moment is Moment<StepEvent> => moment.event.type === 'step';
