import type { CallEvent, Event, ResultEvent } from '../../events.js';
import { withoutVariables } from '../../hidden-values.js';
import type { RecordedRun, ShownCall } from '../../page/data.js';
import { timelineOf, type RunName } from '../../timeline/of-run.js';
import type { Timeline } from '../../timeline/timeline.js';

/** A run from its events; undefined where there are none. Values of variables of containers are left out. */
export function recordedRun(run: RunName, events: readonly Event[]): RecordedRun | undefined {
  const timeline = timelineOf(run, events);
  const result = events.findLast((it): it is ResultEvent => it.type === 'result');
  return timeline && { timeline, end: endOf(timeline, result), calls: events.filter(isOwnCall).map(shownCall) };
}

const endings: Readonly<Record<Timeline['ending'], string>> = {
  done: 'It came to its end',
  failed: 'It failed',
  interrupted: 'It was interrupted',
  'timed-out': 'Its time limit passed',
  'broken-off': 'It did not come to its end',
  'under-way': 'It is under way',
};

function endOf({ ending }: Timeline, result: ResultEvent | undefined): string {
  if (!result) return `${endings[ending]}.`;
  const { created, updated, deleted, unchanged, calls } = result;
  const counts = Object.entries({ created, updated, deleted, unchanged })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  const did = counts.length > 0 ? counts.join(', ') : 'nothing to do';
  return `${endings[ending]}: ${did}, with ${calls.total} calls, ${calls.mutating} of them changing something.`;
}

const isOwnCall = (event: Event): event is CallEvent => event.type === 'call' && event.about === undefined;

const shownCall = ({ service, operation, mutating, time, input, outcome }: CallEvent, at: number): ShownCall => ({
  ...{ number: at + 1, service, operation, mutating, time, input: withoutVariables(input) },
  error: outcome.ok ? null : outcome.error,
});
