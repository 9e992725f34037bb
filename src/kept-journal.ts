import { constants } from 'node:fs';
import { open, rm, truncate } from 'node:fs/promises';
import { writeNew } from './kept-file.js';

/**
 * The journal of a kept file: a file beside it with a line for each change since it was written whole. A change then costs
 * what it is, and not what all is. The first line says which journal it is, and the kept file names that one: a journal
 * that no file names is of no meaning.
 */
export class KeptJournal {
  readonly #path: string;
  readonly #head: string;
  readonly #isSynced: boolean;
  #length = 0;

  private constructor(path: string, head: string, isSynced: boolean) {
    this.#path = path;
    this.#head = head;
    this.#isSynced = isSynced;
  }

  /**
   * Begins a journal, in the place of one that is of no meaning any more.
   * @param of the path of the kept file
   * @param isSynced whether it must outlive a loss of power
   */
  static async begin(of: string, name: string, { isSynced = false } = {}): Promise<KeptJournal> {
    const journal = new KeptJournal(journalPath(of), headOf(name), isSynced);
    await rm(journal.#path, { force: true });
    await writeNew(journal.#path, journal.#head, isSynced);
    return journal;
  }

  /** In characters, without its first line. */
  get length(): number {
    return this.#length;
  }

  /** Adds a line. Where it throws, part of the line may be there, and nothing may be added any more. */
  async add(line: string): Promise<void> {
    const file = await open(this.#path, O_WRONLY | O_APPEND | O_NOFOLLOW);
    try {
      await file.writeFile(`${line}\n`);
      if (this.#isSynced) await file.datasync();
    } finally {
      await file.close();
    }
    this.#length += line.length + 1;
  }

  /** Takes all lines away but the first one. */
  async clear(): Promise<void> {
    await truncate(this.#path, Buffer.byteLength(this.#head));
    this.#length = 0;
  }
}

const { O_WRONLY, O_APPEND } = constants;
/** Windows has no such flag. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;

/** @param of the path of the kept file */
export const journalPath = (of: string): string => `${of}.journal`;

/** Removes a journal that is of no meaning any more. @param of the path of the kept file */
export const dropJournal = (of: string): Promise<void> => rm(journalPath(of), { force: true });

const headOf = (name: string) => `${JSON.stringify({ journal: name })}\n`;

/**
 * What the lines of a journal say. A line that a kill or a loss of power has cut is left out: nobody was told that it was
 * written. Only the last one can be such a line.
 * @returns undefined where the text is not that of the journal of this name
 * @throws Error where another line than the last one cannot be read
 */
export function journalLines(text: string, name: string): unknown[] | undefined {
  if (!text.startsWith(headOf(name))) return undefined;
  const lines = text.slice(headOf(name).length).split('\n').slice(0, -1);
  return lines.flatMap((line, at) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      if (at === lines.length - 1) return [];
      throw new Error(`line ${at + 2} of its journal is damaged: ${(error as Error).message}`, { cause: error });
    }
  });
}
