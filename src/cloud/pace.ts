import { meaningOf } from '../aws-errors.js';
import type { Clock } from '../clock.js';
import { bucketsOf, type Bucket } from '../facts/rates.js';
import { TokenBucket } from '../token-bucket.js';

/**
 * AWS refuses what comes faster than its rates (`src/facts/rates.ts`). Asking no faster costs no time that AWS would not cost, and
 * keeps a large stack from ever being refused.
 *
 * Some of each bucket is left: one second's refill of what it holds, because AWS adds tokens once a second and requests arrive
 * closer together than they left; and a fiftieth of its refill, for others of the account. Where AWS refuses a request all the
 * same, others have taken more (a run that has just ended, perhaps): its buckets count as empty from then on.
 */
const ownPart = ({ burst, perSecond }: Bucket) => ({
  burst: Math.max(1, Math.floor(burst - perSecond)),
  perSecond: perSecond * 0.98,
});

/** A request that is to leave. */
export interface Asking {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/** What a request may leave by, once. */
export interface Pass {
  /** It leaves: its tokens are taken now. */
  leaves(): void;
  /** AWS has refused it as too fast. */
  refused(): void;
  /** It has been answered, or never leaves: what it would have taken is there for others. */
  ends(): void;
}

/** What lets requests leave as fast as AWS takes them. */
export interface Pacer {
  /**
   * Waits until each of the request's buckets has room for it.
   * @param waits is told of each wait: its bucket, and how many ms of the clock until there is room; what it returns is called when
   * that ends, which is later where this process is busy
   */
  turn(
    asking: Asking,
    more?: { readonly signal?: AbortSignal | undefined; waits?(bucket: string, ms: number): () => void },
  ): Promise<Pass>;
}

/** Ends a pass with the answer to what has left by it. @returns the answer */
export async function endsPass<T>(pass: Pass, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (meaningOf(error, 'read') === 'throttled') pass.refused();
    throw error;
  } finally {
    pass.ends();
  }
}

const free: Pass = { leaves: () => {}, refused: () => {}, ends: () => {} };

/** A bucket as this process knows it. */
interface Known {
  readonly name: string;
  readonly tokens: TokenBucket;
  /** Requests that may leave, and have not left yet. */
  admitted: number;
  /** Requests that wait for this bucket, each since before the ones after it. */
  waiting: number;
}

/** How closely requests keep to AWS's rates. */
export interface Pacing {
  /** Which operations wait for their turn. */
  isMeant(operation: string): boolean;
  /** How much of a bucket they may take. */
  part(bucket: Bucket): { readonly burst: number; readonly perSecond: number };
}

/** @param region whose buckets they are */
export function pacer(
  clock: Clock,
  region: string,
  { isMeant, part }: Pacing = { isMeant: () => true, part: ownPart },
): Pacer {
  const known = new Map<string, Known>();
  const knownOf = (bucket: Bucket): Known => {
    let it = known.get(bucket.name);
    if (!it) {
      it = { name: bucket.name, tokens: new TokenBucket(part(bucket), clock.now()), admitted: 0, waiting: 0 };
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
    async turn({ service, operation, input }, { signal, waits } = {}) {
      const buckets = bucketsOf(service, operation, input, region).map(knownOf);
      if (buckets.length === 0 || !isMeant(operation)) return free;
      let turn: Known | undefined;
      for (;;) {
        const { bucket, ms } = slowestOf(buckets, turn);
        if (ms === 0) break;
        const ends = waits?.(bucket.name, ms);
        bucket.waiting++;
        await clock.sleep(ms, signal).finally(() => {
          bucket.waiting--;
          ends?.();
        });
        turn = bucket;
      }
      for (const it of buckets) it.admitted++;
      let isHere = true;
      const goes = () => {
        if (!isHere) return;
        isHere = false;
        for (const it of buckets) it.admitted--;
      };
      return {
        leaves() {
          goes();
          for (const { tokens } of buckets) tokens.take(clock.now());
        },
        refused() {
          for (const { tokens } of buckets) tokens.empty(clock.now());
        },
        ends: goes,
      };
    },
  };
}
