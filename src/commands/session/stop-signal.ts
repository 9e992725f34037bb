import { Stopped } from '../../runner/run.js';

/** Node's timers hold 31 bits of milliseconds: 24 days. */
const longestTimer = 2 ** 31 - 1;

type StopReason = ConstructorParameters<typeof Stopped>[0];

export interface Stopper {
  readonly signal: AbortSignal;
  /** Why the run was stopped, if it was. */
  why(): StopReason | undefined;
  /** As the first Ctrl-C does. */
  interrupt(): void;
  /** The lock or the state is somebody else's now. */
  lose(): void;
  /** Gives the signals and the timer back. */
  release(): void;
}

/**
 * Stops a run when it is told to, or when the time of the whole run is over. What is in flight is finished and recorded.
 * @param seconds of real time
 */
export function timedStopper(seconds: number | undefined): Stopper {
  const controller = new AbortController();
  let why: StopReason | undefined;
  const stop = (reason: StopReason) => {
    why ??= reason;
    controller.abort(new Stopped(reason));
  };
  const timer =
    seconds === undefined
      ? undefined
      : setTimeout(() => stop('timeout'), Math.min(seconds * 1000, longestTimer)).unref();
  return {
    signal: controller.signal,
    why: () => why,
    interrupt: () => stop('interrupted'),
    lose: () => stop('lost'),
    release: () => clearTimeout(timer),
  };
}

/** What is said at the first and at the second Ctrl-C; nothing where absent. */
interface StopWords {
  readonly first?: string;
  readonly second?: string;
}
const usualWords: StopWords = {
  first: 'Stopping: what is under way is finished and recorded. Ctrl-C again ends at once.',
  second: 'Ended at once. The next run looks for what was under way.',
};

/**
 * A timed stopper that Ctrl-C stops, too. The first Ctrl-C lets nothing new begin. The second ends the process at once;
 * the journal allows it.
 * @param say tells the person that the signal has arrived
 */
function terminalStopper(seconds: number | undefined, say: (text: string) => void, words: StopWords): Stopper {
  const stop = timedStopper(seconds);
  let signals = 0;
  const onSignal = (): void => {
    if (++signals > 1) {
      if (words.second !== undefined) say(words.second);
      process.exit(130);
    }
    if (words.first !== undefined) say(words.first);
    stop.interrupt();
  };
  // The terminal was closed: nobody is there for a second signal, and shell and terminal may both send the first.
  const onHangup = (): void => stop.interrupt();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onHangup);
  return {
    ...stop,
    release() {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onHangup);
      stop.release();
    },
  };
}

/** Runs `work` with a stopper, and gives the signals and the timer back whatever happens. */
export async function stoppable<T>(
  seconds: number | undefined,
  say: (text: string) => void,
  work: (stop: Stopper) => Promise<T>,
  words: StopWords = usualWords,
): Promise<T> {
  const stop = terminalStopper(seconds, say, words);
  try {
    return await work(stop);
  } finally {
    stop.release();
  }
}
