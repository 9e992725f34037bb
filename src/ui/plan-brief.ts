import { isChange, type Plan, type PlannedStep } from '../plan.js';
import { byNoun } from './by-noun.js';
import { unknownsIn } from './changed-value.js';
import { partsOfPlan, type Areas } from './plan-areas.js';
import { beneathStep, colorOf, signs, stepHead, type StepLook } from './plan-step.js';
import { planTotals } from './plan-totals.js';
import { printable } from './printable.js';
import type { Colors } from './terminal.js';
import { widest } from './text.js';

export interface BriefLook {
  readonly stack: string;
  readonly width: number;
  readonly colors: Colors;
  readonly areas: Areas;
}

/**
 * A plan as `up` shows it before it asks: the names of what is made and deleted, what differs of the rest, and the counts. What
 * stays as it is is only counted.
 */
export function planBrief(planned: Plan, { stack, width, colors, areas }: BriefLook): string[] {
  const plan = printable(planned);
  const look: StepLook = { columns: width, width, colors, unknowns: unknownsIn(plan.steps) };
  const parts = partsOfPlan(
    plan.steps.filter((step) => isChange(step) || step.note !== undefined),
    areas,
  );
  const lines = parts.flatMap(({ title, steps }) => [
    ...(title === undefined ? [] : [colors.bold(title)]),
    ...(title === undefined ? namesAndDifferences(steps, look) : indented(steps, look)),
  ]);
  return [...lines, ...(lines.length > 0 ? [''] : []), ...planTotals(plan, { stack, width, colors })];
}

const indented = (steps: readonly PlannedStep[], { columns, width, ...look }: StepLook): string[] =>
  namesAndDifferences(steps, { ...look, columns: columns - 2, width: width - 2 }).map((line) => `  ${line}`);

/** What is made or deleted by name; whatever has something to be told, by itself. */
function namesAndDifferences(steps: readonly PlannedStep[], look: StepLook): string[] {
  const names = (action: 'create' | 'delete') =>
    byNoun(
      steps.filter((step) => step.action === action),
      { sign: signs[action], indent: 0, width: look.width, color: colorOf(action, look.colors) },
    );
  const others = steps.filter(({ action }) => action !== 'create' && action !== 'delete');
  const nameWidth = widest(others.map(({ step }) => step));
  return [
    ...names('create'),
    ...others.flatMap(({ why: _, ...step }) => [stepHead(step, nameWidth, look), ...beneathStep(step, look)]),
    ...names('delete'),
  ];
}
