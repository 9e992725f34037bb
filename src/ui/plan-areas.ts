import type { PlannedStep } from '../plan.js';

/** By noun: what it is about, in the order in which a plan is shown. */
export type Areas = ReadonlyMap<string, string>;

/** Fewer than these need no headings. */
const fewSteps = 9;

/** The steps in the order of what they are about. `title` is absent where there are few of them, or of one area only. */
export function partsOfPlan(
  steps: readonly PlannedStep[],
  areas: Areas,
): { readonly title?: string; readonly steps: readonly PlannedStep[] }[] {
  const order = [...new Set(areas.values())];
  // What a record in the state calls itself may be no noun.
  const areaOf = ({ resource }: PlannedStep) => areas.get(resource) ?? 'other';
  const parts = [...order, 'other'].flatMap((title) => {
    const those = steps.filter((step) => areaOf(step) === title);
    return those.length === 0 ? [] : [{ title, steps: those }];
  });
  return parts.length > 1 && steps.length >= fewSteps ? parts : [{ steps: parts.flatMap((it) => it.steps) }];
}
