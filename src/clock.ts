/** The runner's time. The sandbox's clock is compressed; a test's clock stands still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of this clock, or rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Seconds of this clock that pass in a real one; 1 where absent. */
  readonly speed?: number;
}

/**
 * Milliseconds since the epoch as they were when the process began, and counted evenly since then: a wall clock that
 * is set back meanwhile would stop whatever is paced, polled or waited for by it.
 */
export const monotonicNow = (): number => Math.floor(performance.timeOrigin + performance.now());

export const realClock: Clock = { now: monotonicNow, sleep };

/**
 * A clock that runs `speed` times as fast as real time. At `Infinity` whoever sleeps is woken at once and the time
 * has passed all the same, so that deadlines still come.
 */
export function fastClock(speed: number): Clock {
  const began = monotonicNow();
  let slept = 0;
  if (speed === Infinity)
    return {
      now: () => monotonicNow() + slept,
      async sleep(ms, signal) {
        const wake = monotonicNow() + slept + ms;
        await sleep(1, signal);
        // Many sleep at once: time passes once for all of them.
        slept += Math.max(0, wake - monotonicNow() - slept);
      },
    };
  return {
    speed,
    now: () => began + (monotonicNow() - began) * speed,
    sleep: (ms, signal) => sleep(ms / speed, signal),
  };
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/**
 * How fast AWS's time goes in the sandbox: `60x` (a minute in a second), `1x`, `0.5x`, … or `instant`.
 * @returns the factor; Infinity for `instant`; undefined if it is neither
 */
export function speedOf(text: string): number | undefined {
  if (text === 'instant') return Infinity;
  const factor = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1]);
  return factor > 0 ? factor : undefined;
}
