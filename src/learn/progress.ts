import { join } from 'node:path';
import { FailureError } from '../failure.js';
import { readKept, replaceKept } from '../kept-file.js';

/** How far the learner is, of all labs: `learn/progress.json` in the state directory. */
export interface Progress {
  /** The lab that was begun last. */
  readonly current?: string | undefined;
  readonly labs: { readonly [lab: string]: LabProgress };
}
export interface LabProgress {
  /** ISO 8601 */
  readonly begun: string;
  /** How many hints were told. */
  readonly hints: number;
  readonly checks: number;
  readonly isRevealed?: boolean;
  /** ISO 8601: when a check first said so. */
  readonly solved?: string;
}

const fileIn = (home: string): string => join(home, 'progress.json');

/** @throws FailureError `bad-usage` where there is a file that is none of progress: it is left as it is */
export async function readProgress(home: string): Promise<Progress> {
  const text = await readKept(fileIn(home));
  if (text === undefined) return { labs: {} };
  const read: unknown = parsed(text, fileIn(home));
  const { current, labs } = Object(read) as { current?: unknown; labs?: unknown };
  return {
    ...(typeof current === 'string' && { current }),
    labs: Object.fromEntries(Object.entries(Object(labs) as object).map(([lab, it]) => [lab, progressOf(it)])),
  };
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const hint = 'delete it: all that is lost is which labs are done';
    throw new FailureError({ code: 'bad-usage', message: `${path} is not JSON`, hint });
  }
}

function progressOf(read: unknown): LabProgress {
  const { begun, hints, checks, isRevealed, solved } = Object(read) as { [member: string]: unknown };
  const count = (it: unknown) => (Number.isInteger(it) && Number(it) >= 0 ? Number(it) : 0);
  return {
    ...{ begun: typeof begun === 'string' ? begun : '', hints: count(hints), checks: count(checks) },
    ...(isRevealed === true && { isRevealed }),
    ...(typeof solved === 'string' && { solved }),
  };
}

/** Changes what is kept of one lab, and makes it the current one. */
export async function noteProgress(home: string, lab: string, change: Partial<LabProgress>): Promise<LabProgress> {
  const { labs } = await readProgress(home);
  const next = { ...(labs[lab] ?? { begun: '', hints: 0, checks: 0 }), ...change };
  await replaceKept(fileIn(home), `${JSON.stringify({ current: lab, labs: { ...labs, [lab]: next } }, null, 2)}\n`);
  return next;
}
