import type { CallEvent, Event, ResultEvent, StepEvent } from '../../events.js';
import { withoutVariables } from '../../hidden-values.js';
import type { RecordedRun, ShownCall, TimelineStep } from '../../page/data.js';

/** A run from its events; undefined where there are none. Values of variables of containers are left out. */
export function recordedRun(command: string, events: readonly Event[]): RecordedRun | undefined {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) return undefined;
  const since = (time: string): number => Math.max(0, (Date.parse(time) - Date.parse(first.time)) / 1000);
  const result = events.findLast((it): it is ResultEvent => it.type === 'result');
  return {
    ...{ command, began: first.time, seconds: Math.round(since(last.time)), end: endOf(result) },
    steps: stepsIn(events, since(last.time), since),
    calls: events.filter(isOwnCall).map(shownCall),
  };
}

function endOf(result: ResultEvent | undefined): string {
  if (!result) return 'It did not come to its end.';
  const { ok, created, updated, deleted, unchanged, calls } = result;
  const counts = Object.entries({ created, updated, deleted, unchanged })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  const did = counts.length > 0 ? counts.join(', ') : 'nothing to do';
  return `${ok ? 'It came to its end' : 'It failed'}: ${did}, with ${calls.total} calls, ${calls.mutating} of them changing something.`;
}

/** Each step from its first event to its last one; one that did not end goes on to the end of the run. */
function stepsIn(events: readonly Event[], end: number, since: (time: string) => number): TimelineStep[] {
  const steps = new Map<string, TimelineStep>();
  for (const event of events.filter((it): it is StepEvent => it.type === 'step')) {
    const { step, state, time, outcome } = event;
    const from = steps.get(step)?.from ?? since(time);
    if (state === 'started') steps.set(step, { step, from, to: end, outcome: 'did not end', isFailed: true });
    if (state === 'failed') steps.set(step, { step, from, to: since(time), outcome: 'failed', isFailed: true });
    if (state === 'done') steps.set(step, { step, from, to: since(time), outcome: outcome ?? 'done', isFailed: false });
  }
  return [...steps.values()].toSorted((a, b) => a.from - b.from);
}

const isOwnCall = (event: Event): event is CallEvent => event.type === 'call' && event.about === undefined;

const shownCall = ({ service, operation, mutating, time, input, outcome }: CallEvent, at: number): ShownCall => ({
  ...{ number: at + 1, service, operation, mutating, time, input: withoutVariables(input) },
  error: outcome.ok ? null : outcome.error,
});
