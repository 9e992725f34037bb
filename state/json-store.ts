import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '../src/failure.js';
import { readKept, replaceKept } from '../src/kept-file.js';
import { QueuedStore, type Identified } from './queued-store.js';
import type { Place, State } from './schema.js';
import { parseState, stateText } from './text.js';

/** The state file of a stack. Readable by its owner alone. */
export const statePath = (directory: string, stack: string): string => join(directory, `${stack}.json`);

/**
 * Reads a state file.
 * @returns undefined where there is none
 * @throws FailureError `state-unreadable`, `state-newer` or `file-in-the-way`: the file is left as it is
 */
export async function readState(path: string): Promise<State | undefined> {
  const text = await readKept(path).catch((error: unknown) => {
    if (error instanceof FailureError) throw error;
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  });
  return text === undefined ? undefined : parseState(text, path);
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

/** Keeps a state in one JSON file, written whole: to a second file, synced, then renamed over the first. */
export class JsonStore extends QueuedStore {
  readonly #path: string;

  constructor(path: string, state: Identified<State>) {
    super(state);
    this.#path = path;
  }

  protected override async write(state: State): Promise<void> {
    try {
      await replaceKept(this.#path, stateText(state), { isSynced: true });
    } catch (error) {
      throw new FailureError({ code: 'state-unwritable', path: this.#path, why: (error as Error).message });
    }
  }

  async forget(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
