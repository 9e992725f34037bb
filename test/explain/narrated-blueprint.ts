import { stackOf } from '../../steps/stack/index.js';
import { resourcesByType } from '../../steps/nouns.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { StackNarration } from '../../src/explain/narration.js';
import { narrationOf } from '../../src/explain/narrate.js';
import { pricesIn } from '../../src/prices/table.js';
import { observeLifecycle, type ObservedLifecycle } from '../../src/rehearsal/observed-lifecycle.js';
import { unknownAccount } from '../../src/rehearsal/placeholders.js';
import type { Step } from '../../src/step.js';

const location = { account: unknownAccount, region: 'eu-central-1', partition: 'aws' };

/** A blueprint, rehearsed and told. */
export async function narratedBlueprint(
  blueprint: string,
): Promise<{ steps: readonly Step[]; life: ObservedLifecycle; narration: StackNarration }> {
  const { name: stack, tags, ...config } = await resolveConfig({ blueprint, directory: '/' });
  const { steps } = stackOf({ name: stack, tags, ...config }, location, () => 'tag');
  const life = await observeLifecycle({ stack, tags, location, steps, resources: resourcesByType });
  return {
    steps,
    life,
    narration: narrationOf({ stack, region: location.region }, steps, life, pricesIn(location.region)),
  };
}
