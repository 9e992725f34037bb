import { displayName, idText } from '../display-names.js';
import type { HeldResource } from '../failure.js';
import type { Dependent } from '../step.js';
import { shellWord } from '../shell-word.js';
import type { Line } from './failure/words.js';
import { listed, oneLine } from './text.js';

/** Text about what still uses a resource, so that AWS refuses to delete it. */

/** `eni-0f12 (network interface in subnet-0a9b, of i-07c4)`: the id first, because a line may be cut at its end. */
export function holderText({ type, id, description, owner, subnetId, goesByItself }: Dependent): string {
  const what = [
    displayName(type) + (subnetId === undefined ? '' : ` in ${subnetId}`),
    ...(owner === undefined ? [] : [`${goesByItself ? 'made by' : 'of'} ${owner}`]),
    ...(description === undefined ? [] : [`"${description}"`]),
  ];
  return oneLine(`${id} (${what.join(', ')})`);
}

const most = 6;

/** `held by …`: the first holder and the number of others. Empty if none is known. */
export function heldText(holders: readonly Dependent[] = []): string {
  const [first] = holders;
  if (!first) return '';
  return `held by ${holderText(first)}${holders.length > 1 ? ` and ${holders.length - 1} more` : ''}`;
}

/** The holders, one a line, whether the user has to remove them, and by which commands. */
export function heldLines(holders: readonly Dependent[]): Line[] {
  if (holders.length === 0) return ['A resource that this stack did not create still uses it. Remove that first.'];
  const staying = holders.filter(({ goesByItself }) => goesByItself !== true);
  const advice =
    staying.length === 0
      ? 'AWS created these for another resource, and deletes them with it or some minutes later: run again then.'
      : 'This stack deletes only what it created. These take away what is in the way; then run again:';
  return ['What still uses it:', ...listedHolders(holders), advice, ...removingLines(staying)];
}

/** The first few, one a line, and how many more there are. */
export function listedHolders(holders: readonly Dependent[]): string[] {
  const shown = holders.slice(0, most).map((holder) => `  - ${holderText(holder)}`);
  return holders.length > most ? [...shown, `  - and ${holders.length - most} more`] : shown;
}

/** The commands that take them away. Whatever AWS called them is a word of a shell, however hostile. */
export const removingLines = (holders: readonly Dependent[]): Line[] => [
  ...new Map(
    holders.slice(0, most).flatMap(({ command }) => {
      const line = command && oneLine(`aws ${command.map(shellWord).join(' ')}`);
      return line === undefined ? [] : [[line, { command: line }] as const];
    }),
  ).values(),
];

/** What of others is deleted with a stack, in a sentence; undefined where there is nothing. */
export function lostText(lost: readonly HeldResource[]): string | undefined {
  const things = lost.flatMap(({ resource, id, heldBy }) =>
    heldBy.map(
      ({ type, id: its, madeByAws }) =>
        `${displayName(type)} ${its}${madeByAws ? ` of ${madeByAws.by}` : ''} (in the ${displayName(resource)} ${idText(id) ?? ''})`,
    ),
  );
  return things.length === 0
    ? undefined
    : oneLine(`Deleted with it, though this stack did not make them: ${listed(things, most)}.`);
}
