import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.js';

/**
 * After this many turns of the event loop without a request, everything sleeps or waits for something that sleeps. A question waits one
 * turn for others that leave with it.
 */
const idleTurns = 5;

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * A clock on which time passes only when nothing else can happen: the next sleeper is then woken at once, so long waits
 * cost nothing. Everything happens in the order in which it would happen in real time.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #held = 0;
  #isRunning = false;

  /** @param now ms since the epoch */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Runs `work`. Time stands still meanwhile. */
  async holdDuring<T>(work: () => Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work();
    } finally {
      this.#held--;
    }
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((it) => it !== sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { at: this.#now + ms, wake };
      signal?.addEventListener('abort', stop, { once: true });
      this.#sleepers.push(sleeper);
      if (!this.#isRunning) void this.#advance();
    });
  }

  async #advance(): Promise<void> {
    this.#isRunning = true;
    while (this.#sleepers.length > 0) {
      for (let idle = 0; idle < idleTurns; idle++) {
        await nextTurn();
        if (this.#held > 0) idle = -1;
      }
      // Whoever slept may have been woken by the end of what they waited for.
      if (this.#sleepers.length > 0) this.#wakeNext();
    }
    this.#isRunning = false;
  }

  #wakeNext(): void {
    const at = Math.min(...this.#sleepers.map((it) => it.at));
    this.#now = Math.max(this.#now, at);
    const due = this.#sleepers.filter((it) => it.at <= at);
    this.#sleepers = this.#sleepers.filter((it) => it.at > at);
    for (const { wake } of due) wake();
  }
}
