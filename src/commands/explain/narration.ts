import { stackOf } from '../../../steps/stack/index.js';
import type { StackNarration } from '../../explain/narration.js';
import { narrationOf } from '../../explain/narrate.js';
import { FailureError } from '../../failure.js';
import { pricesIn } from '../../prices/table.js';
import { observeLifecycle } from '../../rehearsal/observed-lifecycle.js';
import { unknownAccount } from '../../rehearsal/placeholders.js';
import { partitionOf } from '../../facts/partitions.js';
import { withAskedZones } from '../stack/asked-zones.js';
import { networkNamedIn } from '../stack/existing-network.js';
import type { Note } from '../report/notes.js';
import type { RequestWith } from '../request.js';
import { planInputOf, worldFor } from '../stack/rehearsal-input.js';
import { endpointToRehearse } from '../stack/region.js';
import { stackInputFor } from '../stack/stack-input.js';

/** A stack whose calls can be explained. */
export interface Narration {
  /** By name, in order. */
  readonly steps: readonly string[];
  /** Rehearses it. @throws FailureError where that fails, for the reason why `up` would fail, too */
  tell(): Promise<StackNarration>;
}

/** @throws FailureError `bad-config`, `zones-unknown`, or `bad-usage` where there is none */
export async function narrationFor({ stack, target }: RequestWith<'stack' | 'target'>, note: Note): Promise<Narration> {
  const { config, tagOf } = await stackInputFor(stack, target);
  const { endpoint, region } = await endpointToRehearse(target, { configured: config.region }, note);
  const place = { account: unknownAccount, region, partition: partitionOf(region) };
  const location = await withAskedZones(target, endpoint, place);
  const { steps } = stackOf(config, location, tagOf);
  return {
    steps: steps.map(({ name }) => name),
    async tell() {
      const world = await worldFor(networkNamedIn(config), location);
      const life = await observeLifecycle(planInputOf(config, location, { steps }), world);
      const [failure] = [...life.up.failures, ...life.down.failures];
      if (failure) throw new FailureError(failure);
      return narrationOf({ stack: config.name, region }, steps, life, pricesIn(region));
    },
  };
}
