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

/** The runs that a state directory has the files of. Their names begin with the time: the last one is the latest. */
export async function runsIn(directory: string): Promise<PastRun[]> {
  const folder = join(directory, 'runs');
  const names = await readdir(folder).catch(() => []);
  return names.toSorted().flatMap((file) => {
    const [, command = '', stack = ''] = runFileName.exec(file) ?? [];
    return command === '' ? [] : [{ path: join(folder, file), file, command, stack }];
  });
}

/**
 * @param named `last`, or the name of its file or a part of it
 * @param stack whose run it is; of any where absent
 * @throws FailureError `bad-usage` where there is no such run, or more than one
 */
export async function runNamed(directory: string, named: string, stack?: string): Promise<PastRun> {
  const all = await runsIn(directory);
  const runs = stack === undefined ? all : all.filter((it) => it.stack === stack);
  const name = basename(named);
  const fitting = named === 'last' ? runs.slice(-1) : runs.filter(({ file }) => file === name || file.includes(name));
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  const of = stack === undefined ? '' : ` of ${stack}`;
  if (runs.length === 0)
    throw new FailureError({
      code: 'bad-usage',
      message: `no run${of} is recorded in ${join(directory, 'runs')}`,
      hint: `each up, down, … leaves its record there, and the last ${keptRuns} of a stack are kept: run one first, or name its state directory by --state`,
    });
  throw new FailureError({
    code: 'bad-usage',
    message: `${only ? 'more than one' : 'no'} run${of} is called ${named}`,
    hint: `one of: ${(only ? fitting : runs)
      .slice(-5)
      .map(({ file }) => file)
      .join(', ')}`,
  });
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
