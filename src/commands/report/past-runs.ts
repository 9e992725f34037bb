import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Event } from '../../events.js';
import { FailureError } from '../../failure.js';
import type { StackChoice } from '../request.js';
import { keptRuns, runFileName } from './run-file.js';

/** A run that was, by its file. */
export interface PastRun {
  readonly path: string;
  /** The name of its file. */
  readonly file: string;
  readonly command: string;
  readonly stack: string;
}

/**
 * The runs that a state directory has the files of. Their names begin with the time: the last one is the latest. Where they cannot be
 * read, there are none.
 */
export const runsIn = (directory: string): Promise<PastRun[]> => readableRuns(directory).catch(() => []);

/** @throws FailureError `bad-usage` where their folder is there and cannot be read */
async function readableRuns(directory: string): Promise<PastRun[]> {
  const folder = join(directory, 'runs');
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    // Without the system's name of what was called, which follows.
    const why = error.message.split(',')[0] ?? '';
    const hint = 'up, down, … leave the records of runs there. Say by --state where other ones are';
    throw new FailureError({ code: 'bad-usage', message: `${folder} cannot be read: ${why}`, hint });
  });
  const names = entries.filter((it) => it.isFile()).map(({ name }) => name);
  return names.toSorted().flatMap((file) => {
    const [, command = '', stack = ''] = runFileName.exec(file) ?? [];
    return command === '' ? [] : [{ path: join(folder, file), file, command, stack }];
  });
}

/**
 * @param named `last`, or the name of its file or a part of it
 * @param stack whose run it is; of any where absent
 * @throws FailureError `bad-usage` where there is no such run, or more than one, or their folder cannot be read
 */
export async function runNamed(directory: string, named: string, stack?: string): Promise<PastRun> {
  const all = await readableRuns(directory);
  const runs = stack === undefined ? all : all.filter((it) => it.stack === stack);
  const name = basename(named);
  const fitting = named === 'last' ? runs.slice(-1) : runs.filter(({ file }) => file === name || file.includes(name));
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  throw new FailureError({ code: 'bad-usage', ...unfit({ directory, named, stack, runs, fitting }) });
}

interface Unfit {
  readonly directory: string;
  readonly named: string;
  readonly stack: string | undefined;
  readonly runs: readonly PastRun[];
  readonly fitting: readonly PastRun[];
}

/** Why there is not one run of a name, and what to do. */
function unfit({ directory, named, stack, runs, fitting }: Unfit): { readonly message: string; readonly hint: string } {
  const of = stack === undefined ? '' : ` of ${stack}`;
  const folder = join(directory, 'runs');
  const message = `${fitting.length > 1 ? 'more than one' : 'no'} run${of} is called ${named}`;
  if (runs.length === 0)
    return {
      message: named === 'last' ? `no run${of} is recorded in ${folder}` : message,
      hint: `${folder} has none${of}: up, down, … leave their records there, of which the last ${keptRuns} of a stack are kept. Run one first, or say by --state where they are`,
    };
  const shown = fitting.length > 1 ? fitting : runs;
  const names = shown.slice(-5).map(({ file }) => file);
  return { message, hint: `one of: ${names.join(', ')}` };
}

/**
 * A run that happened says itself which stack it was about.
 * @param what names it: `--run`
 * @throws FailureError `bad-usage`
 */
export function requireRunAlone({ config, blueprint, env, name }: StackChoice, what: string): void {
  const [given] = Object.entries({ config, blueprint, env, name }).filter(([, value]) => value !== undefined);
  if (given === undefined) return;
  const message = `${what} and --${given[0]} exclude each other: a run is of the stack that it was for`;
  throw new FailureError({ code: 'bad-usage', message });
}

/** What happened in a run. A process that was killed may have left half a line. */
export async function eventsOf({ path }: PastRun): Promise<Event[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Event];
    } catch {
      return [];
    }
  });
}
