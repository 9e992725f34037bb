import type { Bill, Billing, Quantity, BilledItem, UsageKey } from '../billing.js';

/** So much of something that has a price, because of a step. */
export interface Charge extends Quantity {
  readonly step: string;
}
export interface Charges {
  /** For as long as it exists. */
  readonly fixed: readonly Charge[];
  /** By use: how much is not known beforehand. */
  readonly usage: readonly { readonly key: UsageKey; readonly step: string }[];
  /** What cannot be told, and why. */
  readonly unclear: readonly { readonly step: string; readonly why: string }[];
}

/** What a stack is billed for. A noun without `billing` is free: VPC links, internet gateways, roles, parameters. */
export function chargesOf(items: readonly BilledItem[]): Charges {
  const bills = items.map((item) => ({ step: item.step, bill: billOf(item, items) }));
  return {
    fixed: bills.flatMap(({ step, bill: { fixed = [] } }) =>
      fixed.flatMap((it) => (it.quantity > 0 ? [{ ...it, step }] : [])),
    ),
    usage: bills.flatMap(({ step, bill: { usage = [] } }) => usage.map((key) => ({ key, step }))),
    unclear: bills.flatMap(({ step, bill: { unclear } }) => (unclear === undefined ? [] : [{ step, why: unclear }])),
  };
}

const billOf = (item: BilledItem, items: readonly BilledItem[]): Bill =>
  item.billing?.billOf?.(item, items) ?? oneOfEach(item.billing);

const oneOfEach = ({ fixed = [], usage = [] }: Billing = {}): Bill => ({
  fixed: fixed.map((key) => ({ key, quantity: 1 })),
  usage,
});
