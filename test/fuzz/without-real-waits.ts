/**
 * Runs work in which no timer waits: each runs in the next turn of the event loop. The SDK waits in real time before it
 * repeats a request. That costs time, and lets the virtual clock run on meanwhile, as far as chance has it.
 */
export async function withoutRealWaits<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  const soon = (callback: (...given: unknown[]) => void, _ms?: number, ...given: unknown[]) =>
    setImmediate(callback, ...given);
  const stopEither = (timer: unknown): void => {
    clearImmediate(timer as NodeJS.Immediate);
    stop(timer as NodeJS.Timeout);
  };
  Object.assign(globalThis, { setTimeout: soon, clearTimeout: stopEither });
  try {
    return await work();
  } finally {
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
  }
}
