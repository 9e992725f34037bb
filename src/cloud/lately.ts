import type { Clock } from '../clock.js';

/**
 * Answers of the last moments, for other steps that ask the same. While this run changes nothing, a hundred steps that each look at the
 * routes of one API see what the first has seen. Whoever asks again wants to know what is new, and is never given what it knows.
 */

/** ms from when a question left. A run that changes nothing sees the stack as it was when it began, or this long ago. */
export const longestLately = 30_000;

/** A question that has left, perhaps for several, and its answer. */
export interface Left {
  readonly ids: ReadonlySet<string>;
  readonly answer: Promise<object>;
}
interface Kept extends Left {
  readonly at: number;
  /** Who has its answer. */
  readonly given: Set<string>;
}

/** The changes of a run. An answer is as old as the last one that left or was answered after its question had left. */
export class SentChanges {
  #count = 0;
  get count(): number {
    return this.#count;
  }
  /** Sends what changes something. */
  async made<T>(change: () => Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await change();
    } finally {
      this.#count++;
    }
  }
}

/** The answers of one service. */
export class Lately {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #changes: SentChanges;
  /** By what questions have alike, the latest last: those that left since the last change. */
  readonly #kept = new Map<string, Kept[]>();
  #since = 0;
  #sweptAt = -Infinity;

  constructor(clock: Pick<Clock, 'now'>, changes: SentChanges) {
    this.#clock = clock;
    this.#changes = changes;
  }

  /** Keeps a question that leaves now. @param askers whose it is */
  left(key: string, question: Left, askers: readonly (string | undefined)[]): void {
    const given = new Set(askers.flatMap((it) => it ?? []));
    this.#kept.set(key, [...this.#stillGood(key), { ...question, at: this.#clock.now(), given }]);
  }

  /** The latest question that asked for all of this, unless the asker has its answer. */
  find(key: string, ids: readonly string[], asker: string): Left | undefined {
    const last = this.#stillGood(key).findLast((it) => ids.every((id) => it.ids.has(id)));
    if (!last || last.given.has(asker)) return undefined;
    last.given.add(asker);
    return last;
  }

  #stillGood(key: string): Kept[] {
    this.#sweep();
    return (this.#kept.get(key) ?? []).filter(({ at }) => this.#isGood(at));
  }

  #isGood(at: number): boolean {
    return this.#clock.now() - at <= longestLately;
  }

  /** Lets go what nobody can be told any more. */
  #sweep(): void {
    if (this.#since !== this.#changes.count) this.#kept.clear();
    else if (this.#isGood(this.#sweptAt)) return;
    else for (const [key, kept] of this.#kept) if (!kept.some(({ at }) => this.#isGood(at))) this.#kept.delete(key);
    this.#since = this.#changes.count;
    this.#sweptAt = this.#clock.now();
  }
}
