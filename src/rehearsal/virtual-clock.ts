import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock.js';

/** Turns of the event loop in which nothing was asked: then everybody sleeps, or waits for one that does. */
const idleTurns = 3;

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * Time that passes only when nothing else can happen: whoever sleeps next is woken at once, and the hours between
 * cost nothing. In a run on such a clock everything comes in the order in which it would come in real time.
 */
export class VirtualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #asking = 0;
  #isGoing = false;

  /** @param now ms since the epoch */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Time stands still while this goes on. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#asking++;
    try {
      return await work();
    } finally {
      this.#asking--;
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
      if (!this.#isGoing) void this.#go();
    });
  }

  async #go(): Promise<void> {
    this.#isGoing = true;
    while (this.#sleepers.length > 0) {
      for (let idle = 0; idle < idleTurns; idle++) {
        await nextTurn();
        if (this.#asking > 0) idle = -1;
      }
      this.#wakeNext();
    }
    this.#isGoing = false;
  }

  #wakeNext(): void {
    const at = Math.min(...this.#sleepers.map((it) => it.at));
    this.#now = Math.max(this.#now, at);
    const due = this.#sleepers.filter((it) => it.at <= at);
    this.#sleepers = this.#sleepers.filter((it) => it.at > at);
    for (const { wake } of due) wake();
  }
}
