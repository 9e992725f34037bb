import type { StepRecord } from '../../state/schema.js';
import { FailureError, type Failure } from '../failure.js';
import { remove } from './remove.js';
import { allEnded, secondsSince, Stopped, type Run } from './run.js';

/** What a run did, in resources. */
export interface Tally {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}
export interface DownReport extends Tally {
  readonly failures: readonly Failure[];
}

/**
 * Deletes what is recorded, each the moment nothing needs it any more. Works from the state alone.
 * @param chosen which records; all unless told
 * @returns all root causes of failure, and how many were deleted; throws only for a bug
 */
export async function down(run: Run, chosen: (step: string) => boolean = () => true): Promise<DownReport> {
  const failures: Failure[] = [];
  const records = [...run.store.records].filter(([step]) => chosen(step));
  /** A looked-up value is forgotten, not deleted: nothing to tell. */
  const tell: Run['emit'] = (event) => {
    if (event.type !== 'step' || !run.resources.get(event.resource)?.lookup) run.emit(event);
  };
  const going = new Map<string, Promise<'gone' | 'kept'>>();
  let deleted = 0;
  for (const [step, record] of records)
    tell({ type: 'step', step, resource: record.type, state: 'planned', action: 'delete', after: dependentsOf(step) });

  function dependentsOf(step: string): string[] {
    return records.filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
  }

  /** Memoised, so that each is deleted once however many wait for it. */
  function gone(step: string, record: StepRecord): Promise<'gone' | 'kept'> {
    let promise = going.get(step);
    if (!promise) going.set(step, (promise = go(step, record)));
    return promise;
  }

  async function go(step: string, record: StepRecord): Promise<'gone' | 'kept'> {
    const dependents = records.filter(([, { needs }]) => needs.includes(step));
    const ends = await Promise.all(dependents.map(([name, dependent]) => gone(name, dependent)));
    const kept = dependents.filter((_, i) => ends[i] === 'kept').map(([name]) => name);
    const about = { type: 'step', step, resource: record.type, action: 'delete' } as const;
    if (run.signal.aborted) return 'kept';
    if (kept.length > 0) {
      tell({ ...about, state: 'skipped', after: kept });
      return 'kept';
    }
    const leave = await run.enter?.(step);
    if (run.signal.aborted) return leave?.(), 'kept';
    const since = run.clock.now();
    tell({ ...about, state: 'started', id: record.id });
    try {
      if (await remove(run, step, record)) deleted++;
      tell({ ...about, state: 'done', outcome: 'deleted', seconds: secondsSince(run.clock, since) });
      return 'gone';
    } catch (error) {
      if (error instanceof FailureError) {
        failures.push(error.failure);
        tell({ ...about, state: 'failed', seconds: secondsSince(run.clock, since) });
      } else if (!(error instanceof Stopped)) throw error;
      return 'kept';
    } finally {
      leave?.();
    }
  }

  // Those nothing depends on begin; each of the others follows its dependents.
  await allEnded(records.map(([step, record]) => gone(step, record)));
  return { created: 0, updated: 0, deleted, unchanged: 0, failures };
}
