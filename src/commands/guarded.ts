import { FailureError, type Failure } from '../failure.js';
import { speedOf } from '../sandbox/speed.js';
import type { Arguments } from './options.js';
import { openReport, type Ending, type Report } from './report.js';

/**
 * Runs a command so that every failure ends as events and an exit code. What `prepare` throws was found before
 * anything was called.
 */
export async function guarded(
  command: string,
  argv: Arguments,
  prepare: () => Promise<{ report: Report; work: () => Promise<number> }>,
): Promise<number> {
  let report: Report | undefined;
  try {
    const prepared = await prepare();
    report = prepared.report;
    return await prepared.work();
  } catch (error) {
    report ??= openReport({ command, words: askedWords(argv), json: argv.json, color: argv.color, options: repeatedOptions(argv) });
    return report.refuse(error instanceof FailureError ? error.failure : (fileTrouble(error) ?? bug(error, argv.verbose)));
  }
}

/**
 * Runs a command that is done with what it prints, having called nothing. Its result, for `--json`, comes last.
 * @param answer prints
 */
export const answered = (command: string, argv: Arguments, answer: () => Promise<Ending | void>): Promise<number> =>
  guarded(command, argv, async () => {
    const ending = (await answer()) ?? {};
    const report = openReport({ command, json: argv.json, quiet: true });
    return { report, work: async () => report.end(ending) };
  });

/** A directory that is a file, no permission, a full disk: the person's to put right. */
function fileTrouble(error: unknown): Failure | undefined {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (path === undefined || syscall === undefined || !code) return undefined;
  return { code: 'bad-usage', message: `${path} cannot be used: ${(error as Error).message}`, hint: 'is it writable? --state DIR chooses another directory' };
}

const bug = (error: unknown, verbose = false): Failure => ({
  code: 'bug',
  message: error instanceof Error ? error.message : String(error),
  ...(verbose && error instanceof Error && error.stack ? { stack: error.stack } : {}),
});

/** How much faster the sandbox goes than AWS; nothing to tell of `instant`. */
export function paceOf({ sandbox, sandboxSpeed }: Arguments): { pace?: number } {
  const speed = sandbox ? speedOf(sandboxSpeed) : undefined;
  return speed !== undefined && speed !== Infinity && speed !== 1 ? { pace: speed } : {};
}

/** The options a next command must repeat to mean the same stack in the same place, quoted for a shell. */
export function repeatedOptions(argv: Arguments): string {
  const said: (readonly [string, string | boolean | undefined])[] = [
    ['--config', argv.config],
    ['--blueprint', argv.blueprint],
    ['--name', argv.name],
    ['--region', argv.region],
    ['--profile', argv.profile],
    ['--endpoint-url', argv.endpointUrl],
    ['--sandbox', argv.sandbox],
    ['--sandbox-speed', argv.sandbox && argv.sandboxSpeed !== '60x' ? argv.sandboxSpeed : undefined],
    ['--policy', argv.policy],
    ['--state', argv.state === '.provision' ? undefined : argv.state],
  ];
  return said.flatMap(([option, value]) => (value === true ? [option] : value ? [option, quoted(value)] : [])).join(' ');
}

/** The words of a command line that are no options: `script down`, `explain vpc`. */
const askedWords = ({ act, what }: Arguments): string =>
  [act, what].flatMap((word) => (typeof word === 'string' ? [quoted(word)] : [])).join(' ');

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
