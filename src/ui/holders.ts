import { nounOf } from '../nouns.js';
import type { Holder } from '../step.js';
import { oneLine } from './text.js';

/** What keeps a resource from being deleted, for people. */

/** `eni-0f12 (network interface in subnet-0a9b, of i-07c4)`: the id first, because a line may be cut at its end. */
export function holderText({ type, id, description, owner, subnetId, goesByItself }: Holder): string {
  const what = [
    nounOf(type) + (subnetId === undefined ? '' : ` in ${subnetId}`),
    ...(owner === undefined ? [] : [`${goesByItself ? 'made by' : 'of'} ${owner}`]),
    ...(description === undefined ? [] : [`"${description}"`]),
  ];
  return oneLine(`${id} (${what.join(', ')})`);
}

const most = 6;

/** `held by …`: the first of them; empty where nobody is known. */
export function heldText(holders: readonly Holder[] = []): string {
  const [first] = holders;
  if (!first) return '';
  return `held by ${holderText(first)}${holders.length > 1 ? ` and ${holders.length - 1} more` : ''}`;
}

/** What holds it, one in a line, and whether it is for the user to do something about it. */
export function heldLines(holders: readonly Holder[]): string[] {
  if (holders.length === 0) return ['Something that this stack did not create still uses it. Remove that first.'];
  const shown = holders.slice(0, most).map((holder) => `  - ${holderText(holder)}`);
  const more = holders.length > most ? [`  - and ${holders.length - most} more`] : [];
  const advice = holders.every(({ goesByItself }) => goesByItself)
    ? 'AWS has made these for something else, and takes them away with that or some minutes after: run again then.'
    : 'What this stack did not create, it does not delete: remove it, then run again.';
  return ['What still uses it:', ...shown, ...more, advice];
}
