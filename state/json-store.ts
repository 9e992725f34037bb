import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { FailureError } from '../src/failure.js';
import { readKept, removeKept, replaceKept } from '../src/kept-file.js';
import { dropJournal, journalPath, KeptJournal } from '../src/kept-journal.js';
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
  for (;;) {
    const text = await readPart(path);
    if (text === undefined) return undefined;
    const data: unknown = readable(path, () => JSON.parse(text));
    const name = journalNamed(data);
    if (name === undefined) return validState(data, path);
    const journal = await readPart(journalPath(path));
    // The run may have written the file whole meanwhile. Its journal then goes on from that one.
    if ((await readPart(path)) !== text) continue;
    return validState(
      readable(path, () => withJournal(data, name, journal, path)),
      path,
    );
  }
}

const readPart = (path: string): Promise<string | undefined> =>
  readKept(path).catch((error: unknown) => {
    if (error instanceof FailureError) throw error;
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  });

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

/** In characters. What is smaller is always written whole: it costs little, and whoever looks at the file sees all. */
export const smallState = 64 * 1024;

/**
 * Keeps a state in one JSON file, written whole: to a second file, synced, then renamed over the first. Of a larger state,
 * what a run changes after its first write goes into a journal beside the file, synced, too. The file is written whole
 * again when the journal has become longer than the file, so a run writes no more than some multiple of what it changes,
 * and at the end of the run.
 */
export class JsonStore extends QueuedStore {
  readonly #path: string;
  /** Absent: the file says all, or is about to. */
  #journal: Going | undefined;
  /** Whether the file names no journal. What a killed run has left may name one. */
  #isPlain = false;

  readonly #small: number;

  /** @param options.small in characters: up to which size it is always written whole */
  constructor(path: string, state: Identified<State>, { small = smallState } = {}) {
    super(state);
    this.#path = path;
    this.#small = small;
  }

  protected override async write(write: Write): Promise<void> {
    if (await this.#addToJournal(write)) return;
    try {
      const text = stateText(write.state());
      if (this.#isPlain && text.length > this.#small) await this.#beginJournal(write.state());
      else await this.#writeWhole(text);
    } catch (error) {
      throw new FailureError({ code: 'state-unwritable', path: this.#path, why: (error as Error).message });
    }
  }

  /** @returns whether it is there. Where it is not, the journal is not used any more. */
  async #addToJournal({ serial, changes, state }: Write): Promise<boolean> {
    const going = this.#journal;
    if (!going) return false;
    this.#journal = undefined;
    try {
      if (going.journal.length <= going.wholeLength) await going.journal.add(lineOf(serial, changes));
      else {
        const text = stateText(journaled(state(), going.name));
        await replaceKept(this.#path, text, { isSynced: true });
        // Before this, its lines are older than the file, and count no more.
        await going.journal.clear();
        going.wholeLength = text.length;
      }
    } catch {
      return false;
    }
    this.#journal = going;
    return true;
  }

  /** The journal is there before the file names it. */
  async #beginJournal(state: State): Promise<void> {
    const name = randomUUID();
    const journal = await KeptJournal.begin(this.#path, name, { isSynced: true });
    const text = stateText(journaled(state, name));
    this.#isPlain = false;
    await replaceKept(this.#path, text, { isSynced: true });
    this.#journal = { name, journal, wholeLength: text.length };
  }

  async #writeWhole(text: string): Promise<void> {
    await replaceKept(this.#path, text, { isSynced: true });
    if (!this.#isPlain) await dropJournal(this.#path);
    this.#isPlain = true;
  }

  /** Where the file cannot be written whole, it and its journal stay: the next run reads both. */
  override async close(): Promise<void> {
    await super.close();
    if (!this.#journal) return;
    this.#journal = undefined;
    await this.#writeWhole(stateText(this.state())).catch(() => {});
  }

  /** The file goes first: a journal without a file is nothing, and a file without its journal is refused. */
  async forget(): Promise<void> {
    await removeKept(this.#path, { isSynced: !this.#isPlain });
    await dropJournal(this.#path);
    this.#journal = undefined;
  }
}

/** A journal that is being written. */
interface Going {
  readonly name: string;
  readonly journal: KeptJournal;
  /** In characters, of the file that it goes on from. */
  wholeLength: number;
}
