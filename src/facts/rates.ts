import type { ServiceId } from '../aws/services.js';
import type { Limit, ServiceRates, ThrottleAnswer } from './rate-limits.js';
import { awsRates } from './rates-table.js';

/**
 * How fast AWS may be asked. Each bucket holds tokens; a request takes one of each of its buckets, and is refused where one is
 * empty. The table is in `rates-table.ts`.
 */
export interface Bucket {
  /** Unique over all services: `ec2 CreateVpc`, `elbv2 mutating`. */
  readonly name: string;
  /** How many tokens it holds. */
  readonly burst: number;
  /** How many tokens AWS adds each second. */
  readonly perSecond: number;
  /** There is one for the whole account, and not one for each region. */
  readonly isGlobal: boolean;
}

/**
 * The buckets that a request takes a token of; none where AWS has published nothing and nothing is believed.
 * @param input of the request: some limits hold for some inputs only
 */
export function bucketsOf(service: string, operation: string, input: object, region: string): readonly Bucket[] {
  const rates = ratesOf(service);
  if (!rates) return [];
  return rates.sets.flatMap((set) => {
    const limit = set.find((it) => fits(it, operation, input));
    return limit ? [bucketOf(service, operation, region, limit, rates)] : [];
  });
}

/** @returns undefined for a service that has no rates here */
export const throttleAnswerOf = (service: string, operation: string): ThrottleAnswer | undefined => {
  const rates = ratesOf(service);
  return rates?.answersOf?.[operation] ?? rates?.answer;
};

function ratesOf(service: string): ServiceRates | undefined {
  const rates = Object.hasOwn(awsRates, service) ? awsRates[service as ServiceId] : undefined;
  return typeof rates === 'string' ? undefined : rates;
}

function fits({ operations, onlyIf }: Limit, operation: string, input: object): boolean {
  const named = Array.isArray(operations) ? operations.includes(operation) : (operations as RegExp).test(operation);
  return named && (onlyIf?.(input as never) ?? true);
}

function bucketOf(service: string, operation: string, region: string, limit: Limit, rates: ServiceRates): Bucket {
  const { name, perSecond, inRegions } = limit;
  const here = inRegions?.[region] ?? perSecond;
  return {
    name: `${service} ${name === undefined || limit.isEach ? [operation, name].filter(Boolean).join(', ') : name}`,
    burst: limit.burst ?? here,
    perSecond: here,
    isGlobal: rates.isGlobal ?? false,
  };
}
