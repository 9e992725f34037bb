import { journalLines, journalPath } from '../src/kept-journal.js';
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
 * What a state file and its journal say together. It is not validated yet.
 * @param text of the journal; undefined: there is none
 * @param of the path of the state file, for whoever has to find what is wrong
 * @throws Error where they do not belong together
 */
export function withJournal(data: unknown, name: string, text: string | undefined, of: string): unknown {
  const missing = `it names a journal, ${journalPath(of)}, in which the rest is; that file is `;
  if (text === undefined) throw new Error(`${missing}not there`);
  const lines = journalLines(text, name);
  if (!lines) throw new Error(`${missing}another one`);
  const { journal: _, ...state } = data as JournaledState;
  const records = new Map(Object.entries(Object(state.records) as State['records']));
  let [{ serial }, { outputs, paused }] = [state, state];
  for (const it of lines as Line[]) {
    // The file was written whole since then, and the line was not taken away yet.
    if (it.serial <= serial) continue;
    if (it.serial !== serial + 1) throw new Error(`its journal has a gap between ${serial} and ${it.serial}`);
    change(records, it.records);
    serial = it.serial;
    if (it.outputs) outputs = it.outputs;
    if (it.paused !== undefined) paused = it.paused ?? undefined;
  }
  const { paused: __, records: ___, ...header } = state;
  const whole = { ...header, version: stateVersion, serial, outputs, ...(paused && { paused }) };
  return { ...whole, records: Object.fromEntries(records) };
}

type JournaledState = State & { readonly serial: number; readonly journal: string };
type Line = Changes & { readonly serial: number };
