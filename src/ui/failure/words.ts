import type { Failure } from '../../failure.js';
import { oneLine } from '../text.js';

/** A failure in words: what failed; AWS's reason, what is kept and what can be done; the command to run next. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  /** A command line to copy. Absent where there is none that helps. */
  readonly next?: string;
}

/** The members of one kind of failure. */
export type Of<Code extends Failure['code']> = Extract<Failure, { code: Code }>;

export const kept = 'Everything finished so far is recorded.';
export const untouched = 'Nothing was created, changed or deleted.';

/** Somebody else's words, verbatim but for line breaks and control characters. */
export const quoted = (message: string): string => `"${oneLine(message)}"`;
