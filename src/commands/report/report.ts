import type { CallEvent, Emit, Event, Untimed } from '../../events.js';
import type { GivenTexts } from '../../hidden-values.js';
import { exitCodeOf, type Failure } from '../../failure.js';
import type { Display } from '../../ui/display.js';
import { displayFor } from '../../ui/display-for.js';
import { textOf } from '../../ui/failure.js';
import { callLine } from '../../ui/plain.js';
import { printable } from '../../ui/printable.js';
import { proseText, proseWidth } from '../../ui/prose.js';
import type { Run as Shown } from '../../ui/run.js';
import type { Ending, Outcome } from './outcome.js';
import { openRunFile, type RunFile } from './run-file.js';

export interface ReportOptions {
  readonly command: string;
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly color?: boolean | undefined;
  readonly showValues?: boolean | undefined;
  /** What variables of this machine have given to the config, which is shown as it is written there. */
  readonly given?: GivenTexts | undefined;
  readonly stack?: string;
  /** For people: a region, `sandbox us-east-1`, … */
  readonly place?: string;
  /** Seconds of AWS's time in a second, where that is not 1. */
  readonly pace?: number;
  /** What the command is asked for: the `down` of `script down`. */
  readonly words?: string;
  /** Options that a next command must repeat. */
  readonly options?: string;
  /** A path that the stack answers at, once it is there. */
  readonly pathToTry?: string | undefined;
  /** The command prints its own result, and only failures are shown; with `--json` everything is all the same. */
  readonly quiet?: boolean;
  /** Lines, not a live view. */
  readonly isPlain?: boolean;
  /** Where to keep the events of the run; not kept where absent. */
  readonly keepIn?: string;
  /** Shows the run in place of the terminal. */
  readonly display?: Display;
}

/** Gives every event its time, shows it, keeps it in the run's file, counts calls, and ends with the result. */
export interface Report {
  readonly emit: Emit;
  /** A line for a person, which is no event. */
  readonly say: (text: string) => void;
  /** The seconds of the result count from now: a person was asked, and how long they took is not the run's time. */
  begins(): void;
  fail(failures: readonly Failure[]): void;
  /** Ends before anything began: said once on stderr, or with `--json` as an error and a result. @returns the exit code */
  refuse(failure: Failure): number;
  /** Shows the result. @returns the exit code; `inSync: false` is a difference found, where nothing failed */
  end(ending?: Ending, inSync?: boolean): number;
  /** Shows what failed, and the result. @returns the exit code */
  finish(outcome: Outcome): number;
}

/** The report of one command; nothing is shown or kept before the first event. */
export const openReport = (options: ReportOptions): Report => new RunReport(options);

class RunReport implements Report {
  readonly #options: ReportOptions;
  readonly #run: Shown;
  #began = performance.now();
  readonly #calls = { total: 0, mutating: 0 };
  readonly #failed: Failure[] = [];
  // Both are made when there is something for them: what is refused before a run begins is no run, and leaves nothing.
  #display: Display | undefined;
  /** Calls for the state, from before the run began. */
  readonly #early: CallEvent[] = [];
  #hasBegun = false;
  #file: RunFile | undefined;

  constructor(options: ReportOptions) {
    const { command, words, stack, place, pace, options: repeated, pathToTry } = options;
    this.#options = options;
    this.#display = options.display;
    this.#run = {
      command,
      ...(words ? { words } : {}),
      ...(stack ? { stack } : {}),
      ...(place ? { place } : {}),
      ...(repeated ? { options: repeated } : {}),
      ...(pace ? { pace } : {}),
      ...(pathToTry === undefined ? {} : { pathToTry }),
    };
  }

  readonly emit = (event: Untimed): void => {
    const timed = { ...event, time: new Date().toISOString() } as Event;
    if (timed.type === 'call' && timed.about === undefined) {
      this.#calls.total++;
      if (timed.mutating) this.#calls.mutating++;
    }
    if (!this.#isOfRun(timed)) return;
    if (timed.type === 'call' && timed.about === 'state' && !this.#hasBegun) {
      this.#early.push(timed);
      if (this.#isShownAtOnce()) this.#show(timed);
      return;
    }
    this.#begin();
    this.#keep(timed);
    this.#show(timed);
  };

  /** A state is read and locked before it is certain that there is a run: what is refused leaves no file. */
  #begin(): void {
    this.#hasBegun = true;
    for (const event of this.#early.splice(0)) {
      this.#keep(event);
      if (!this.#isShownAtOnce()) this.#show(event);
    }
  }

  /** Not by a live view, which would draw over the question whether to go ahead. */
  #isShownAtOnce(): boolean {
    const { json, quiet, display } = this.#options;
    return display !== undefined || json === true || quiet === true;
  }

  readonly say = (text: string): void => {
    if (this.#display) this.#display.say(text);
    else if (!this.#options.json) process.stderr.write(proseText(text, process.stderr));
  };

  begins(): void {
    this.#began = performance.now();
  }

  fail(failures: readonly Failure[]): void {
    for (const failure of failures) {
      this.#failed.push(failure);
      const step = 'step' in failure ? { step: failure.step } : {};
      this.emit({ type: 'error', ...step, failure, message: textOf(failure, this.#run) });
    }
  }

  refuse(failure: Failure): number {
    if (this.#options.json) {
      this.fail([failure]);
      return this.end();
    }
    this.#close();
    if (this.#options.verbose && !this.#isShownAtOnce())
      for (const event of this.#early.splice(0)) process.stderr.write(`${callLine(printable(event))}\n`);
    process.stderr.write(`${textOf(failure, this.#run, proseWidth(process.stderr))}\n`);
    return exitCodeOf([failure]);
  }

  end(ending: Ending = {}, inSync = true): number {
    const seconds = Math.round((performance.now() - this.#began) / 10) / 100;
    const counts = { created: 0, updated: 0, deleted: 0, unchanged: 0, outputs: {}, calls: this.#calls, ...ending };
    this.emit({ type: 'result', command: this.#run.command, ok: this.#failed.length === 0, ...counts, seconds });
    this.#close();
    return exitCodeOf(this.#failed) || (inSync ? 0 : 3);
  }

  finish({ failures, isInSync, ...ending }: Outcome): number {
    this.fail(failures);
    return this.end(ending, isInSync);
  }

  /** The account check comes before the question whether to go ahead: a live view would draw over that. */
  #isOfRun(event: Event): boolean {
    const { json, quiet } = this.#options;
    return (
      this.#display !== undefined ||
      json === true ||
      quiet === true ||
      event.type !== 'call' ||
      event.step !== undefined ||
      event.about === 'state'
    );
  }

  #keep(event: Event): void {
    const { keepIn, command, stack = 'run' } = this.#options;
    if (keepIn) (this.#file ??= openRunFile(keepIn, command, stack)).write(event);
  }

  #show(event: Event): void {
    const { json = false, verbose = false, quiet = false, isPlain = false, color, showValues, given } = this.#options;
    const { stdout, env } = process;
    this.#display ??= displayFor({
      json,
      stdout,
      env,
      noColor: color === false,
      verbose,
      showsValues: showValues,
      given,
      quiet,
      isPlain,
      run: this.#run,
    });
    this.#display.event(event);
  }

  #close(): void {
    this.#display?.close();
    this.#file?.close();
  }
}
