import { exitCodeOf, type Failure } from '../failure.js';
import { messageOf } from '../ui/failure.js';

/**
 * Why a function was rejected. What was created before is recorded in the state: calling `up` again goes on from there,
 * and `down` deletes it. Anything else that is thrown is a bug in this package.
 */
export class ProvisionError extends Error {
  /** Root causes, at least one: `failures[0].code` is `bad-config`, `no-credentials`, `step-rejected`, … */
  readonly failures: readonly [Failure, ...Failure[]];
  /** What `provision` would exit with: 1, 2, 4 or 130. */
  readonly exitCode: number;

  /** @param command the one that failed: the text names it where it says what to do next */
  constructor(failures: readonly [Failure, ...Failure[]], command: string) {
    super(failures.map((failure) => messageOf(failure, { command })).join('\n'));
    this.name = 'ProvisionError';
    this.failures = failures;
    this.exitCode = exitCodeOf(failures);
  }
}
