import { Stopped } from '../runner/run.js';

/** Node's timers hold 31 bits of milliseconds: 24 days. */
const longestTimer = 2 ** 31 - 1;

export interface Stopper {
  readonly signal: AbortSignal;
  /** Why the run was stopped, if it was. */
  why(): 'interrupted' | 'timeout' | undefined;
  /** As the first Ctrl-C does. */
  interrupt(): void;
  /** Gives the signals and the timer back. */
  release(): void;
}

/**
 * Ctrl-C, and the end of the whole run's time. The first Ctrl-C stops starting: what is in flight is finished and
 * recorded. The second ends the process at once; the journal allows it.
 * @param seconds of real time
 * @param say tells the person that the signal has arrived
 */
export function stopper(seconds: number | undefined, say: (text: string) => void): Stopper {
  const controller = new AbortController();
  let why: 'interrupted' | 'timeout' | undefined;
  const stop = (reason: 'interrupted' | 'timeout') => {
    why ??= reason;
    controller.abort(new Stopped(reason));
  };
  let signals = 0;
  const onSignal = (): void => {
    if (++signals > 1) {
      say('Ended at once. The next run looks for what was under way.');
      process.exit(130);
    }
    say('Stopping: what is under way is finished and recorded. Ctrl-C again ends at once.');
    stop('interrupted');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const timer = seconds === undefined ? undefined : setTimeout(() => stop('timeout'), Math.min(seconds * 1000, longestTimer)).unref();
  return {
    signal: controller.signal,
    why: () => why,
    interrupt: () => stop('interrupted'),
    release() {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      clearTimeout(timer);
    },
  };
}
