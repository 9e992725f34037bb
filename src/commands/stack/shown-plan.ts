import { planWithoutVariables, type GivenTexts } from '../../hidden-values.js';
import type { Plan } from '../../plan.js';
import type { Display } from '../request.js';
import type { Session } from '../session/session.js';
import { planOf, type PlannedStack, type StackInput } from './stack-input.js';

/** A plan as it may be shown: with the values of variables only where that is asked for. */
export const shownPlan = (plan: Plan, given: GivenTexts, { showValues }: Pick<Display, 'showValues'>): Plan =>
  showValues ? plan : planWithoutVariables(plan, given);

/** What `up` would do in a session, as it may be shown. */
export async function shownPlanOf({ place, run }: Session, input: StackInput, display: Display): Promise<PlannedStack> {
  const { plan, stack } = await planOf(input, place, run);
  return { plan: shownPlan(plan, input.given, display), stack };
}
