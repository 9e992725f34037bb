import type { FixedKey, UsageKey } from '../billing.js';

/** What AWS has a price for, by a name of ours. */
export type PriceKey = FixedKey | UsageKey;

export interface Price {
  /** For one of what the key says, on demand, without tax and free tier; the first tier where there are several. */
  readonly usd: number;
  /** Where AWS publishes it. */
  readonly url: string;
  /** ISO 8601, as far as it is known: when it was seen. */
  readonly date: string;
}

/** The prices of one region. Undefined where none is known: nothing is ever guessed. */
export type Prices = (key: PriceKey) => Price | undefined;

/** As AWS counts: 365 days of 24 hours, a twelfth of that. */
export const hoursPerMonth = 730;

/** The first that knows one. */
export const firstOf =
  (...lists: readonly Prices[]): Prices =>
  (key) =>
    lists.reduce<Price | undefined>((found, list) => found ?? list(key), undefined);
