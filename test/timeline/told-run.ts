import type { Event } from '../../src/events.js';
import { timelineOf } from '../../src/timeline/of-run.js';
import type { Timeline } from '../../src/timeline/timeline.js';

/** ISO 8601, so many ms after a run began. */
export const at = (ms: number): string => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

export const planned = (step: string, after: string[] = [], onlyIdOf: string[] = []) => [
  0,
  { type: 'step', step, resource: 'vpc', state: 'planned', after, ...(onlyIdOf.length > 0 && { onlyIdOf }) },
];
export const began = (ms: number, step: string, action = 'create') => [
  ms,
  { type: 'step', step, resource: 'vpc', state: 'started', action },
];
export const made = (ms: number, step: string) => [ms, { type: 'step', step, resource: 'vpc', state: 'created' }];
export const ended = (ms: number, step: string, outcome = 'created') => [
  ms,
  { type: 'step', step, resource: 'vpc', state: 'done', outcome },
];
export const call = (ms: number, step: string | undefined, durationMs: number, more: object = {}) => [
  ms,
  {
    ...{
      type: 'call',
      step,
      service: 'ec2',
      operation: 'DescribeVpcs',
      mutating: false,
      durationMs,
      outcome: { ok: true },
    },
    ...more,
  },
];
export const waits = (ms: number, step: string, why: string) => [ms, { type: 'wait', step, why, seconds: 0 }];
export const error = (ms: number, code: string) => [ms, { type: 'error', failure: { code, unfinished: [] } }];
/** @param seconds that it says the run took */
export const result = (ms: number, ok = true, seconds = ms / 1000) => [
  ms,
  { type: 'result', command: 'up', ok, seconds },
];

/** The timeline of a run of which all is told by hand: ms since it began, and what happened. */
export function timelineTold(...told: (readonly unknown[])[]): Timeline {
  const events = told.map(([ms, event]) => ({ time: at(ms as number), ...(event as object) })) as unknown as Event[];
  const timeline = timelineOf({ command: 'up', stack: 'shop' }, events);
  if (!timeline) throw new Error('nothing was told');
  return timeline;
}

/** Whether stretches of time lie one after the other, from a beginning to an end. */
export function isWhole(
  stretches: readonly { readonly fromMs: number; readonly toMs: number }[],
  fromMs: number,
  toMs: number,
): boolean {
  let reached = fromMs;
  for (const it of stretches) {
    if (it.fromMs !== reached || it.toMs < it.fromMs) return false;
    reached = it.toMs;
  }
  return reached === toMs;
}
