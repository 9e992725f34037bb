import type { LeftByRun } from '../src/failure.js';
import { change, joined, type Changes } from './journal.js';
import type { State, StepRecord } from './schema.js';
import type { Store } from './store.js';

export type Identified<T> = T & { readonly id: string };

/** A state that is put somewhere else as it is: one of an earlier version gets its id at its next `up`. */
export const asItIs = (state: State): Identified<State> => state as Identified<State>;

/** A state that stands in the place of another one. */
export interface Overtaking {
  /** None: that one was taken away. */
  readonly records?: State['records'];
  /** Whether whoever has written it went on from what this run had written last. */
  readonly goesOn: boolean;
}

/** What a store is to write: what has changed since the last write, or all. */
export interface Write {
  /** Of the state that is written. */
  readonly serial: number;
  readonly changes: Changes;
  /** With what was changed since the write began, too, which the next write carries once more. */
  state(): State;
}

/**
 * A store that makes one write at a time. A write that has not begun carries all changes made until it does, so twenty
 * steps at once cost two writes.
 */
export abstract class QueuedStore implements Store {
  readonly #header: Identified<Omit<State, 'records' | 'outputs' | 'serial' | 'paused'>>;
  readonly #records: Map<string, StepRecord>;
  /** What this run did not make. */
  readonly #before: ReadonlySet<string>;
  /** As they were read or written last. */
  readonly #written: Map<string, StepRecord>;
  /** What is in no write that has succeeded or is under way. */
  #unwritten: Changes = { records: [] };
  #overtakenBy: Overtaking | undefined;
  #outputs: State['outputs'];
  #paused: State['paused'];
  #serial: number;
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor({ records, outputs, paused, serial = 0, ...header }: Identified<State>) {
    this.#header = header;
    this.#records = new Map(Object.entries(records));
    this.#written = new Map(this.#records);
    this.#before = new Set(Object.values(records).flatMap(idsOf));
    this.#outputs = outputs;
    this.#paused = paused;
    this.#serial = serial;
  }

  /** Resolves when a `SIGKILL` or a power cut can no longer undo it. @throws FailureError where it was not written */
  protected abstract write(write: Write): Promise<void>;
  /** Takes the state away, once nothing is recorded any more. */
  abstract forget(): Promise<void>;
  /** Nothing is changed any more. When it resolves, the state is as it is to be found between runs. Never rejects. */
  async close(): Promise<void> {
    while (this.#next) await this.#next.catch(() => {});
    await this.#writing.catch(() => {});
  }

  /** Somebody else's state stands in the place of this one. Nothing is written any more. */
  protected setOvertaken(by: Overtaking): void {
    this.#overtakenBy = by;
  }
  /** The version that was written last, where the place keeps versions. */
  protected get lastVersion(): string | undefined {
    return undefined;
  }

  /**
   * What a run leaves that has lost its lock or its state. Whoever went on from what it had written knows what is in
   * there, and has looked for what was under way. To make another version the state again would forget theirs, so none is
   * named then.
   */
  left(): LeftByRun {
    const written = Object.fromEntries(this.#written);
    const { records: standing, goesOn } = this.#overtakenBy ?? { records: written, goesOn: true };
    const known = new Set(Object.values((goesOn ? written : standing) ?? {}).flatMap(idsOf));
    const isSeenTo = (step: string, record: StepRecord): boolean => {
      const there = standing?.[step];
      return there !== undefined && (goesOn || isLookedFor(record, there));
    };
    const unrecorded = [...this.#records].flatMap(([step, record]) =>
      isSeenTo(step, record)
        ? []
        : idsOf(record)
            .filter((it) => !known.has(it) && !this.#before.has(it))
            .map((it) => ({ step, resource: record.type, id: JSON.parse(it) as unknown })),
    );
    const version = goesOn && standing ? undefined : this.lastVersion;
    return { unrecorded, ...(version !== undefined && { version }) };
  }

  get id(): string {
    return this.#header.id;
  }
  get since(): Date {
    return new Date(this.#header.since);
  }
  get records(): ReadonlyMap<string, StepRecord> {
    return this.#records;
  }
  put(step: string, record: StepRecord, drop: readonly string[] = []): Promise<void> {
    return this.#save({ records: [...drop.map((name) => [name, null] as const), [step, record]] });
  }
  remove(step: string): Promise<void> {
    return this.#save({ records: [[step, null]] });
  }
  outputs(outputs: State['outputs']): Promise<void> {
    this.#outputs = outputs;
    return this.#save({ records: [], outputs });
  }

  get paused(): State['paused'] {
    return this.#paused;
  }
  setPaused(paused: State['paused']): Promise<void> {
    this.#paused = paused;
    return this.#save({ records: [], paused: paused ?? null });
  }

  /** As it is now. */
  protected state(): State {
    const paused = this.#paused && { paused: this.#paused };
    const records = Object.fromEntries(this.#records);
    return { ...this.#header, serial: this.#serial, outputs: this.#outputs, ...paused, records };
  }

  #save(changes: Changes): Promise<void> {
    change(this.#records, changes.records);
    this.#unwritten = joined(this.#unwritten, changes);
    this.#next ??= this.#writing
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return (this.#writing = this.#write());
      });
    return this.#next;
  }

  async #write(): Promise<void> {
    const changes = this.#unwritten;
    this.#unwritten = { records: [] };
    // A number for each write: no two texts of one state are the same, so no two ETags are.
    const serial = ++this.#serial;
    try {
      await this.write({ serial, changes, state: () => this.state() });
      change(this.#written, changes.records);
    } catch (error) {
      this.#unwritten = joined(changes, this.#unwritten);
      throw error;
    }
  }
}

/** Whether the next run looks for what this step has made. */
const isLookedFor = ({ type }: StepRecord, there: StepRecord): boolean =>
  there.type === type && (there.at === 'creating' || there.unclear !== undefined);

/** As JSON: that of its resource, and those of what it had before. */
const idsOf = ({ id, retired = [] }: StepRecord): string[] =>
  [id, ...retired.map((it) => it.id)].flatMap((it) => (it === undefined ? [] : [JSON.stringify(it)]));
