import type { Failure } from '../failure.js';
import { remove } from './remove.js';
import { ReverseRun } from './reverse-run.js';
import type { Run } from './run.js';
import { deletedByThemselves, takenAlong } from './taken-along.js';

/** How many resources a run created, updated, deleted and left unchanged. */
export interface ResourceCounts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}
export interface DownReport extends ResourceCounts {
  readonly failures: readonly Failure[];
}

/**
 * Deletes what is recorded. Each deletion starts as soon as nothing needs the resource any more. What AWS deletes with something else
 * is not asked for. It works from the state alone.
 * @param isSelected which records; all where absent
 * @returns all root causes of failure, and how many were deleted; throws only for a bug
 */
export async function down(run: Run, isSelected: (step: string) => boolean = () => true): Promise<DownReport> {
  const records = new Map([...run.store.records].filter(([step]) => isSelected(step)));
  const along = takenAlong(records, run.resources);
  const reverse = new ReverseRun(
    run,
    [...records],
    (step, record) => {
      const goneWith = along.with.get(step);
      return goneWith === undefined
        ? { action: 'delete', work: () => remove(run, step, record) }
        : { action: 'delete', work: () => forget(run, step), goneWith };
    },
    (step) => along.needs.get(step) ?? [],
  );
  await reverse.finish();
  return { created: 0, updated: 0, deleted: reverse.done.delete, unchanged: 0, failures: reverse.failures };
}

/**
 * Deletes as much as others let go of what is recorded. What they keep takes nothing along, so each resource is asked for by itself.
 * @returns as `down`
 */
export const downAroundHeld = (run: Run): Promise<DownReport> =>
  down({ ...run, resources: deletedByThemselves(run.resources) });

/** Of what was taken along nothing is there any more. */
async function forget(run: Run, step: string): Promise<boolean> {
  await run.store.remove(step);
  return true;
}
