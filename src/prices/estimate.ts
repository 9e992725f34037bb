import type { FixedKey, BilledItem, UsageKey } from '../billing.js';
import type { Step } from '../step.js';
import { chargesOf, type Charges } from './charges.js';
import { fixedItem, usageItem } from './items.js';
import { hoursPerMonth, type PriceKey, type Prices } from './price.js';
import { billedItemsOfSteps } from './billed-items.js';

/** What is billed for as long as it exists: all steps that have the same price together. */
export interface CostLine {
  readonly key: FixedKey;
  /** For people: `NAT gateway`. */
  readonly item: string;
  readonly steps: readonly string[];
  readonly quantity: number;
  /** Of the quantity, in the singular: `gateway`, `GB`. */
  readonly unit: string;
  /** USD for one of the unit, for an hour or a month. */
  readonly usd: number;
  readonly per: 'hour' | 'month';
  /** AWS counts each second; every hour or month that has begun. */
  readonly billedBy: 'second' | 'hour' | 'month';
  readonly perHour: number;
  readonly perMonth: number;
  /** Without any task, where that is less than the quantity. */
  readonly least?: number;
  /** With as many tasks as scaling may start, where that is more than the quantity. */
  readonly most?: number;
}

/** What is billed by use: never in a sum, for how much that will be is not known. */
export interface UsageLine {
  readonly key: UsageKey;
  readonly item: string;
  readonly steps: readonly string[];
  /** USD for one of the unit. */
  readonly usd: number;
  /** `GB through it`, `million requests` */
  readonly unit: string;
  /** A small one, to get an idea. */
  readonly example: { readonly quantity: number; readonly usd: number };
}

/** What cannot be told. */
export interface Unknown {
  readonly item: string;
  readonly steps: readonly string[];
  /** What is not known of it. */
  readonly lacks: 'price' | 'quantity';
  /** For people. */
  readonly why: string;
  /** It belongs into the sums, and is missing there. */
  readonly isFixed: boolean;
}

/** On demand, in USD, without traffic, tax and free tier; of months with 730 hours. */
export interface Estimate {
  readonly lines: readonly CostLine[];
  readonly usage: readonly UsageLine[];
  /** What has no known price here, or no known quantity. */
  readonly unknown: readonly Unknown[];
  /** The sums of the lines: the least that it costs, where something fixed is unknown. */
  readonly perHour: number;
  readonly perMonth: number;
  /** When the oldest and the newest of these prices were seen; absent where there is none. */
  readonly seen?: { readonly oldest: string; readonly newest: string };
}

/** What a stack that is to be will cost. */
export const estimateFor = (steps: readonly Step[], prices: Prices): Estimate =>
  estimateOf(billedItemsOfSteps(steps), prices);

/** The same of a stack that is there or to be. */
export function estimateOf(items: readonly BilledItem[], prices: Prices): Estimate {
  const charges = chargesOf(items);
  const lines = fixedLines(charges, prices);
  const usage = usageLines(charges, prices);
  const dates = [...lines, ...usage].flatMap(({ key }) => prices(key)?.date ?? []).toSorted();
  const [oldest, newest] = [dates[0], dates.at(-1)];
  return {
    ...{ lines, usage, unknown: unknownsOf(charges, prices) },
    perHour: sum(lines.map((it) => it.perHour)),
    perMonth: sum(lines.map((it) => it.perMonth)),
    ...(oldest !== undefined && newest !== undefined && { seen: { oldest, newest } }),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const fixedLines = ({ fixed }: Charges, prices: Prices): CostLine[] =>
  grouped(fixed).flatMap(({ key, charges }): CostLine[] => {
    const price = prices(key);
    if (!price) return [];
    const { item, unit, per, billedBy } = fixedItem(key);
    const quantity = sum(charges.map((it) => it.quantity));
    const least = sum(charges.map((it) => it.least ?? it.quantity));
    const most = sum(charges.map((it) => it.most ?? it.quantity));
    const amount = quantity * price.usd;
    return [
      {
        ...{ key, item, steps: charges.map(({ step }) => step), quantity, unit, usd: price.usd, per, billedBy },
        perHour: per === 'hour' ? amount : amount / hoursPerMonth,
        perMonth: per === 'hour' ? amount * hoursPerMonth : amount,
        ...(least < quantity && { least }),
        ...(most > quantity && { most }),
      },
    ];
  });

const usageLines = ({ usage }: Charges, prices: Prices): UsageLine[] =>
  grouped(usage).flatMap(({ key, charges }): UsageLine[] => {
    const price = prices(key);
    if (!price) return [];
    const { item, unit, example } = usageItem[key];
    return [
      {
        key,
        item,
        unit,
        steps: charges.map(({ step }) => step),
        usd: price.usd,
        example: { quantity: example, usd: example * price.usd },
      },
    ];
  });

function unknownsOf({ fixed, usage, unclear }: Charges, prices: Prices): Unknown[] {
  const unknown = (item: string, charges: readonly { readonly step: string }[], isFixed: boolean): Unknown => ({
    item,
    steps: charges.map(({ step }) => step),
    lacks: 'price',
    why: 'no price known',
    isFixed,
  });
  return [
    ...unclear.map(
      ({ step, why }) => ({ item: 'instances', steps: [step], lacks: 'quantity', why, isFixed: true }) as const,
    ),
    ...grouped(fixed).flatMap(({ key, charges }) => (prices(key) ? [] : [unknown(fixedItem(key).item, charges, true)])),
    ...grouped(usage).flatMap(({ key, charges }) =>
      prices(key) ? [] : [unknown(usageItem[key].item, charges, false)],
    ),
  ];
}

/** By key, in the order in which each first comes up. */
function grouped<T extends { readonly key: PriceKey }>(charges: readonly T[]): { key: T['key']; charges: T[] }[] {
  const groups = new Map<T['key'], T[]>();
  for (const charge of charges) groups.set(charge.key, [...(groups.get(charge.key) ?? []), charge]);
  return [...groups].map(([key, charges]) => ({ key, charges }));
}
