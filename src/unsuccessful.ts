import type { Failure } from './failure.js';

/** How a run ended that is not ok. `interrupted`: by Ctrl-C or a signal. `timed-out`: by its `--timeout`. */
export type Unsuccessful = 'interrupted' | 'timed-out' | 'failed';

/**
 * How a run ended, by all that went wrong in it. A run that was asked to stop and did has not failed, unless something failed
 * besides.
 */
export function unsuccessful(failures: readonly Failure[]): Unsuccessful {
  const [first = 'failed', ...others] = new Set(failures.map(endingBy));
  return others.length > 0 ? 'failed' : first;
}

function endingBy(failure: Failure): Unsuccessful {
  switch (failure.code) {
    case 'interrupted':
      return 'interrupted';
    case 'run-timeout':
      return 'timed-out';
    case 'task-stopped':
      return failure.by === 'interrupted' ? 'interrupted' : failure.by === 'timeout' ? 'timed-out' : 'failed';
    default:
      return 'failed';
  }
}
