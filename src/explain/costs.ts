import type { Billing, FixedKey, UsageKey } from '../billing.js';
import { chargesOf } from '../prices/charges.js';
import { fixedItem, usageItem } from '../prices/items.js';
import type { Prices } from '../prices/price.js';
import { billedItemsOfSteps } from '../prices/billed-items.js';
import type { Step } from '../step.js';

/** One thing that is billed: for as long as it is there, or by use. */
export interface Cost {
  /** For people: `NAT gateway`. */
  readonly item: string;
  /** Of the unit, where it is known beforehand. */
  readonly quantity?: number;
  /** In the singular: `gateway`, `GB`. */
  readonly unit: string;
  /** Of a unit. Absent: by use. */
  readonly per?: 'hour' | 'month';
  /** USD for one of the unit; undefined where no price is known for the region. */
  readonly usd: number | undefined;
  /** When that price was seen. */
  readonly seen?: string;
}

/** What each step of a stack is billed for, by step. */
export function costsByStep(steps: readonly Step[], prices: Prices): Map<string, Cost[]> {
  const { fixed, usage } = chargesOf(billedItemsOfSteps(steps));
  const all = [
    ...fixed.map(({ step, key, quantity }) => ({ step, cost: fixedCost(key, prices, quantity) })),
    ...usage.map(({ step, key }) => ({ step, cost: usageCost(key, prices) })),
  ];
  return new Map(steps.map(({ name }) => [name, all.flatMap(({ step, cost }) => (step === name ? [cost] : []))]));
}

/** What things of a noun are billed for, whichever they are. @returns none where they cost nothing themselves */
export const costsOfNoun = (prices: Prices, { fixed = [], usage = [] }: Billing = {}): Cost[] => [
  ...fixed.map((key) => fixedCost(key, prices)),
  ...usage.map((key) => usageCost(key, prices)),
];

function fixedCost(key: FixedKey, prices: Prices, quantity?: number): Cost {
  const { item, unit, per } = fixedItem(key);
  return { item, ...(quantity !== undefined && { quantity }), unit, per, ...priced(prices(key)) };
}

function usageCost(key: UsageKey, prices: Prices): Cost {
  const { item, unit } = usageItem[key];
  return { item, unit, ...priced(prices(key)) };
}

const priced = (price: { readonly usd: number; readonly date: string } | undefined): Pick<Cost, 'usd' | 'seen'> => ({
  usd: price?.usd,
  ...(price && { seen: price.date }),
});
