import type { Failure } from '../../failure.js';
import { oneLine } from '../text.js';

/** A failure as text: what failed; AWS's reason, what is kept and what can be done; the command to run next. */
export interface Words {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The command line to run next. Absent if no command helps. */
  readonly next?: string;
}

/** A sentence or a `- ` item, which is broken at the terminal's width, or a command line, which stays in one piece. */
export type Line = string | { readonly command: string };

/** The members of one kind of failure. */
export type Of<Code extends Failure['code']> = Extract<Failure, { code: Code }>;

export const kept = 'Everything finished so far is recorded.';
export const untouched = 'Nothing was created, changed or deleted.';

/** A message of AWS or of another program in quotes, verbatim except for line breaks and control characters. */
export const quoted = (message: string): string => `"${oneLine(message)}"`;
