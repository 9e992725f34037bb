import { displayName, idText } from '../display-names.js';
import type { HeldResource } from '../failure.js';
import type { Dependent } from '../step.js';
import { shellWord } from '../shell-word.js';
import type { Line } from './failure/words.js';
import { listed, oneLine } from './text.js';

/** Text about what still uses a resource, so that AWS refuses to delete it. */

/** `eni-0f12 (network interface in subnet-0a9b, of i-07c4)`: the id first, because a line may be cut at its end. */
export function holderText({ type, id, description, owner, subnetId, goesByItself, ofStack }: Dependent): string {
  const what = [
    displayName(type) + (subnetId === undefined ? '' : ` in ${subnetId}`),
    ...(ofStack === undefined ? [] : [`of the stack ${ofStack}`]),
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
  const advice: Line[] =
    staying.length === 0
      ? ['AWS created these for another resource, and deletes them with it or some minutes later: run again then.']
      : ['This stack deletes only what it created. Take away what is in the way, then run again.', ...wayOut(staying)];
  return ['What still uses it:', ...listedHolders(holders), ...advice];
}

/**
 * What takes away what is in the way: the `down` of each stack that some of it is of, which knows the order and leaves no half of
 * it behind, and commands for the rest.
 */
export function wayOut(holders: readonly Dependent[]): Line[] {
  const stacks = [...new Set(holders.flatMap(({ ofStack = [] }) => ofStack))].toSorted();
  const others = holders.filter(({ ofStack }) => ofStack === undefined);
  const isAll = stacks.length === 1 && others.length === 0;
  const commands = removingLines(others);
  return [
    ...stacks.map((it) =>
      oneLine(`${isAll ? 'All' : 'Some'} of what is in the way is of the stack ${it}: run \`provision down\` there.`),
    ),
    ...(commands.length > 0
      ? [stacks.length > 0 ? 'These take away the rest:' : 'These take away what is in the way:', ...commands]
      : []),
  ];
}

/** The first few, one a line, and how many more there are. */
export function listedHolders(holders: readonly Dependent[]): string[] {
  const shown = holders.slice(0, most).map((holder) => `  - ${holderText(holder)}`);
  return holders.length > most ? [...shown, `  - and ${holders.length - most} more`] : shown;
}

/**
 * The commands that take them away, first what uses others of them: AWS refuses to delete what something still uses. Whatever AWS
 * called them is a word of a shell, however hostile.
 */
function removingLines(holders: readonly Dependent[]): Line[] {
  const commands = holders.flatMap(({ command }) => (command ? [command] : []));
  const lines = commands
    .toSorted((a, b) => turnOf(a) - turnOf(b))
    .map((it) => oneLine(`aws ${it.map(shellWord).join(' ')}`));
  return [...new Set(lines)].slice(0, most).map((command) => ({ command }));
}

/** What others may use, in an order in which it can be deleted. All else comes before. */
const used = [
  'apigatewayv2 delete-integration',
  'servicediscovery delete-service',
  'ecs deregister-container-instance',
  'ec2 terminate-instances',
  'ec2 delete-network-interface',
  'ec2 delete-security-group',
  'ec2 disassociate-route-table',
  'ec2 delete-subnet',
  'ec2 delete-route-table',
  'ec2 delete-network-acl',
  'ec2 detach-internet-gateway',
];
const turnOf = ([service, operation]: readonly string[]): number => used.indexOf(`${service} ${operation}`);

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
