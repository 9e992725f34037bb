import { FailureError } from '../../failure.js';

/**
 * Whether AWS cannot be asked at all: no region is chosen, there are no credentials, or nothing answers. A command that
 * can do without an answer says so and goes on.
 * @returns the failure's code; undefined for any other error
 */
export function unreachableBecause(error: unknown): 'no-region' | 'no-credentials' | 'no-cloud' | undefined {
  const code = error instanceof FailureError ? error.failure.code : undefined;
  return code === 'no-region' || code === 'no-credentials' || code === 'no-cloud' ? code : undefined;
}
