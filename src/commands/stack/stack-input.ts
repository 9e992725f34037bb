import { stackOf, type Stack, type TagOf } from '../../../steps/stack/index.js';
import { givenTexts } from '../../config/given-texts.js';
import { resolveWithSource } from '../../config/resolve.js';
import type { Config } from '../../config/schema.js';
import type { GivenTexts } from '../../hidden-values.js';
import { hasRegistryAt } from '../../image/images.js';
import type { Plan } from '../../plan.js';
import type { AwsLocation } from '../../rehearsal/in-memory-aws.js';
import type { Run } from '../../runner/run.js';
import { builtTags } from './build-tags.js';
import type { StackChoice, Target } from '../request.js';
import { requireOwnPartition } from './own-partition.js';

/** What a config asks for, and what of it is built. */
export interface StackInput {
  readonly config: Config;
  readonly tagOf: TagOf;
  /** What variables of this machine have given to it. */
  readonly given: GivenTexts;
}

/**
 * Reads the config of a stack that is to be where the target says.
 * @throws FailureError `bad-config`, or where there is none; `bad-usage` for a target that there is not
 */
export async function stackInputFor(choice: StackChoice, target: Target): Promise<StackInput> {
  const { config, reading } = await resolveWithSource({ ...choice, directory: process.cwd() });
  await requireOwnPartition(target, config, reading.places);
  return { config, tagOf: await builtTags(config, reading.places), given: givenTexts(reading) };
}

/** A config's stack, and what `up` would do for it. */
export interface PlannedStack {
  readonly plan: Plan;
  readonly stack: Stack;
}

/**
 * What `up` would do, rehearsed.
 * @param live on the stack as it is; absent where there is nothing of it
 */
export async function planOf(
  { config, tagOf }: Omit<StackInput, 'given'>,
  location: AwsLocation,
  live?: Run,
): Promise<PlannedStack> {
  // The sandbox comes with these, and not every run has a plan.
  const { rehearseUp } = await import('../../rehearsal/plan.js');
  const { withLiveZones } = await import('../../rehearsal/live-zones.js');
  const { planInputOf } = await import('./rehearsal-input.js');
  const stack = stackOf(config, location, tagOf);
  const asked = live
    ? await live.withCloud('availability-zones', { token: '', tags: {} }, (cloud) => withLiveZones(location, cloud))
    : location;
  const plan = await rehearseUp({
    ...planInputOf(config, asked, stack),
    outputs: stack.outputs,
    existingVpc: config.network.existing?.vpc,
    hasRegistry: hasRegistryAt(location.account),
    ...(live && { live, tags: live.tags, redeploy: live.redeploy }),
  });
  return { plan, stack };
}
