import type { CostLine, Estimate } from './estimate.js';

/** About what a stack has cost since its first `up`, as if all of it had existed since then. */
export interface Accrued {
  /** ISO 8601 */
  readonly since: string;
  readonly hours: number;
  readonly usd: number;
}

/**
 * Sums up the fixed costs. Usage is not known here.
 * @param since ISO 8601, when the first `up` began
 * @param now ms since the epoch
 */
export function accruedSince(since: string, now: number, { lines }: Pick<Estimate, 'lines'>): Accrued {
  const began = Date.parse(since);
  const hours = Math.max(0, now - began) / 3_600_000;
  return { since, hours, usd: lines.reduce((usd, line) => usd + amountOf(line, hours, monthsBegun(began, now)), 0) };
}

function amountOf({ billedBy, perHour, perMonth }: CostLine, hours: number, months: number): number {
  if (billedBy === 'month') return hours > freeZoneHours ? perMonth * months : 0;
  return perHour * (billedBy === 'hour' ? Math.ceil(hours) : hours);
}

/**
 * A hosted zone that is deleted within these hours is not billed at all; after them its whole month is.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/troubleshooting-billed-twice.html
 */
const freeZoneHours = 12;

/** Calendar months, in UTC, the first and the last among them. */
function monthsBegun(began: number, now: number): number {
  const [first, last] = [new Date(began), new Date(now)].map((it) => it.getUTCFullYear() * 12 + it.getUTCMonth());
  return (last ?? 0) - (first ?? 0) + 1;
}
