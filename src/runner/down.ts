import type { Failure } from '../failure.js';
import { remove } from './remove.js';
import { ReverseRun } from './reverse-run.js';
import type { Run } from './run.js';

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
 * Deletes what is recorded. Each deletion starts as soon as nothing needs the resource any more. It works from the
 * state
 * alone.
 * @param isSelected which records; all where absent
 * @returns all root causes of failure, and how many were deleted; throws only for a bug
 */
export async function down(run: Run, isSelected: (step: string) => boolean = () => true): Promise<DownReport> {
  const records = [...run.store.records].filter(([step]) => isSelected(step));
  const reverse = new ReverseRun(run, records, (step, record) => ({
    action: 'delete',
    work: () => remove(run, step, record),
  }));
  await reverse.finish();
  return { created: 0, updated: 0, deleted: reverse.done.delete, unchanged: 0, failures: reverse.failures };
}
