import { meaningOf } from '../aws-errors.js';
import type { Clock } from '../clock.js';
import { bucketsOf, type Bucket } from '../facts/rates.js';
import { TokenBucket } from '../token-bucket.js';

/**
 * AWS refuses what comes faster than its rates (`src/facts/rates.ts`). Asking no faster costs no time that AWS would not cost, and
 * keeps a large stack from ever being refused.
 *
 * Some of each bucket is left: one second's refill of what it holds, because AWS adds tokens once a second and requests arrive
 * closer together than they left; and a twentieth of its refill, for others of the account. Where AWS refuses a request all the
 * same, others have taken more (a run that has just ended, perhaps): its buckets count as empty from then on.
 */
const ownPart = ({ burst, perSecond }: Bucket) => ({
  burst: Math.max(1, Math.floor(burst - perSecond)),
  perSecond: perSecond * 0.95,
});

/** A request that is to leave. */
export interface Asking {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/** What lets requests leave as fast as AWS takes them. */
export interface Pacer {
  /**
   * Waits until each of the request's buckets has room for it, then runs it.
   * @param run calls `leaves` when the request leaves, which may be later: its tokens are taken then
   * @param waited is told of a wait: since when, and for which bucket
   */
  run<T>(
    asking: Asking,
    run: (leaves: () => void) => Promise<T>,
    more?: { readonly signal?: AbortSignal | undefined; waited?(from: number, bucket: string): void },
  ): Promise<T>;
}

/** A bucket as this process knows it. */
interface Known {
  readonly name: string;
  readonly tokens: TokenBucket;
  /** Requests that may leave, and have not left yet. */
  admitted: number;
  /** Requests that wait for this bucket, each since before the ones after it. */
  waiting: number;
}

/** @param region whose buckets they are */
export function pacer(clock: Clock, region: string): Pacer {
  const known = new Map<string, Known>();
  const knownOf = (bucket: Bucket): Known => {
    let it = known.get(bucket.name);
    if (!it) {
      it = { name: bucket.name, tokens: new TokenBucket(ownPart(bucket), clock.now()), admitted: 0, waiting: 0 };
      known.set(bucket.name, it);
    }
    return it;
  };

  /** The bucket that lets the request leave last, and in how many ms. @param turn what it has waited for, and is first in line of */
  const slowestOf = (buckets: readonly Known[], turn?: Known) =>
    buckets
      .map((bucket) => {
        const before = bucket.admitted + (bucket === turn ? 0 : bucket.waiting);
        return { bucket, ms: bucket.tokens.untilTokens(before + 1, clock.now()) };
      })
      .reduce((slowest, it) => (it.ms > slowest.ms ? it : slowest));

  return {
    async run({ service, operation, input }, run, { signal, waited } = {}) {
      const buckets = bucketsOf(service, operation, input, region).map(knownOf);
      if (buckets.length === 0) return run(() => {});
      let turn: Known | undefined;
      for (;;) {
        const { bucket, ms } = slowestOf(buckets, turn);
        if (ms === 0) break;
        const from = clock.now();
        bucket.waiting++;
        await clock.sleep(ms, signal).finally(() => bucket.waiting--);
        waited?.(from, bucket.name);
        turn = bucket;
      }
      for (const it of buckets) it.admitted++;
      let isHere = true;
      const goes = () => {
        if (!isHere) return;
        isHere = false;
        for (const it of buckets) it.admitted--;
      };
      try {
        return await run(() => {
          goes();
          for (const { tokens } of buckets) tokens.take(clock.now());
        });
      } catch (error) {
        if (meaningOf(error, 'read') === 'throttled') for (const { tokens } of buckets) tokens.empty(clock.now());
        throw error;
      } finally {
        // It was stopped before it has left: what it would have taken is there for others.
        goes();
      }
    },
  };
}
