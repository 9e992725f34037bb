import { displayName, idText } from '../../display-names.js';
import type { HeldResource } from '../../failure.js';
import { listedHolders, wayOut } from '../holders.js';
import { commandLine, type Run } from '../run.js';
import { counted } from '../../display-names.js';
import { oneLine } from '../text.js';
import type { Line, Of, Words } from './words.js';

/** Found before the first deletion: what of others keeps the stack, or what it has no more, from being deleted as a whole. */
export const deletionHeld = ({ held, stack }: Of<'deletion-held'>, run?: Run): Words => ({
  title: `${stack === undefined ? '' : `${oneLine(stack)}: `}${counted(held.length, 'resource')} cannot be deleted, because of what others made or set.`,
  lines: [
    ...held.flatMap(({ step, resource, id, heldBy }: HeldResource): Line[] => [
      oneLine(`${step}: the ${displayName(resource)} ${idText(id) ?? ''} is kept by`),
      ...listedHolders(heldBy),
    ]),
    keptTexts[run?.command ?? ''] ?? keptTexts['down'] ?? '',
    ...wayOut(held.flatMap(({ heldBy }) => heldBy)),
    ...(run === undefined || run.command === 'down'
      ? [`To delete everything else now, and keep these: \`${commandLine('down --keep-going', run)}\`.`]
      : []),
  ],
  next: commandLine(run?.command ?? 'down', run),
});

const leftoversKept = 'What the stack no longer has was left as it is, and the next run deletes it.';
/** What was left as it is, by the command. */
const keptTexts: Readonly<Record<string, string>> = {
  down: 'Nothing was deleted: half a stack serves nobody, and its rest still costs.',
  up: leftoversKept,
  resume: leftoversKept,
  sweep: 'Nothing of it was deleted: half a stack serves nobody, and its rest still costs.',
};
