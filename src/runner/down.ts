import type { StepRecord } from '../../state/schema.js';
import type { StepEvent } from '../events.js';
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
  const going = new Leaving(run, [...run.store.records].filter(([step]) => chosen(step)));
  await going.end();
  return { created: 0, updated: 0, deleted: going.deleted, unchanged: 0, failures: going.failures };
}

type Recorded = readonly [step: string, record: StepRecord];

/** The records under way out of the state. */
class Leaving {
  readonly failures: Failure[] = [];
  deleted = 0;
  readonly #going = new Map<string, Promise<'gone' | 'kept'>>();

  constructor(
    private readonly run: Run,
    private readonly records: readonly Recorded[],
  ) {
    for (const [step, record] of records)
      this.#tell(step, record, { state: 'planned', after: this.#dependentsOf(step).map(([name]) => name) });
  }

  /** Those nothing depends on begin; each of the others follows its dependents. */
  end = (): Promise<void> => allEnded(this.records.map((it) => this.#gone(it)));

  #dependentsOf = (step: string): Recorded[] => this.records.filter(([, { needs }]) => needs.includes(step));

  /** Memoised, so that each is deleted once however many wait for it. */
  #gone(it: Recorded): Promise<'gone' | 'kept'> {
    const promise = this.#going.get(it[0]) ?? this.#go(it);
    this.#going.set(it[0], promise);
    return promise;
  }

  async #go([step, record]: Recorded): Promise<'gone' | 'kept'> {
    const { run } = this;
    const dependents = this.#dependentsOf(step);
    const ends = await Promise.all(dependents.map((it) => this.#gone(it)));
    const kept = dependents.filter((_, i) => ends[i] === 'kept').map(([name]) => name);
    if (run.signal.aborted) return 'kept';
    if (kept.length > 0) {
      this.#tell(step, record, { state: 'skipped', after: kept });
      return 'kept';
    }
    const leave = await run.enter?.(step);
    try {
      return run.signal.aborted ? 'kept' : await this.#remove([step, record]);
    } finally {
      leave?.();
    }
  }

  async #remove([step, record]: Recorded): Promise<'gone' | 'kept'> {
    const { run } = this;
    const since = run.clock.now();
    this.#tell(step, record, { state: 'started', id: record.id });
    try {
      if (await remove(run, step, record)) this.deleted++;
      this.#tell(step, record, { state: 'done', outcome: 'deleted', seconds: secondsSince(run.clock, since) });
      return 'gone';
    } catch (error) {
      if (error instanceof Stopped) return 'kept';
      if (!(error instanceof FailureError)) throw error;
      this.failures.push(error.failure);
      this.#tell(step, record, { state: 'failed', seconds: secondsSince(run.clock, since) });
      return 'kept';
    }
  }

  /** A looked-up value is forgotten, not deleted: nothing to tell. */
  #tell(step: string, { type: resource }: StepRecord, how: Pick<StepEvent, 'state'> & Partial<StepEvent>): void {
    if (!this.run.resources.get(resource)?.lookup) this.run.emit({ type: 'step', step, resource, action: 'delete', ...how });
  }
}
