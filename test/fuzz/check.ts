import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import type { Property, Target } from './target.js';
import { withoutRealWaits } from './without-real-waits.js';

/** Which cases are tried. The same numbers are the same cases. */
export interface Order {
  readonly runs: number;
  readonly seed: number;
  /** Where a case of this seed was shrunk to; absent: all of them. */
  readonly path?: string | undefined;
}

/** A case that was not handled as it must be, after shrinking. */
export interface Found {
  readonly seed: number;
  readonly path: string;
  readonly json: string;
  /** What was wrong, with the first lines of its stack. */
  readonly why: string;
}

/** ms for an order. It takes a tenth of that; what is more goes to shrinking a case that is slow itself. */
const mostMs = 180_000;

/**
 * Tries cases until one is not handled as it must be.
 * @returns how many were tried, and what was found
 * @throws where all were handled, but there was no time for all
 */
export async function check<Case>(
  { holds }: Target<Case>,
  property: Property<Case>,
  { runs, seed, path }: Order,
): Promise<{ readonly runs: number; readonly found?: Found }> {
  const tried = fc.asyncProperty(property.cases(), (it) => alone(() => holds(it)));
  const limits = { numRuns: runs, interruptAfterTimeLimit: mostMs };
  const ended = await fc.check(tried, { ...limits, seed, ...(path !== undefined && { path }) });
  if (!ended.failed && ended.interrupted) throw new Error(`${ended.numRuns} of ${runs} cases took ${mostMs / 1000} s`);
  if (!ended.failed) return { runs: ended.numRuns };
  const [shrunk] = ended.counterexample ?? [];
  return {
    runs: ended.numRuns,
    found: {
      seed: ended.seed,
      path: ended.counterexamplePath ?? '',
      json: JSON.stringify(shrunk),
      why: whatWasWrong(ended.errorInstance),
    },
  };
}

/** Runs one case. A promise that it leaves behind and that rejects is a fault of the case, too. */
export async function alone(work: () => Promise<void>): Promise<void> {
  const rejected: unknown[] = [];
  const keep = (error: unknown): void => void rejected.push(error);
  process.on('unhandledRejection', keep);
  try {
    await withoutRealWaits(work);
    await nextTurn();
  } finally {
    process.off('unhandledRejection', keep);
  }
  if (rejected.length > 0) throw rejected[0];
}

function whatWasWrong(error: unknown): string {
  const { stack } = error instanceof Error ? error : new Error(String(error));
  const lines = (stack ?? '').split('\n').map((line) => line.slice(0, 400));
  return lines.slice(0, 30).join('\n');
}
