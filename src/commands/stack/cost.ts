import { resourcesByType } from '../../../steps/nouns.js';
import { stackOf, type TagOf } from '../../../steps/stack/index.js';
import type { State, StepRecord } from '../../../state/schema.js';
import type { Config } from '../../config/schema.js';
import { FailureError } from '../../failure.js';
import { accruedSince, type Accrued } from '../../prices/accrued.js';
import { alternativesTo } from '../../prices/alternatives.js';
import { estimateFor, estimateOf, type Estimate } from '../../prices/estimate.js';
import { fetchPrices } from '../../prices/price-list.js';
import { firstOf, type PriceKey, type Prices } from '../../prices/price.js';
import { pricedRegions, pricesIn } from '../../prices/table.js';
import { billedItemsOfRecords } from '../../prices/billed-items.js';
import type { Step, Where } from '../../step.js';
import type { Billing, Cost } from '../../ui/cost.js';
import type { Target } from '../request.js';
import { urlOf } from '../session/endpoint.js';

export interface Costing {
  readonly config: Config;
  readonly where: Where;
  readonly tagOf?: TagOf;
  /** What there is of the stack. */
  readonly records?: ReadonlyMap<string, StepRecord> | undefined;
  /** Whose Price List API is asked; where absent, the table that the program has counts. */
  readonly priceList?: Target | undefined;
}

/**
 * What a stack will cost, and what would be cheaper, for `plan`.
 * @throws FailureError `bad-usage` where `--live-prices` asks somebody who has no prices
 */
export async function costOf({ config, where, tagOf, records, priceList }: Costing): Promise<Cost> {
  if (priceList) await requirePriceList(priceList);
  const { region } = where;
  const costBy = (prices: Prices): Cost => {
    const estimated = (it: Config) => estimateFor(stackOf(it, where, tagOf).steps, prices);
    const before = records && records.size > 0 ? estimateRecords(records, prices) : undefined;
    return {
      ...{ region, estimate: estimated(config), alternatives: alternativesTo(config, estimated) },
      ...(before && { before }),
    };
  };
  const table = pricesIn(region);
  if (!priceList) return costBy(table);
  const asked = new Set<PriceKey>();
  costBy((key) => void asked.add(key));
  const live = await fetchPrices(region, [...asked], { profile: priceList.profile });
  const { failure } = live;
  return { ...costBy(firstOf(live.prices, table)), live: { ...(failure !== undefined && { failure }) } };
}

/** Only AWS itself knows its prices. */
async function requirePriceList(target: Target): Promise<void> {
  const who = target.sandbox ? 'the sandbox' : await urlOf(target);
  if (who === undefined) return;
  const hint = `leave --live-prices out: there is a table of prices for ${pricedRegions.join(', ')}`;
  throw new FailureError({ code: 'bad-usage', message: `${who} has no Price List API to ask for prices`, hint });
}

/** What these steps will cost, by the table. */
export const estimateIn = (region: string, steps: readonly Step[]): Estimate => estimateFor(steps, pricesIn(region));

/** What a recorded stack costs, by the table. */
export const estimateOfRecords = (region: string, records: ReadonlyMap<string, StepRecord>): Estimate =>
  estimateRecords(records, pricesIn(region));

const estimateRecords = (records: ReadonlyMap<string, StepRecord>, prices: Prices): Estimate =>
  estimateOf(billedItemsOfRecords(records, resourcesByType), prices);

/** What a stack that is there has cost so far, and costs. */
export function costSoFar(
  { region, since, records, endpoint }: State,
  now: number,
): { cost: Cost; accrued: Accrued; billing: Billing } {
  const estimate = estimateOfRecords(region, new Map(Object.entries(records)));
  const billing = endpoint === 'aws' || endpoint === 'sandbox' ? endpoint : 'elsewhere';
  return { cost: { region, estimate, alternatives: [] }, accrued: accruedSince(since, now, estimate), billing };
}
