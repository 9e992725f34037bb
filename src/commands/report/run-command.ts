import { FailureError, type Failure } from '../../failure.js';
import { withSourcePositions } from '../../source-positions.js';
import type { RequestWith, SharedRequest } from '../request.js';
import type { Ending } from './outcome.js';
import { shellWord } from '../../shell-word.js';
import { repeatedOptions } from './repeated-options.js';
import { withRegionPosition } from './region-position.js';
import { openReport, type Report } from './report.js';
import { plainText } from '../../plain-text.js';

/** A command, and what it was called with. */
export interface Invocation {
  readonly command: string;
  /** Its words that are no options: the `down` of `script down`. */
  readonly words?: readonly (string | undefined)[];
  readonly request: Partial<SharedRequest> & RequestWith<'display'>;
}

/**
 * Runs a command so that every failure ends as events and an exit code. What `prepare` throws was found before
 * anything was called.
 */
export async function runCommand(
  invocation: Invocation,
  prepare: () => Promise<{ report: Report; work: () => Promise<number> }>,
): Promise<number> {
  let report: Report | undefined;
  try {
    const prepared = await prepare();
    report = prepared.report;
    return await prepared.work();
  } catch (error) {
    report ??= reportOf(invocation);
    const { request } = invocation;
    const failure = expectedFailure(error) ?? bug(error, request.display.verbose);
    return report.refuse(await withRegionPosition(failure, request));
  }
}

/**
 * Runs a command that is done with what it prints, having called nothing. Its result, for `--json`, comes last.
 * @param answer prints
 */
export const printAnswer = (invocation: Invocation, answer: () => Promise<Ending | void>): Promise<number> =>
  runCommand(invocation, async () => {
    const ending = (await answer()) ?? {};
    const { command, request } = invocation;
    const report = openReport({ command, json: request.display.json, quiet: true });
    return { report, work: async () => report.end(ending) };
  });

function reportOf({ command, words = [], request }: Invocation): Report {
  const { json, color } = request.display;
  const given = words.flatMap((word) => (word === undefined ? [] : [shellWord(word)])).join(' ');
  return openReport({ command, words: given, json, color, options: repeatedOptions(request) });
}

/** The failure that an error stands for; undefined where it is a bug. */
export const expectedFailure = (error: unknown): Failure | undefined =>
  error instanceof FailureError ? error.failure : fileTrouble(error);

/** A directory that is a file, no permission, a full disk: for the caller to put right. */
function fileTrouble(error: unknown): Failure | undefined {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (path === undefined || syscall === undefined || !code) return undefined;
  return {
    code: 'bad-usage',
    message: `${path} cannot be used: ${(error as Error).message}`,
    hint: code === 'ENOENT' ? 'does the folder that it is in exist?' : 'is it writable, and the right kind of file?',
  };
}

const bug = (error: unknown, verbose: boolean): Failure => ({
  code: 'bug',
  message: error instanceof Error ? error.message : plainText(error),
  ...(verbose && error instanceof Error && error.stack ? { stack: withSourcePositions(error.stack) } : {}),
});
