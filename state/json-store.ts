import { join } from 'node:path';
import { FailureError } from '../src/failure.js';
import { JournaledFile, readJournaled } from '../src/journaled-file.js';
import { journaled, journalNamed, lineOf, withJournal } from './journal.js';
import { QueuedStore, type Identified, type Write } from './queued-store.js';
import type { Place, State } from './schema.js';
import { readable, stateText, validState } from './text.js';

/** The state file of a stack. Readable by its owner alone. */
export const statePath = (directory: string, stack: string): string => join(directory, `${stack}.json`);

/**
 * Reads a state file, with its journal where a run goes on or was killed.
 * @returns undefined where there is none
 * @throws FailureError `state-unreadable`, `state-newer` or `file-in-the-way`: the file is left as it is
 */
export async function readState(path: string): Promise<State | undefined> {
  const found = await readJournaled(path, journalNamed).catch((error: unknown) => {
    if (error instanceof FailureError) throw error;
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  });
  if (!found) return undefined;
  const { data, lines } = found;
  return validState(lines ? readable(path, () => withJournal(data, lines)) : data, path);
}

/** @throws FailureError `state-elsewhere` when the state was made for another place */
export function requireSamePlace(path: string, state: State, here: Place): void {
  for (const differs of ['stack', 'endpoint', 'partition', 'account', 'region'] as const)
    if (state[differs] !== here[differs])
      throw new FailureError({
        code: 'state-elsewhere',
        path,
        differs,
        recorded: state[differs],
        actual: here[differs],
      });
}

/** Keeps a state in one JSON file, and in a journal beside it while a run changes much of it. Each write is synced. */
export class JsonStore extends QueuedStore {
  readonly #path: string;
  readonly #file: JournaledFile;

  /** @param options.small in characters: up to which size it is always written whole */
  constructor(path: string, state: Identified<State>, options: { readonly small?: number } = {}) {
    super(state);
    this.#path = path;
    this.#file = new JournaledFile(path, { ...options, isSynced: true });
  }

  protected override async write({ serial, changes, state }: Write): Promise<void> {
    try {
      await this.#file.write({
        line: () => lineOf(serial, changes),
        whole: () => stateText(state()),
        journaled: (name) => stateText(journaled(state(), name)),
      });
    } catch (error) {
      throw new FailureError({ code: 'state-unwritable', path: this.#path, why: (error as Error).message });
    }
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#file.close({ whole: () => stateText(this.state()) });
  }

  async forget(): Promise<void> {
    await this.#file.remove();
  }
}
