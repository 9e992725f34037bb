import { newerLines, type Numbered } from '../src/journaled-file.js';
import { stateVersion, type State, type StepRecord } from './schema.js';

/**
 * The version of a state file that does not say all: the rest is in its journal. It is higher than that of a state, so that
 * a program which knows of no journals refuses the file and does not overwrite it.
 */
export const journaledVersion = 3;

/** What one write changes. */
export interface Changes {
  /** In the order in which it was done; null: the record goes. */
  readonly records: readonly (readonly [step: string, record: StepRecord | null])[];
  readonly outputs?: State['outputs'];
  /** null: the stack is paused no more. */
  readonly paused?: NonNullable<State['paused']> | null;
}

/** Both, the later one after the earlier one. */
export const joined = (earlier: Changes, later: Changes): Changes => ({
  ...earlier,
  ...later,
  records: [...earlier.records, ...later.records],
});

/** Does them to records. */
export function change(records: Map<string, StepRecord>, changes: Changes['records']): void {
  for (const [step, record] of changes)
    if (record) records.set(step, record);
    else records.delete(step);
}

/** As a line of a journal. @param serial of the state that they lead to */
export const lineOf = (serial: number, changes: Changes): string => JSON.stringify({ serial, ...changes });

/** What a state file says while a journal goes on from it. */
export const journaled = (state: State, journal: string): object => ({ ...state, version: journaledVersion, journal });

/** The name of the journal that goes on from what a state file says, if one does. */
export function journalNamed(data: unknown): string | undefined {
  const { version, journal } = Object(data) as { version?: unknown; journal?: unknown };
  return version === journaledVersion && typeof journal === 'string' ? journal : undefined;
}

/**
 * What a state file and the lines of its journal say together. It is not validated yet.
 * @throws Error where a line is missing
 */
export function withJournal(data: unknown, lines: readonly unknown[]): unknown {
  const { journal: _, records, outputs, paused, ...header } = data as JournaledState;
  const whole = new Map(Object.entries(records));
  const state = { serial: header.serial, outputs, paused };
  for (const line of newerLines(lines as readonly Line[], header.serial)) {
    change(whole, line.records);
    state.serial = line.serial;
    if (line.outputs) state.outputs = line.outputs;
    if (line.paused !== undefined) state.paused = line.paused ?? undefined;
  }
  const isPaused = state.paused && { paused: state.paused };
  const { serial } = state;
  return {
    ...header,
    version: stateVersion,
    serial,
    outputs: state.outputs,
    ...isPaused,
    records: Object.fromEntries(whole),
  };
}

type JournaledState = State & { readonly serial: number; readonly journal: string };
type Line = Changes & Numbered;
