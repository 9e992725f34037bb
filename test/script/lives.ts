import type { Config } from '../../src/config/schema.js';
import { rehearseLife } from '../../src/rehearsal/rehearse.js';
import type { Setting } from '../../src/rehearsal/stage.js';
import type { ImagesBy } from '../../src/script/image-lines.js';
import { downStory, upStory } from '../../src/script/rehearsed.js';
import type { Life } from '../../src/script/life-script.js';
import { stackOf } from '../../steps/index.js';
import { resourcesByType } from '../../steps/resources.js';

export const setting: Setting = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** A stack's life, rehearsed, as `provision script` has it. */
export async function lifeOf(config: Config, images: ImagesBy = 'stand-in'): Promise<Life> {
  const { name: stack, tags } = config;
  const { steps, outputs } = stackOf(config, setting, () => 'tag-1');
  const life = await rehearseLife({ stack, tags, setting, steps, resources: resourcesByType });
  const failures = [...life.up.failures, ...life.down.failures];
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const about = { stack, region: setting.region, account: setting.account };
  const said = Object.fromEntries(Object.entries(outputs).map(([name, { step, of }]) => [name, of(life.up.records.get(step.name)?.out)]));
  return { up: upStory({ ...about, outputs: said }, life.up, steps), down: downStory(about, life.down, life.up.records), images };
}
