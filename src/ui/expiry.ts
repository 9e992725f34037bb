import { elapsed } from './text.js';

/** Until when a stack is wanted. @param expires ISO 8601 @param now ms since the epoch */
export function expiryLine(expires: string, now: number): string {
  const left = (Date.parse(expires) - now) / 1000;
  return left > 0
    ? `It expires in ${elapsed(left)} (${expires}): then provision sweep --expired deletes it.`
    : `It expired ${elapsed(-left)} ago (${expires}): provision sweep --expired deletes it.`;
}
