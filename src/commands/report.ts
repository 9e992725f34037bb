import type { Event, ResultEvent, Untimed } from '../events.js';
import { exitCodeOf, type Failure } from '../failure.js';
import { displayFor, type Display } from '../ui/display.js';
import { textOf } from '../ui/failure.js';
import { writerTo } from '../ui/output.js';
import { callLine } from '../ui/plain.js';
import type { Run as Shown } from '../ui/run.js';
import { openRunFile, type RunFile } from './run-file.js';

export interface ReportOptions {
  readonly command: string;
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly color?: boolean | undefined;
  readonly stack?: string;
  /** For people: a region, `sandbox us-east-1`, … */
  readonly place?: string;
  /** Seconds of AWS's time in a second, where that is not 1. */
  readonly pace?: number;
  /** Options that a next command must repeat. */
  readonly options?: string;
  /** The command prints its own result, and only failures are shown; with `--json` everything is all the same. */
  readonly quiet?: boolean;
  /** Lines, not a live view. */
  readonly isPlain?: boolean;
  /** Where to keep the events of the run; not kept where absent. */
  readonly keepIn?: string;
}
export type Ending = Partial<Pick<ResultEvent, 'created' | 'updated' | 'deleted' | 'unchanged' | 'outputs' | 'calls'>>;

/** Gives every event its time, shows it, keeps it in the run's file, counts calls, and ends with the result. */
export interface Report {
  emit(event: Untimed): void;
  /** A line for a person, which is no event. */
  say(text: string): void;
  fail(failures: readonly Failure[]): void;
  /** Ends before anything began: said once on stderr, or with `--json` as an error and a result. @returns the exit code */
  refuse(failure: Failure): number;
  /** Shows the result. @returns the exit code; `inSync: false` is a difference found, where nothing failed */
  end(ending?: Ending, inSync?: boolean): number;
}

export function openReport(options: ReportOptions): Report {
  const began = performance.now();
  const { command, stack, place } = options;
  const shown: Shown = { command, ...(stack ? { stack } : {}), ...(place ? { place } : {}), ...(options.options ? { options: options.options } : {}), ...(options.pace ? { pace: options.pace } : {}) };
  const { json = false, verbose = false, quiet = false, color } = options;
  const look = { json, stdout: process.stdout, env: process.env, noColor: color === false, verbose, isPlain: options.isPlain ?? false, run: shown };
  // Made when there is something to show: what is refused before a run begins is no run.
  let display: Display | undefined;
  const show = (event: Event) => opened(event) && (display ??= quiet && !json ? quietDisplay(verbose) : displayFor(look)).event(event);
  // Made with the first event of a run: what is refused before leaves nothing.
  let file: RunFile | undefined;
  const keep = (event: Event) => options.keepIn && opened(event) && (file ??= openRunFile(options.keepIn, command, stack ?? 'run')).write(event);
  const calls = { total: 0, mutating: 0 };
  const failed: Failure[] = [];
  const emit = (event: Untimed): void => {
    const timed = { ...event, time: new Date().toISOString() } as Event;
    if (timed.type === 'call') {
      calls.total++;
      if (timed.mutating) calls.mutating++;
    }
    keep(timed);
    show(timed);
  };
  // The account check comes before the question whether to go ahead: a live view would draw over that.
  const opened = (event: Event) => display !== undefined || json || quiet || event.type !== 'call' || event.step !== undefined;
  const report: Report = {
    emit,
    say: (text) => void (display ? display.say(text) : json || process.stderr.write(`${text}\n`)),
    fail(failures) {
      for (const failure of failures) {
        failed.push(failure);
        const step = 'step' in failure ? { step: failure.step } : {};
        emit({ type: 'error', ...step, failure, message: textOf(failure, shown) });
      }
    },
    refuse(failure) {
      if (json) {
        report.fail([failure]);
        return report.end();
      }
      display?.close();
      file?.close();
      process.stderr.write(`${textOf(failure, shown)}\n`);
      return exitCodeOf([failure]);
    },
    end(ending = {}, inSync = true) {
      const seconds = Math.round((performance.now() - began) / 10) / 100;
      const counts = { created: 0, updated: 0, deleted: 0, unchanged: 0, outputs: {}, calls, ...ending };
      emit({ type: 'result', command, ok: failed.length === 0, ...counts, seconds });
      display?.close();
      file?.close();
      return exitCodeOf(failed) || (inSync ? 0 : 3);
    },
  };
  return report;
}

function quietDisplay(verbose: boolean): Display {
  const write = writerTo(process.stdout);
  return {
    event(event) {
      if (event.type === 'error') write(`${event.message}\n`);
      if (event.type === 'call' && verbose) write(`${callLine(event)}\n`);
    },
    say: (text) => void process.stderr.write(`${text}\n`),
    close: () => undefined,
  };
}
