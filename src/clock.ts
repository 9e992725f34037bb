/** Time as the runner sees it. The sandbox's is compressed, a test's stands still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` of this clock, or rejects with the signal's reason when it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = { now: Date.now, sleep };

/**
 * A clock that runs `speed` times as fast as real time. At `Infinity` whoever sleeps is woken at once and the time
 * has passed all the same, so that deadlines still come.
 */
export function fastClock(speed: number): Clock {
  const began = Date.now();
  let slept = 0;
  if (speed === Infinity)
    return {
      now: () => Date.now() + slept,
      async sleep(ms, signal) {
        const wake = Date.now() + slept + ms;
        await sleep(1, signal);
        // Many sleep at once: time passes once for all of them.
        slept += Math.max(0, wake - Date.now() - slept);
      },
    };
  return {
    now: () => began + (Date.now() - began) * speed,
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
