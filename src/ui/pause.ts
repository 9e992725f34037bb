import { hour, whole } from './money.js';
import { listed } from './text.js';

/** What a pause saves, and what comes back otherwise than it was. */
export interface PauseEffects {
  /** USD */
  readonly perHour: { readonly now: number; readonly then: number };
  readonly perMonth: { readonly now: number; readonly then: number };
  /** What is billed by the hour, at a price that is not known. */
  readonly unpriced: readonly string[];
  /** Whether anybody bills it: nobody on the sandbox. */
  readonly isBilled: boolean;
  /** The names of the outputs that will be others. */
  readonly outputs: readonly string[];
  /** Whether there are addresses from which its calls come. */
  readonly hasAddresses: boolean;
}

/** The effects in a few sentences, which `pause` shows before it asks. */
export function pauseText({ perHour, perMonth, unpriced, isBilled, outputs, hasAddresses }: PauseEffects): string {
  const saved = `${hour(perHour.now - perHour.then)} an hour (${whole(perMonth.now - perMonth.then)} a month)`;
  const left = perMonth.then > 0 ? ` ${whole(perMonth.then)} a month remain, and what is billed by use.` : '';
  const unknown = unpriced.length > 0 ? ` Not counted, since the price is not known: ${listed(unpriced)}.` : '';
  return [
    `${isBilled ? 'Saves' : 'On AWS, this would save'} ${saved}.${left}${unknown}`,
    'Nothing answers requests until `provision resume`.',
    ...(outputs.length > 0 ? [`These outputs will then be others: ${listed(outputs)}.`] : []),
    ...(hasAddresses ? ['Calls to the internet will come from other addresses.'] : []),
  ].join(' ');
}
