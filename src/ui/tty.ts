import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { Clock } from '../clock.js';
import type { Event } from '../events.js';
import type { Display } from './display.js';
import { briefly } from './failure.js';
import { frame } from './frame.js';
import { writerTo } from './output.js';
import { callLine } from './plain.js';
import { Progress } from './progress.js';
import type { Run } from './run.js';
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

const hideCursor = '\u001B[?25l';
const showCursor = '\u001B[?25h';

function everyInterval(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms).unref();
  return () => clearInterval(timer);
}

/** What is finished is printed once and scrolls away; below it the frame is drawn over and over. */
class LiveView implements Display {
  readonly #options: TtyOptions;
  readonly #write: (text: string) => void;
  readonly #drawOver: ReturnType<typeof createLogUpdate>;
  readonly #progress = new Progress();
  /** Made into text when they are drawn: a failed step's reason comes in an event of its own. */
  #finished: (() => string)[] = [];
  #drawn: readonly string[] = [];
  #stop: (() => void) | undefined;
  #closed = false;

  constructor(options: TtyOptions) {
    this.#options = options;
    this.#write = writerTo(options.stdout);
    // It would hide the cursor of stderr; ours is on stdout.
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
    this.#finished.push(() => this.#options.colors.yellow(text));
    this.#tick();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Without a result the run died: what it was doing stays to be read.
    if (this.#progress.result || !this.#stop) this.#draw([]);
    else this.#draw(frame(this.#progress, this.#options.clock.now(), this.#look(), this.#options.run));
    this.#stop?.();
    const { colors, glyphs, run, stdout } = this.#options;
    const width = Math.max(20, Math.min(110, stdout.columns || 80) - 1);
    const lines = summary(this.#progress, { colors, marks: { ok: glyphs.tick, failed: glyphs.cross }, width }, run);
    this.#write(lines.map((line) => `${line}\n`).join(''));
  }

  #start(): () => void {
    const { stdout, every = everyInterval } = this.#options;
    const giveBack = () => this.#write(showCursor);
    const stopTicking = every(100, () => this.#tick());
    const resized = () => this.#resized();
    stdout.on('resize', resized);
    process.once('exit', giveBack);
    this.#write(hideCursor);
    return () => {
      stopTicking();
      stdout.removeListener('resize', resized);
      process.removeListener('exit', giveBack);
      giveBack();
    };
  }

  #tick(): void {
    this.#draw(frame(this.#progress, this.#options.clock.now(), this.#look(), this.#options.run));
  }

  #draw(lines: readonly string[]): void {
    const { stdout } = this.#options;
    stdout.cork?.();
    // log-update misplaces a common tail when the number of lines changes, and cuts long text that it shall keep.
    if (this.#finished.length > 0 || lines.length !== this.#drawn.length) this.#drawOver.clear();
    this.#write(this.#finished.map((line) => `${line()}\n`).join(''));
    if (lines.length > 0) this.#drawOver(lines.join('\n'));
    else this.#drawOver.done();
    stdout.uncork?.();
    this.#finished = [];
    this.#drawn = lines;
  }

  /** Terminals break the lines already drawn anew: erase the rows they take now, then draw to fit. */
  #resized(): void {
    if (this.#closed || this.#drawn.length === 0) return;
    const columns = this.#options.stdout.columns || 80;
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
    this.#write(`\u001B[${rows}A\r\u001B[J`);
    this.#drawOver.done();
    this.#drawn = [];
    this.#tick();
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
    const { stdout, colors, glyphs, run } = this.#options;
    return { ...(run?.pace ? { pace: run.pace } : {}), colors, glyphs, columns: stdout.columns || 80, rows: stdout.rows || 24 };
  }
}

/** What changed, or failed to. The rest is a count. */
function isWorthKeeping({ state, outcome }: Extract<Event, { type: 'step' }>, verbose: boolean): boolean {
  if (state === 'failed') return true;
  if (verbose && state === 'skipped') return true;
  return state === 'done' && (verbose || !['unchanged', 'pinned'].includes(outcome ?? ''));
}
