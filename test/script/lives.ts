import { networkNamedIn } from '../../src/commands/stack/existing-network.js';
import { worldFor } from '../../src/commands/stack/rehearsal-input.js';
import type { Config } from '../../src/config/schema.js';
import { rehearseLifecycle } from '../../src/rehearsal/lifecycle.js';
import { InMemoryAws, type AwsLocation } from '../../src/rehearsal/in-memory-aws.js';
import type { ImageSource } from '../../src/script/image-lines.js';
import { downTranscript, upTranscript } from '../../src/script/rehearsal-transcript.js';
import type { LifecycleTranscripts } from '../../src/script/lifecycle-script.js';
import { stackOf } from '../../steps/stack/index.js';
import { resourcesByType } from '../../steps/nouns.js';

export const location: AwsLocation = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

/** A stack's life, rehearsed, as `provision script` has it. */
export async function lifeOf(config: Config, images: ImageSource = 'stand-in'): Promise<LifecycleTranscripts> {
  const { name: stack, tags } = config;
  const { steps, outputs } = stackOf(config, location, () => 'tag-1');
  const aws = new InMemoryAws(location, await worldFor(networkNamedIn(config), location));
  const life = await rehearseLifecycle({ stack, tags, location, steps, resources: resourcesByType }, aws);
  const failures = [...life.up.failures, ...life.down.failures];
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  const about = { stack, region: location.region, account: location.account };
  const said = Object.fromEntries(
    Object.entries(outputs).map(([name, { step, of }]) => [name, of(life.up.records.get(step.name)?.out)]),
  );
  return {
    up: upTranscript({ ...about, outputs: said }, life.up, steps),
    down: downTranscript(about, life.down, life.up.records, resourcesByType),
    images,
  };
}
