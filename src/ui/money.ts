/** Sums of money, in USD. Additions in another order differ in the last bits, so these are removed before rounding. */

/** For data: as precise as any price of AWS. */
export const round = (usd: number): number => Math.round(usd * 1e6) / 1e6;

/** What an hour costs: `$0.0225` */
export const hour = (usd: number): string => fixed(usd, 4);
/** What a month costs: `$16.43` */
export const month = (usd: number): string => fixed(usd, 2);

function fixed(usd: number, digits: 2 | 4): string {
  const millionths = Math.round(usd * 1e6);
  return `$${(Math.round(millionths / 10 ** (6 - digits)) / 10 ** digits).toFixed(digits)}`;
}

/** With as many digits as AWS publishes. */
export const unitPrice = (usd: number): string => (Number.isInteger(round(usd * 100)) ? month(usd) : `$${round(usd)}`);
/** Rounded for people. */
export const rough = (usd: number): string => (usd > 0 && usd < 0.01 ? 'less than $0.01' : month(usd));
/** Without cents if the sum is a dollar or more. */
export const whole = (usd: number): string => (usd < 1 ? month(usd) : `$${Math.round(round(usd))}`);
