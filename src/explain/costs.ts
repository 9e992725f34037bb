import { chargesOf } from '../prices/charges.js';
import { fixedItem, usageItem } from '../prices/items.js';
import type { FixedKey, Prices, UsageKey } from '../prices/price.js';
import { thingsOfSteps } from '../prices/things.js';
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
  const { fixed, usage } = chargesOf(thingsOfSteps(steps));
  const all = [
    ...fixed.map(({ step, key, quantity }) => ({ step, cost: fixedCost(key, prices, quantity) })),
    ...usage.map(({ step, key }) => ({ step, cost: usageCost(key, prices) })),
  ];
  return new Map(steps.map(({ name }) => [name, all.flatMap(({ step, cost }) => (step === name ? [cost] : []))]));
}

/** What things of a noun are billed for, whichever they are. @returns none where they cost nothing themselves */
export const costsOfNoun = (noun: string, prices: Prices): Cost[] => [
  ...(billed[noun]?.fixed ?? []).map((key) => fixedCost(key, prices)),
  ...(billed[noun]?.usage ?? []).map((key) => usageCost(key, prices)),
];

/** Instance types have too many prices to be listed. */
export const billed: {
  readonly [noun: string]: { readonly fixed?: readonly FixedKey[]; readonly usage?: readonly UsageKey[] } | undefined;
} = {
  'elastic-ip': { fixed: ['public-ipv4-hour'] },
  'nat-gateway': { fixed: ['nat-gateway-hour'], usage: ['nat-gateway-gb'] },
  'vpc-endpoint': { fixed: ['interface-endpoint-hour'], usage: ['interface-endpoint-gb'] },
  'load-balancer': { fixed: ['alb-hour', 'public-ipv4-hour'], usage: ['alb-lcu-hour'] },
  'ecs-service': {
    fixed: [
      ...(['fargate-x86_64-vcpu-hour', 'fargate-x86_64-gb-hour'] as const),
      ...(['fargate-arm64-vcpu-hour', 'fargate-arm64-gb-hour', 'public-ipv4-hour'] as const),
    ],
  },
  'auto-scaling-group': { fixed: ['gp3-gb-month'] },
  instance: { fixed: ['gp3-gb-month', 'public-ipv4-hour'] },
  namespace: { fixed: ['hosted-zone-month'] },
  'cloud-map-service': { usage: ['discovery-million'] },
  api: { usage: ['http-api-million'] },
  'log-group': { usage: ['logs-ingest-gb', 'logs-storage-gb-month'] },
  'ecr-repository': { usage: ['ecr-gb-month'] },
  cluster: { usage: ['metric-month', 'enhanced-metric-month'] },
};

function fixedCost(key: FixedKey, prices: Prices, quantity?: number): Cost {
  const { item, unit, per } = fixedItem(key);
  return { item, ...(quantity !== undefined && { quantity }), unit, per, ...priced(prices(key)) };
}

function usageCost(key: UsageKey, prices: Prices): Cost {
  const { item, unit } = usageItem[key];
  return { item, unit, ...priced(prices(key)) };
}

const priced = (price: { readonly usd: number; readonly date: string } | undefined): Pick<Cost, 'usd' | 'seen'> =>
  ({ usd: price?.usd, ...(price && { seen: price.date }) });
