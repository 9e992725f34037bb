import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { Terminal as Xterm } from '@xterm/headless';
import fc from 'fast-check';
import { createColors } from 'picocolors';
import { glyphsFor } from '../../src/ui/terminal.js';
import { ttyDisplay } from '../../src/ui/tty.js';
import { allDone, aMinuteIn, at } from './scripted-run.js';

/** A terminal that breaks lines anew when its size changes, and keeps what it scrolls away. */
class Terminal extends Writable {
  readonly isTTY = true;
  readonly #terminal: Xterm;

  constructor(
    public columns: number,
    public rows: number,
  ) {
    super({ decodeStrings: false });
    this.#terminal = new Xterm({
      ...{ cols: columns, rows, scrollback: 5000, convertEol: true, allowProposedApi: true },
    });
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.#terminal.write(String(chunk), done);
  }

  /** Resolves when everything written so far is shown. */
  flush = (): Promise<void> => new Promise((resolve) => this.write('', () => resolve()));

  async resizeTo(columns: number, rows: number): Promise<void> {
    await this.flush();
    this.#terminal.resize(columns, rows);
    [this.columns, this.rows] = [columns, rows];
    EventEmitter.prototype.emit.call(this, 'resize');
    await this.flush();
  }

  /** All lines, scrolled away or not, those put together again that the terminal has broken. */
  get lines(): string[] {
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const text = line?.translateToString(true) ?? '';
      if (line?.isWrapped) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    return lines;
  }
}

type Size = readonly [columns: number, rows: number];

async function shown(sizes: readonly Size[]): Promise<string[]> {
  const terminal = new Terminal(120, 30);
  let [now, tick] = [at(0), (): void => {}];
  const display = ttyDisplay({
    ...{ stdout: terminal, colors: createColors(true), glyphs: glyphsFor({ LANG: 'C.UTF-8' }), verbose: false },
    ...{ clock: { now: () => now }, run: { command: 'up', stack: 'demo' } },
    every: (_ms, ticked) => {
      tick = ticked;
      return () => (tick = () => {});
    },
  });
  const events = [...aMinuteIn, ...allDone];
  for (const [index, event] of events.entries()) {
    display.event(event);
    now = Date.parse(event.time);
    tick();
    const size = sizes[Math.floor((index / events.length) * sizes.length)];
    const isNext = index === 0 || size !== sizes[Math.floor(((index - 1) / events.length) * sizes.length)];
    if (size && isNext) await terminal.resizeTo(...size);
    tick();
  }
  display.close();
  await terminal.flush();
  return terminal.lines;
}

/** What is finished, once each; nothing of the frames. */
function expectNothingStale(lines: readonly string[]): void {
  const finished = lines.filter((line) => /^✓ (?!up demo)/.test(line));
  expect(finished).toHaveLength(10);
  expect(new Set(finished).size).toBe(10);
  expect(lines.filter((line) => /^✓ up demo/.test(line))).toHaveLength(1);
  expect(lines.filter((line) => /^up demo| {2}waiting |creating|more running|more waiting/.test(line))).toEqual([]);
}

test('whatever size the terminal gets in a run, nothing of an old frame stays and nothing is there twice', async () => {
  // Down to half of the width or the height in one step; any size after some steps.
  const factor = fc.constantFrom(0.5, 0.6, 0.75, 0.9, 1.2, 1.5, 2);
  const property = fc.asyncProperty(fc.array(fc.tuple(factor, factor), { maxLength: 8 }), async (steps) => {
    let size: Size = [120, 30];
    const sizes = steps.map(([wider, taller]) => {
      const within = (least: number, most: number, value: number) => Math.min(most, Math.max(least, Math.round(value)));
      size = [within(20, 200, size[0] * wider), wider < 1 ? size[1] : within(8, 60, size[1] * taller)];
      return size;
    });
    expectNothingStale(await shown(sizes));
  });
  await fc.assert(property, { seed: 8, numRuns: 12 });
});
