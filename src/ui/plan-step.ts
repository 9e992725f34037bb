import { displayName, shortId } from '../display-names.js';
import { isItselfChanged, type PlannedAction, type PlannedStep } from '../plan.js';
import type { Unknowns } from './changed-value.js';
import { changeLines } from './changes.js';
import { lossesOf } from './by-noun.js';
import { wrapped } from './prose.js';
import { addedText } from './status.js';
import type { Colors } from './terminal.js';
import { fit, oneLine, padEnd } from './text.js';

/** How a step of a plan is shown, in short and in full. */
export interface StepLook {
  /** The width of rows, which are cut; `Infinity` to cut none. */
  readonly columns: number;
  /** The width at which sentences and changes are broken. */
  readonly width: number;
  readonly colors: Colors;
  readonly unknowns: Unknowns;
}

export const signs: Readonly<Record<PlannedAction, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  refused: '!',
  unchanged: ' ',
  look: ' ',
};

export const colorOf = (action: PlannedAction, colors: Colors): ((text: string) => string) =>
  ({
    create: colors.green,
    update: colors.yellow,
    replace: colors.yellow,
    delete: colors.red,
    refused: colors.red,
    unchanged: colors.dim,
    look: colors.dim,
  })[action];

/**
 * `~ web-service  ECS service: Keeps 2 tasks of web running`
 * @param nameWidth of the longest name among those that stand below each other
 */
export function stepHead(step: PlannedStep, nameWidth: number, { columns, colors }: StepLook): string {
  const color = colorOf(step.action, colors);
  const what = [displayName(step.resource), step.why ?? shortId(step.id)].filter(Boolean).join(': ');
  return fit(
    `${color(`${signs[step.action]} ${padEnd(step.step, nameWidth)}`)}  ${colors.dim(oneLine(what))}`,
    columns,
  );
}

const replacedText = ({ whenReplaced, fixed }: PlannedStep): string =>
  whenReplaced ?? `replaced: AWS cannot change ${fixed.join(', ')} in place`;

const deletedText = ({ goneWith }: PlannedStep): string =>
  goneWith === undefined ? 'deleted' : `AWS deletes it with ${goneWith}`;

/** Why a step is replaced or changed, what goes with it, and what is different. */
export function beneathStep(step: PlannedStep, look: StepLook): string[] {
  const { width } = look;
  const lost = lossesOf([step]);
  const said = [
    ...(step.fixed.length > 0 ? [replacedText(step)] : []),
    ...(step.action === 'delete' ? [`${deletedText(step)}: the config has it no more`] : []),
    ...(lost === undefined ? [] : [`deletes ${lost}`]),
    ...(isItselfChanged(step) || step.calls.length === 0
      ? []
      : ['it stays as it is; what an earlier run has left of it is deleted']),
    ...[step.lacks, step.forward, step.note].flatMap((it) => (it === undefined ? [] : [oneLine(it)])),
    ...(step.added ?? []).map(addedText),
  ];
  return [...said.flatMap((line) => wrapped(`    ${line}`, width)), ...changeLines(step.changes, 4, look)];
}
