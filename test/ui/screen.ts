import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/**
 * A terminal of a given size that keeps what it shows: understands the cursor movements and erasures that live views
 * use, and counts every time a line was too wide for it, which a real one would break.
 */
export class Screen extends Writable {
  readonly isTTY = true;
  written = '';
  wrapped = 0;
  cursor = true;
  #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(
    public columns: number,
    public rows: number,
  ) {
    super({ decodeStrings: false });
  }

  /** Everything from the first line on, scrolled away or not. */
  get lines(): string[] {
    return this.#lines.map((line) => line.trimEnd());
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const text = String(chunk);
    this.written += text;
    for (const [part] of text.matchAll(/\u001B\[[?\d;]*[A-Za-z]|[^]/g)) this.#take(part);
    done();
  }

  #take(part: string): void {
    if (part === '\n') return this.#to(this.#row + 1, 0);
    if (part === '\r') return this.#to(this.#row, 0);
    if (!part.startsWith('\u001B')) return this.#put(part);
    const count = Number(/\d+/.exec(part)?.[0] ?? 1);
    const line = this.#lines[this.#row] ?? '';
    switch (part.at(-1)) {
      case 'A':
        return this.#to(this.#row - count, this.#column);
      case 'B':
        return this.#to(this.#row + count, this.#column);
      case 'G':
        return this.#to(this.#row, count - 1);
      case 'K':
        this.#lines[this.#row] = part.includes('2') ? '' : line.slice(0, this.#column);
        return;
      case 'J':
        this.#lines.length = this.#row + 1;
        this.#lines[this.#row] = line.slice(0, this.#column);
        return;
      case 'm':
        return;
      case 'h':
      case 'l':
        if (part.includes('?25')) this.cursor = part.endsWith('h');
        return;
      default:
        throw new Error(`the screen does not know ${JSON.stringify(part)}`);
    }
  }

  #put(character: string): void {
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    if (++this.#column > this.columns) this.wrapped++;
  }

  #to(row: number, column: number): void {
    // The cursor does not leave the visible part.
    this.#row = Math.max(row, 0, this.#lines.length - this.rows);
    this.#column = column;
    while (this.#lines.length <= this.#row) this.#lines.push('');
  }
}

/** A pipe: what was written, as lines. */
export class Pipe extends Writable {
  text = '';
  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }
  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}

export const plainText = stripVTControlCharacters;
