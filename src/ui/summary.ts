import type { ErrorEvent, ResultEvent } from '../events.js';
import { counted } from '../display-names.js';
import { shellWord } from '../shell-word.js';
import { unsuccessful } from '../unsuccessful.js';
import { indented, wordsFor, type Words } from './failure.js';
import { outputLines } from './outputs.js';
import type { Progress } from './progress.js';
import { commandLine, type Run } from './run.js';
import { wrapped, wrappedCommand } from './prose.js';
import type { Colors } from './terminal.js';
import { duration } from './text.js';

export interface SummaryLook {
  readonly colors: Colors;
  /** Before the last line; none where everything is plain text. */
  readonly marks?: { readonly ok: string; readonly failed: string };
  /** Columns to break at. */
  readonly width: number;
}

/**
 * The end of a run for a person: what went wrong and what to do, else what there is now, then the counts.
 * @returns lines, the first of them empty
 */
export function summary(progress: Progress, look: SummaryLook, run?: Run): string[] {
  const { result, errors } = progress;
  const failures = errors.flatMap(({ failure }) => ['', ...failureLines(wordsFor(failure, run), look)]);
  if (!result) return failures;
  const outputs = outputLines(result.outputs, look.colors).map((line) => `  ${line}`);
  const isThere = result.ok && outputs.length > 0;
  const tries = run?.pathToTry === undefined ? [] : tryLines(run, run.pathToTry, look);
  return [...failures, ...(isThere ? ['', ...outputs, ...tries] : []), '', ...endLines(result, progress, look, run)];
}

/** A URL alone tells nobody whether anything answers at it. */
const tryLines = (run: Run, path: string, { colors, width }: SummaryLook): string[] =>
  wrappedCommand(colors.cyan(commandLine(`request ${shellWord(path)}`, run)), width, '  Try it: ');

function failureLines({ title, lines, next }: Words, { colors, width }: SummaryLook): string[] {
  return [
    ...wrapped(title, width).map((line) => colors.bold(colors.red(line))),
    ...lines.flatMap((line) => indented(line, width)),
    ...(next ? wrappedCommand(colors.cyan(next), width, '  Next: ') : []),
  ];
}

/** `✓ up demo: 27 created in 2m 06s (131 calls, 41 of them changing something)` */
function endLines(result: ResultEvent, progress: Progress, look: SummaryLook, run?: Run): string[] {
  const { colors, marks, width } = look;
  const { ok, seconds, awsSeconds, calls } = result;
  const what = [run?.command ?? result.command, run?.stack].filter(Boolean).join(' ');
  const counts = countsOf(result, progress).join(', ') || 'nothing to do';
  const callCounts = `${counted(calls.total, 'call')}, ${calls.mutating || 'none'} of them changing anything`;
  const here = duration(seconds);
  // Where nothing was waited for, both are how long this program took.
  const hasWaited = awsSeconds !== undefined && awsSeconds >= seconds + 1;
  const time = hasWaited ? `${duration(awsSeconds)} of AWS's time, ${here} here` : here;
  const text = `${what} ${ok ? 'done' : ending(progress.errors)}: ${counts} in ${time} (${callCounts})`;
  const mark = marks && (ok ? colors.green(marks.ok) : colors.red(marks.failed));
  return wrapped(mark ? `${mark} ${text}` : text, width);
}

/** A time limit is told above, among what failed. */
const ending = (errors: readonly ErrorEvent[]): string =>
  unsuccessful(errors.map(({ failure }) => failure)) === 'interrupted' ? 'interrupted' : 'failed';

function countsOf({ created, updated, deleted, unchanged, recovered = 0 }: ResultEvent, progress: Progress): string[] {
  const counts: readonly (readonly [number, string])[] = [
    [created, 'created'],
    [updated, 'updated'],
    [deleted, 'deleted'],
    [unchanged, 'unchanged'],
    [recovered, 'recovered'],
    [progress.in('failed').length, 'failed'],
    [progress.in('waiting', 'skipped').length, 'not begun'],
    [progress.in('running').length, 'not finished'],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
