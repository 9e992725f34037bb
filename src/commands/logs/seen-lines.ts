import type { LogLine } from './log-query.js';

/**
 * ms that a line may come later than one that was written after it. The log driver of Docker sends what it has every five
 * seconds, and CloudWatch Logs shows it some seconds later: believed, no document says how many.
 * Source: https://github.com/moby/moby, daemon/logger/awslogs/cloudwatchlogs.go, `defaultForceFlushInterval`
 */
const lateMs = 30_000;

/** Knows which lines of a log group were seen, so that those that come late are not missed, and none comes twice. */
export class SeenLines {
  readonly #ids = new Map<string, number>();
  #newest: number;

  /** @param start ms since the epoch: what is older is not asked for */
  constructor(private readonly start: number) {
    this.#newest = start;
  }

  /** Where the next look begins, ms since the epoch. */
  get from(): number {
    return Math.max(this.start, this.#newest - lateMs);
  }

  /** Takes note of a line. @returns whether it was not seen before */
  add({ id, at }: Pick<LogLine, 'id' | 'at'>): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.set(id, at);
    this.#newest = Math.max(this.#newest, at);
    for (const [old, time] of this.#ids) {
      if (time >= this.from) break;
      this.#ids.delete(old);
    }
    return true;
  }
}
