import type { StackOverview } from '../explain/overview.js';
import { round } from './money.js';
import { jsonLine } from './printable.js';

/** What `explain --json` says first of a stack: the screen as data. @param time ISO 8601 */
export const overviewJson = ({ cost, picture: _, ...overview }: StackOverview, time: string): string =>
  jsonLine({
    ...{ type: 'lesson', of: 'stack', time, ...overview },
    cost: { currency: 'USD', perHour: round(cost.perHour), perMonth: round(cost.perMonth), unknown: cost.unknown },
  });
