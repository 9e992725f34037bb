import { all } from '../all.js';
import type { StepRecord } from '../../state/schema.js';
import type { Action, StepEvent } from '../events.js';
import { FailureError, type Failure } from '../failure.js';
import { isStop, stepSeconds, type Run } from './run.js';

type Recorded = readonly [step: string, record: StepRecord];

/** What is done to one record when nothing that needs it is left to be done. */
export interface ReverseWork {
  readonly action: Extract<Action, 'delete' | 'update'>;
  /** @returns whether anything was there to be done */
  readonly work: () => Promise<boolean>;
  /** The step whose deletion has taken it along, so that nothing is asked of AWS. */
  readonly goneWith?: string;
}

/** Works on records in the reverse of the order in which they were made. */
export class ReverseRun {
  readonly failures: Failure[] = [];
  readonly done = { delete: 0, update: 0 };
  readonly #work = new Map<string, Promise<'done' | 'kept'>>();
  readonly #run: Run;
  readonly #records: readonly Recorded[];
  readonly #workOn: (step: string, record: StepRecord) => ReverseWork;
  readonly #needsOf: (step: string, record: StepRecord) => readonly string[];

  /** @param needsOf the steps that must outlive this one */
  constructor(
    run: Run,
    records: readonly Recorded[],
    workOn: (step: string, record: StepRecord) => ReverseWork,
    needsOf: (step: string, record: StepRecord) => readonly string[] = (_, { needs }) => needs,
  ) {
    this.#run = run;
    this.#records = records;
    this.#workOn = workOn;
    this.#needsOf = needsOf;
    for (const [step, record] of records)
      this.#emitStep(step, record, { state: 'planned', after: this.#dependentsOf(step).map(([name]) => name) });
  }

  /** What nothing needs comes first; each of the others follows its dependents. */
  async finish(): Promise<void> {
    await all(this.#records.map((it) => this.#once(it)));
  }

  #dependentsOf = (step: string): Recorded[] =>
    this.#records.filter(([name, record]) => this.#needsOf(name, record).includes(step));

  /** Memoised, so that each record is worked on once, however many others wait for it. */
  #once(it: Recorded): Promise<'done' | 'kept'> {
    const promise = this.#work.get(it[0]) ?? this.#afterDependents(it);
    this.#work.set(it[0], promise);
    return promise;
  }

  async #afterDependents([step, record]: Recorded): Promise<'done' | 'kept'> {
    const run = this.#run;
    const dependents = this.#dependentsOf(step);
    const ends = await all(dependents.map((it) => this.#once(it)));
    const kept = dependents.filter((_, i) => ends[i] === 'kept').map(([name]) => name);
    if (run.signal.aborted) return 'kept';
    if (kept.length > 0) {
      this.#emitStep(step, record, { state: 'skipped', after: kept });
      return 'kept';
    }
    const leave = await run.enterStep?.(step);
    try {
      return run.signal.aborted ? 'kept' : await this.#perform([step, record]);
    } finally {
      leave?.();
    }
  }

  async #perform([step, record]: Recorded): Promise<'done' | 'kept'> {
    const run = this.#run;
    const since = run.clock.now();
    const { action, work, goneWith } = this.#workOn(step, record);
    const outcome = action === 'delete' ? 'deleted' : 'updated';
    this.#emitStep(step, record, { state: 'started', id: record.id });
    try {
      if (await work()) this.done[action]++;
      this.#emitStep(step, record, {
        ...{ state: 'done', outcome, seconds: stepSeconds(run, step, since) },
        ...(goneWith !== undefined && { goneWith }),
      });
      return 'done';
    } catch (error) {
      if (isStop(error)) return 'kept';
      if (!(error instanceof FailureError)) throw error;
      this.failures.push(error.failure);
      this.#emitStep(step, record, { state: 'failed', seconds: stepSeconds(run, step, since) });
      return 'kept';
    }
  }

  /** Emits a step event; none for a looked-up value, because that is removed from the state and not deleted. */
  #emitStep(step: string, record: StepRecord, how: Pick<StepEvent, 'state'> & Partial<StepEvent>): void {
    const { type: resource } = record;
    const { action } = this.#workOn(step, record);
    if (!this.#run.resources.get(resource)?.lookup) this.#run.emit({ type: 'step', step, resource, action, ...how });
  }
}
