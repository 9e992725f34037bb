import type { Estimate } from '../prices/estimate.js';
import type { Cost } from './cost.js';
import { rough, whole } from './money.js';

/**
 * The costs in one sentence, which `up` shows before it asks: `About $0.09 → $0.12 an hour ($66 → $88 a month) while it runs`.
 * @param cost with `before` where something is there already
 */
export function costSummary({ region, before, estimate }: Pick<Cost, 'region' | 'before' | 'estimate'>): string {
  const missing = unpricedIn(estimate);
  if (estimate.lines.length === 0 && (before?.lines.length ?? 0) === 0)
    return missing.length > 0
      ? `The price of this stack in ${region} is not known.`
      : 'Nothing in this stack is billed while it is not used.';
  const isLeast = missing.length > 0 || (before !== undefined && unpricedIn(before).length > 0);
  const hourly = fromTo(rough, before?.perHour, estimate.perHour);
  const monthly = fromTo(whole, before?.perMonth, estimate.perMonth);
  const isSame = before !== undefined && ![hourly, monthly].some((it) => it.includes(arrow));
  const but = missing.length > 0 ? `, and ${missing.join(', ')}, whose price is not known` : '';
  return `${isLeast ? 'At least' : 'About'} ${hourly} an hour (${monthly} a month) while it runs${isSame ? ', as before' : ''}${but}, without traffic. Details: provision plan.`;
}

/** What belongs into the sum, and has no known price. */
const unpricedIn = ({ unknown }: Estimate): string[] => unknown.flatMap(({ isFixed, item }) => (isFixed ? [item] : []));

const arrow = '→';

/** `$0.09 → $0.12`; one sum where both read the same. */
function fromTo(text: (usd: number) => string, before: number | undefined, after: number): string {
  const [was, is] = [text(before ?? after), text(after)];
  return was === is ? is : `${was} ${arrow} ${is}`;
}
