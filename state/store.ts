import { newStackId } from '../src/identity.js';
import { stateVersion, type Place, type State, type StepRecord } from './schema.js';

/**
 * What the runner needs of a state. An implementation guarantees: when `put`, `remove`, `outputs` or `setPaused` resolves, a
 * `SIGKILL` or power cut can no longer undo it; calls may overlap and none is lost; what was there before is
 * there, whole, until what comes after is.
 */
export interface Store {
  /** The stack's: see `src/identity.ts`. */
  readonly id: string;
  /** When the first `up` began; absent where only the id tells it. */
  readonly since?: Date | undefined;
  readonly records: ReadonlyMap<string, StepRecord>;
  /** @param drop records that go in the same write */
  put(step: string, record: StepRecord, drop?: readonly string[]): Promise<void>;
  remove(step: string): Promise<void>;
  outputs(outputs: State['outputs']): Promise<void>;
  /** Whether the stack is paused, and what went. */
  readonly paused: State['paused'];
  setPaused(paused: State['paused']): Promise<void>;
}

/** A state with nothing in it yet, of a stack with an id of its own. */
export const emptyState = (place: Place, since: Date, id = newStackId()): State & { readonly id: string } => ({
  version: stateVersion,
  id,
  ...place,
  since: since.toISOString(),
  outputs: {},
  records: {},
});

/** A store in memory, for tests and rehearsals. */
export class MemoryStore implements Store {
  readonly records: Map<string, StepRecord>;
  lastOutputs: State['outputs'] = {};
  paused: State['paused'];

  constructor(
    records: Iterable<readonly [string, StepRecord]> = [],
    readonly id: string = newStackId(),
    readonly since?: Date,
  ) {
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
  async setPaused(paused: State['paused']): Promise<void> {
    this.paused = paused;
  }
}
