import type { Place, State, StepRecord } from './schema.js';

/**
 * What the runner needs of a state. An implementation guarantees: when `put`, `remove` or `outputs` resolves, a
 * `SIGKILL` or power cut can no longer undo it; calls may overlap and none is lost; what was there before is
 * there, whole, until what comes after is.
 */
export interface Store {
  readonly records: ReadonlyMap<string, StepRecord>;
  /** @param drop records that go in the same write */
  put(step: string, record: StepRecord, drop?: readonly string[]): Promise<void>;
  remove(step: string): Promise<void>;
  outputs(outputs: State['outputs']): Promise<void>;
}

/** A state with nothing in it yet. */
export const emptyState = (place: Place, since: Date): State => ({
  version: 1,
  ...place,
  since: since.toISOString(),
  outputs: {},
  records: {},
});

/** A store that forgets: for tests and rehearsals. */
export class MemoryStore implements Store {
  readonly records: Map<string, StepRecord>;
  lastOutputs: State['outputs'] = {};

  constructor(records: Iterable<readonly [string, StepRecord]> = []) {
    this.records = new Map(records);
  }
  async put(step: string, record: StepRecord, drop: readonly string[] = []): Promise<void> {
    for (const name of drop) this.records.delete(name);
    this.records.set(step, structuredClone(record));
  }
  async remove(step: string): Promise<void> {
    this.records.delete(step);
  }
  async outputs(outputs: State['outputs']): Promise<void> {
    this.lastOutputs = outputs;
  }
}
