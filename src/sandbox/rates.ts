import { rateExceeded } from '../facts/rate-limits.js';
import { bucketsOf, throttleAnswerOf, type Bucket } from '../facts/rates.js';
import { TokenBucket } from '../token-bucket.js';
import { AwsError } from './service.js';
import type { Settings } from './settings.js';

/** A request, as far as AWS's rates go. */
export interface Rated {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  readonly region: string;
}

/** What is to be said where rates are to count at `instant`. */
export const noRatesAtInstant =
  'at instant nobody waits for the time in which AWS would take more requests, so whoever keeps to its rates would be refused, too';

/**
 * How fast the account may ask. The buckets refill by the world's time, once a second as AWS's do. They are full when a sandbox
 * is started: like its speed, they are the process's and not the world's.
 */
export class Rates implements Settings {
  #on: boolean;
  readonly #usual: boolean;
  readonly #mayCount: boolean;
  readonly #buckets = new Map<string, TokenBucket>();

  /** @param on whether they count @param mayCount whether somebody may let them count later */
  constructor(on: boolean, mayCount = true) {
    this.#on = on;
    this.#usual = on;
    this.#mayCount = mayCount;
  }

  /**
   * Takes a token of each of the request's buckets, or of none where one is empty.
   * @param elapsed ms of AWS's time
   * @throws AwsError
   */
  take(request: Rated, elapsed: number): void {
    if (!this.#on) return;
    const now = Math.floor(elapsed / 1000) * 1000;
    const { service, operation, input, region } = request;
    const buckets = bucketsOf(service, operation, input, region).map((it) => this.#bucket(it, region, now));
    if (buckets.every((it) => it.untilTokens(1, now) === 0)) for (const it of buckets) it.take(now);
    else throw throttled(service, operation);
  }

  #bucket(bucket: Bucket, region: string, now: number): TokenBucket {
    const key = `${bucket.isGlobal ? 'global' : region} ${bucket.name}`;
    let it = this.#buckets.get(key);
    if (!it) this.#buckets.set(key, (it = new TokenBucket(bucket, now)));
    return it;
  }

  /** Whether they count. */
  all(): { readonly on: boolean } {
    return { on: this.#on };
  }

  set(values: unknown): string[] {
    const { on } = Object(values) as { readonly on?: unknown };
    if (typeof on !== 'boolean') return ['it takes true or false: {"on": false}'];
    if (on && !this.#mayCount) return [noRatesAtInstant];
    this.#on = on;
    return [];
  }

  /** As they were when the sandbox was started, with full buckets. */
  reset(): void {
    this.#on = this.#usual;
    this.#buckets.clear();
  }
}

function throttled(service: string, operation: string): AwsError {
  const { code, message, status } = throttleAnswerOf(service, operation) ?? rateExceeded;
  return new AwsError(code, message, { status });
}
