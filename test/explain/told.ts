import { stackOf } from '../../steps/index.js';
import { resourcesByType } from '../../steps/resources.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { Story } from '../../src/explain/story.js';
import { storyOf } from '../../src/explain/tell.js';
import { pricesIn } from '../../src/prices/table.js';
import { rehearseAsked, type Life } from '../../src/rehearsal/asked.js';
import { unknownAccount } from '../../src/rehearsal/symbols.js';
import type { Step } from '../../src/step.js';

const setting = { account: unknownAccount, region: 'eu-central-1', partition: 'aws' };

/** A blueprint, rehearsed and told. */
export async function told(blueprint: string): Promise<{ steps: readonly Step[]; life: Life; story: Story }> {
  const { name: stack, tags, ...config } = await resolveConfig({ blueprint, directory: '/' });
  const { steps } = stackOf({ name: stack, tags, ...config }, setting, () => 'tag');
  const life = await rehearseAsked({ stack, tags, setting, steps, resources: resourcesByType });
  return { steps, life, story: storyOf({ stack, region: setting.region }, steps, life, pricesIn(setting.region)) };
}
