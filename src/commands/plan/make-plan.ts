import type { StepRecord } from '../../../state/schema.js';
import type { Plan } from '../../plan.js';
import type { AwsLocation } from '../../rehearsal/in-memory-aws.js';
import type { Cost } from '../../ui/cost.js';
import type { Note } from '../report/notes.js';
import type { RequestWith } from '../request.js';
import { inSession, type RunControl } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { unreachableBecause } from '../session/unreachable.js';
import { costOf } from '../stack/cost.js';
import { planOf, type StackInput } from '../stack/stack-input.js';
import { locationOf } from '../stack/rehearsal-input.js';

/** What `up` would do, and what the stack will cost. */
export interface PlanAndCost {
  readonly plan: Plan;
  /** Since when the stack is paused, where it is. */
  readonly pausedSince?: string;
  readonly cost: Cost;
}

/**
 * Rehearses `up`. Changes nothing and needs no terminal.
 * @param input the config, already read
 * @param control also where a region is said to be assumed
 * @throws FailureError for what keeps it from beginning
 */
export async function makePlan(
  request: RequestWith<'target' | 'states' | 'limits'> & { readonly livePrices: boolean },
  input: StackInput,
  control: RunControl & { readonly note: Note },
): Promise<PlanAndCost> {
  const { plan, location, pausedSince, records } = await rehearsed(request, input, control);
  const priceList = request.livePrices ? request.target : undefined;
  const cost = await costOf({ ...input, where: location, records, priceList });
  return { plan, cost, ...(pausedSince !== undefined && { pausedSince }) };
}

interface Rehearsed {
  readonly plan: Plan;
  readonly location: AwsLocation;
  readonly pausedSince?: string | undefined;
  /** What there is of the stack. */
  readonly records?: ReadonlyMap<string, StepRecord>;
}

/**
 * Where AWS cannot be asked (there are no credentials, or no region is chosen), a stack of which nothing is recorded is
 * planned all the same, as if there were nothing. It says so.
 */
async function rehearsed(
  request: RequestWith<'target' | 'states' | 'limits'>,
  input: StackInput,
  control: RunControl & { readonly note: Note },
): Promise<Rehearsed> {
  const { config } = input;
  const isThere = (await recordedOf(request, { stack: config.name, configured: config }, 'plan')) !== undefined;
  const opening = {
    request,
    command: 'plan',
    stack: config.name,
    config,
    tags: config.tags,
    tagCreator: config.tagCreator,
    locks: false,
    isRehearsal: true,
    needsZones: true,
  };
  try {
    return await inSession(opening, control, async ({ place, run }) => ({
      location: place,
      pausedSince: run.store.paused?.since,
      records: run.store.records,
      plan: (await planOf(input, place, run)).plan,
    }));
  } catch (error) {
    const why = unreachableBecause(error);
    if (isThere || config.network.existing || !why) throw error;
    if (why !== 'no-region') control.note(notLookedAt);
    const location = await locationOf(request.target, config, control);
    return { location, plan: (await planOf(input, location)).plan };
  }
}

const notLookedAt = 'AWS cannot be asked what is there already, so this is the plan for an account without this stack.';

/** As the result of `up` would count. What is replaced is made, and the old one deleted. */
export function countsOf({ steps, outputs }: Plan) {
  const count = (...actions: readonly string[]) => steps.filter(({ action }) => actions.includes(action)).length;
  const mutating = steps.flatMap(({ calls }) => calls).length;
  return {
    created: count('create', 'replace'),
    updated: count('update'),
    deleted: count('delete', 'replace'),
    unchanged: count('unchanged'),
    calls: { total: mutating, mutating },
    outputs,
  };
}
