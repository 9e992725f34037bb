/**
 * What AWS has a price for, by a name of ours. The last word is what the price is for: an hour, a GB, a million
 * requests. `ec2:c5.xlarge` is an hour of that instance type with Linux.
 */
export type PriceKey = FixedKey | UsageKey;

/** Billed for as long as a thing exists, used or not. */
export type FixedKey =
  | 'nat-gateway-hour'
  | 'interface-endpoint-hour'
  | 'public-ipv4-hour'
  | 'alb-hour'
  | 'fargate-x86_64-vcpu-hour'
  | 'fargate-x86_64-gb-hour'
  | 'fargate-arm64-vcpu-hour'
  | 'fargate-arm64-gb-hour'
  | 'gp3-gb-month'
  | 'hosted-zone-month'
  | `ec2:${string}`;

/** Billed by use. */
export type UsageKey =
  | 'nat-gateway-gb'
  | 'interface-endpoint-gb'
  | 'alb-lcu-hour'
  | 'http-api-million'
  | 'logs-ingest-gb'
  | 'logs-storage-gb-month'
  | 'metric-month'
  | 'enhanced-metric-month'
  | 'discovery-million'
  | 'ecr-gb-month';

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
