import { randomUUID } from 'node:crypto';
import { readKept, removeKept, replaceKept } from './kept-file.js';
import { dropJournal, journalLines, journalPath, KeptJournal } from './kept-journal.js';

/** In characters. What is smaller is always written whole: it costs little, and whoever looks at the file sees all. */
export const smallFile = 64 * 1024;

/** What a file is to hold, in the forms in which it may be written. */
export interface Contents {
  /** What has changed since the last write. */
  line(): string;
  whole(): string;
  /** The same as `whole`, and the name of the journal that goes on from it. */
  journaled(name: string): string;
}

/**
 * A kept file that is written again and again. A small one is written whole: to a second file, which is then renamed over
 * the first. What changes in a larger one after the first write goes into a journal beside it. The file is written whole
 * again when the journal has become longer than it, so all writes together are no more than some multiple of what has
 * changed; and when it is closed. Only one process may write it at a time.
 */
export class JournaledFile {
  readonly #path: string;
  readonly #isSynced: boolean;
  readonly #small: number;
  /** Absent: the file says all, or is about to. */
  #journal: Going | undefined;
  /** Whether the file names no journal. What a killed process has left may name one. */
  #isPlain = false;

  /** @param options.isSynced whether each write must outlive a loss of power */
  constructor(path: string, { isSynced = false, small = smallFile } = {}) {
    this.#path = path;
    this.#isSynced = isSynced;
    this.#small = small;
  }

  /** @throws Error of the file system. The next write then writes all of it. */
  async write(contents: Contents): Promise<void> {
    if (await this.#addToJournal(contents)) return;
    const text = contents.whole();
    if (this.#isPlain && text.length > this.#small) await this.#beginJournal(contents);
    else await this.#writeWhole(text);
  }

  /** Puts the journal into the file. Where that fails, both stay: whoever reads the file reads both. Never rejects. */
  async close({ whole }: Pick<Contents, 'whole'>): Promise<void> {
    if (!this.#journal) return;
    this.#journal = undefined;
    await this.#writeWhole(whole()).catch(() => {});
  }

  /** The file goes first: a journal without a file is nothing, and a file without its journal is refused. */
  async remove(): Promise<void> {
    await removeKept(this.#path, { isSynced: this.#isSynced && !this.#isPlain });
    await dropJournal(this.#path);
    this.#journal = undefined;
  }

  /** @returns whether it is there. Where it is not, the journal is not used any more. */
  async #addToJournal({ line, journaled }: Contents): Promise<boolean> {
    const going = this.#journal;
    if (!going) return false;
    this.#journal = undefined;
    try {
      if (going.journal.length <= going.wholeLength) await going.journal.add(line());
      else {
        const text = journaled(going.name);
        await this.#replace(text);
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
  async #beginJournal({ journaled }: Contents): Promise<void> {
    const name = randomUUID();
    const journal = await KeptJournal.begin(this.#path, name, { isSynced: this.#isSynced });
    const text = journaled(name);
    this.#isPlain = false;
    await this.#replace(text);
    this.#journal = { name, journal, wholeLength: text.length };
  }

  async #writeWhole(text: string): Promise<void> {
    await this.#replace(text);
    if (!this.#isPlain) await dropJournal(this.#path);
    this.#isPlain = true;
  }

  #replace(text: string): Promise<void> {
    return replaceKept(this.#path, text, { isSynced: this.#isSynced });
  }
}

/** A journal that is being written. */
interface Going {
  readonly name: string;
  readonly journal: KeptJournal;
  /** In characters, of the file that it goes on from. */
  wholeLength: number;
}

/**
 * Reads a journaled file, while it is written, too.
 * @param nameIn the name of the journal that goes on from what the file says, if one does
 * @returns the file as JSON, and the lines of its journal; undefined where there is no file
 * @throws Error where it is no JSON, or its journal is not what belongs to it
 */
export async function readJournaled(
  path: string,
  nameIn: (data: unknown) => string | undefined,
): Promise<{ readonly data: unknown; readonly lines?: readonly unknown[] } | undefined> {
  for (;;) {
    const text = await readKept(path);
    if (text === undefined) return undefined;
    const data: unknown = JSON.parse(text);
    const name = nameIn(data);
    if (name === undefined) return { data };
    const journal = await readKept(journalPath(path));
    // The file may have been written whole meanwhile. Its journal then goes on from that one.
    if ((await readKept(path)) !== text) continue;
    const lines = journal === undefined ? undefined : journalLines(journal, name);
    if (lines) return { data, lines };
    const is = journal === undefined ? 'not there' : 'another one';
    throw new Error(`it names a journal, ${journalPath(path)}, in which the rest is; that file is ${is}`);
  }
}

/** A line of a journal, with the number of the write that it is. */
export interface Numbered {
  readonly serial: number;
}

/**
 * The lines that are newer than a file.
 * @param serial of the write that the file is
 * @throws Error where one is missing
 */
export function newerLines<Line extends Numbered>(lines: readonly Line[], serial: number): readonly Line[] {
  const newer = lines.filter((it) => it.serial > serial);
  const gap = newer.findIndex((it, at) => it.serial !== serial + at + 1);
  if (gap >= 0) throw new Error(`its journal has a gap before ${newer[gap]?.serial}`);
  return newer;
}
