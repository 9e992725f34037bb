import { stackOf, type TagOf, type Where } from '../../steps/index.js';
import type { State } from '../../state/schema.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import { accruedSince, type Accrued } from '../prices/accrued.js';
import { alternativesTo } from '../prices/alternatives.js';
import { estimateFor, estimateOf, type Estimate } from '../prices/estimate.js';
import { livePrices } from '../prices/live.js';
import { firstOf, type PriceKey, type Prices } from '../prices/price.js';
import { pricedRegions, pricesIn } from '../prices/table.js';
import { thingsOfRecords } from '../prices/things.js';
import type { Step } from '../step.js';
import type { Billing, Cost } from '../ui/cost.js';
import type { Arguments } from './options.js';
import { urlOf } from './place.js';

/** Of the command line. */
type Asked = Partial<Pick<Arguments, 'sandbox' | 'endpointUrl' | 'profile'>> & { readonly livePrices?: boolean };

export interface Costing {
  readonly config: Config;
  readonly where: Where;
  readonly tagOf?: TagOf;
}

/**
 * What a stack will cost, and what would be cheaper, for `plan`.
 * @throws FailureError `bad-usage` where `--live-prices` asks somebody who has no prices
 */
export async function costOf(argv: Asked, { config, where, tagOf }: Costing): Promise<Cost> {
  if (argv.livePrices) requirePriceList(argv);
  const { region } = where;
  const estimated = (prices: Prices) => (it: Config) => estimateFor(stackOf(it, where, tagOf).steps, prices);
  const table = pricesIn(region);
  if (!argv.livePrices)
    return { region, estimate: estimated(table)(config), alternatives: alternativesTo(config, estimated(table)) };
  const asked = new Set<PriceKey>();
  alternativesTo(config, estimated((key) => void asked.add(key)));
  const live = await livePrices(region, [...asked], { profile: argv.profile });
  const prices = firstOf(live.prices, table);
  const { failure } = live;
  const told = { live: { ...(failure !== undefined && { failure }) } };
  return { region, estimate: estimated(prices)(config), alternatives: alternativesTo(config, estimated(prices)), ...told };
}

/** Only AWS itself knows its prices. */
function requirePriceList(argv: Asked): void {
  const who = argv.sandbox ? 'the sandbox' : urlOf(argv);
  if (who === undefined) return;
  const hint = `leave --live-prices out: there is a table of prices for ${pricedRegions.join(', ')}`;
  throw new FailureError({ code: 'bad-usage', message: `${who} has no Price List API to ask for prices`, hint });
}

/** What these steps will cost, by the table. */
export const estimateIn = (region: string, steps: readonly Step[]): Estimate => estimateFor(steps, pricesIn(region));

/** What a stack that is there has cost so far, and costs. */
export function costSoFar({ region, since, records, endpoint }: State, now: number): { cost: Cost; accrued: Accrued; billing: Billing } {
  const estimate = estimateOf(thingsOfRecords(new Map(Object.entries(records))), pricesIn(region));
  const billing = endpoint === 'aws' || endpoint === 'sandbox' ? endpoint : 'elsewhere';
  return { cost: { region, estimate, alternatives: [] }, accrued: accruedSince(since, now, estimate), billing };
}
