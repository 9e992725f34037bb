import { createLogUpdate } from 'log-update';
import type { Clock } from '../clock.js';
import type { Event } from '../events.js';
import type { Display } from './display.js';
import { briefly } from './failure.js';
import { frame } from './frame.js';
import { writerTo } from './output.js';
import { callLine } from './plain.js';
import { wrapped } from './prose.js';
import { Progress } from './progress.js';
import type { Run } from './run.js';
import { rowsToErase, type Size } from './reflow.js';
import { columnsFor, finishedLine } from './step-line.js';
import { summary } from './summary.js';
import type { Colors, Glyphs, Look, Out } from './terminal.js';
import { fit, oneLine } from './text.js';

export interface TtyOptions {
  readonly stdout: Out;
  readonly colors: Colors;
  readonly glyphs: Glyphs;
  readonly clock: Pick<Clock, 'now'>;
  readonly verbose: boolean;
  readonly run?: Run;
  /** Calls back every `ms` until the returned function is called; must not keep the process alive. */
  readonly every?: (ms: number, tick: () => void) => () => void;
}

/** The live view of a terminal; it draws ten times a second at most, and only between the first event and the last. */
export const ttyDisplay = (options: TtyOptions): Display => new LiveView(options);

/** Half a second. */
const ticksOfRest = 5;
const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';

function everyInterval(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms).unref();
  return () => clearInterval(timer);
}

/** Finished steps are printed once and scroll away. Below them, the frame is drawn again and again. */
class LiveView implements Display {
  readonly #options: TtyOptions;
  readonly #write: (text: string) => void;
  readonly #drawOver: ReturnType<typeof createLogUpdate>;
  readonly #progress = new Progress();
  /** Steps become text when they are drawn, because the reason of a failed step comes in a later event. */
  #finished: (() => string)[] = [];
  #drawn: readonly string[] = [];
  #size: Size | undefined;
  /** While the size changes, only the header is drawn. A short frame can always be erased. */
  #restless = 0;
  #stop: (() => void) | undefined;
  #closed = false;

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#write = writerTo(options.stdout);
    // log-update would hide the cursor of stderr. The frame is on stdout.
    this.#drawOver = createLogUpdate(options.stdout, { showCursor: true });
  }

  event(event: Event): void {
    if (this.#closed) return;
    this.#stop ??= this.#start();
    this.#progress.apply(event);
    this.#keep(event);
    if (event.type === 'result') this.close();
  }

  say(text: string): void {
    if (this.#closed) return;
    this.#stop ??= this.#start();
    this.#finished.push(() =>
      wrapped(text, this.#look().columns - 1)
        .map(this.#options.colors.yellow)
        .join('\n'),
    );
    this.#tick();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // A run without a result died. The frame stays, so that people can read what it was doing.
    if (this.#progress.result || !this.#stop) this.#draw([]);
    else this.#draw(frame(this.#progress, this.#options.clock.now(), this.#look(), this.#options.run));
    this.#stop?.();
    const { colors, glyphs, run, stdout } = this.#options;
    const width = Math.max(20, Math.min(110, stdout.columns || 80) - 1);
    const lines = summary(this.#progress, { colors, marks: { ok: glyphs.tick, failed: glyphs.cross }, width }, run);
    this.#write(lines.map((line) => `${line}\n`).join(''));
  }

  #start(): () => void {
    const { stdout, colors, run, every = everyInterval } = this.#options;
    const giveBack = () => this.#write(showCursor);
    const stopTicking = every(100, () => this.#tick());
    const resized = () => this.#resized();
    this.#size = this.#sizeNow();
    stdout.on('resize', resized);
    process.once('exit', giveBack);
    this.#write(hideCursor);
    if (run?.pace) this.#finished.push(() => colors.dim(`sandbox at ${run.pace}x: steps in AWS's time`));
    return () => {
      stopTicking();
      stdout.removeListener('resize', resized);
      process.removeListener('exit', giveBack);
      giveBack();
    };
  }

  #tick(): void {
    if (this.#restless > 0) this.#restless--;
    this.#draw(this.#frame());
  }

  #frame(): readonly string[] {
    const look = this.#look();
    const now = this.#options.clock.now();
    if (this.#restless > 0) return frame(this.#progress, now, { ...look, rows: 1 }, this.#options.run).slice(0, 1);
    return frame(this.#progress, now, look, this.#options.run);
  }

  #draw(lines: readonly string[]): void {
    const { stdout } = this.#options;
    stdout.cork?.();
    this.#repair();
    // log-update misplaces a common tail when the number of lines changes, and cuts long lines.
    if (this.#finished.length > 0 || lines.length !== this.#drawn.length) this.#drawOver.clear();
    this.#write(
      this.#finished
        .map(
          (line) => `${line()}
`,
        )
        .join(''),
    );
    if (lines.length > 0) this.#drawOver(lines.join('\n'));
    else this.#drawOver.done();
    stdout.uncork?.();
    this.#finished = [];
    this.#drawn = lines;
  }

  #resized(): void {
    if (this.#closed || this.#drawn.length === 0) return;
    this.#repair();
    this.#draw(this.#frame());
  }

  /** Erases the rows that the old frame takes at the new size, as far as the cursor can reach them. */
  #repair(): void {
    const size = this.#sizeNow();
    if (!this.#size || (size.columns === this.#size.columns && size.rows === this.#size.rows)) return;
    this.#size = size;
    this.#restless = ticksOfRest;
    // Erase row by row: tmux moves the rows to the scrollback if the whole screen is erased at once.
    this.#write(`${'\u001B[1A\u001B[2K'.repeat(rowsToErase(this.#drawn, size))}\r`);
    this.#drawOver.done();
    this.#drawn = [];
  }

  /** The terminal itself is asked where that is possible, because the signal comes later than the resize. */
  #sizeNow(): Size {
    const { stdout } = this.#options;
    const [columns, rows] = stdout.getWindowSize?.() ?? [stdout.columns, stdout.rows];
    return { columns: columns || 80, rows: rows || 24 };
  }

  #keep(event: Event): void {
    const { verbose, colors, glyphs } = this.#options;
    if (event.type === 'call' && verbose)
      this.#finished.push(() => colors.dim(fit(`  ${callLine(event)}`, this.#look().columns - 1, glyphs.ellipsis)));
    if (event.type === 'step' && isWorthKeeping(event, verbose))
      this.#finished.push(() => this.#finishedLine(event.step));
  }

  #finishedLine(name: string): string {
    const { steps } = this.#progress;
    const step = steps.get(name);
    const error = this.#progress.errorOf(name);
    const reason = error && oneLine(briefly(error.failure));
    return step ? finishedLine(step, columnsFor(steps.values(), this.#look()), this.#look(), reason) : '';
  }

  #look(): Look {
    const { colors, glyphs, run } = this.#options;
    return {
      ...(run?.pace ? { pace: run.pace } : {}),
      colors,
      glyphs,
      ...this.#sizeNow(),
    };
  }
}

/** The steps that changed something or failed are listed; all others are only counted. */
function isWorthKeeping({ state, outcome }: Extract<Event, { type: 'step' }>, verbose: boolean): boolean {
  if (state === 'failed') return true;
  if (verbose && state === 'skipped') return true;
  return state === 'done' && (verbose || !['unchanged', 'pinned'].includes(outcome ?? ''));
}
