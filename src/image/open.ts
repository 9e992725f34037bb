import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError, type Failure } from '../failure.js';
import type { Cloud, ImageOrder, Images } from '../step.js';
import { Build, type Workshop } from './build.js';
import { findBuilder, platforms } from './builder.js';
import { putStandIn } from './stand-in.js';

/**
 * Images as a run puts them: built and pushed by a builder on PATH. Where there is no registry behind ECR's API,
 * which is so on the sandbox, a stand-in is put through the API, and an event says so.
 */
export function openImages(workshop: Workshop): Images {
  const build = new Build(workshop);
  return {
    async put(cloud, order) {
      const { directory } = order;
      if (directory === undefined) throw missing(cloud, order, 'no-build');
      if (!(await hasDockerfile(directory))) throw missing(cloud, order, 'no-dockerfile');
      if (!hasRegistry(cloud, order)) return standIn(workshop, cloud, order);
      const builder = await findBuilder(workshop.env['PATH']);
      if (!builder) throw missing(cloud, order, 'no-builder');
      await build.put(builder, cloud, { ...order, directory });
    },
  };
}

/**
 * Whether images can be pushed to where ECR says. AWS has no account of zeros: it is an emulator's, and a push to the
 * address of AWS that it gives out would go to AWS itself.
 */
const hasRegistry = ({ account }: Cloud, { repositoryUri }: ImageOrder): boolean =>
  hasRegistryAt(account) || !/^[^/]+\.amazonaws\.com(\.cn)?\//.test(repositoryUri);

const hasDockerfile = (directory: string): Promise<boolean> =>
  access(join(directory, 'Dockerfile')).then(
    () => true,
    () => false,
  );

/** Whether there is a registry at the addresses of AWS that ECR gives out. */
export const hasRegistryAt = (account: string): boolean => !/^0+$/.test(account);

async function standIn({ emit }: Workshop, cloud: Cloud, order: ImageOrder): Promise<void> {
  await putStandIn(cloud, order);
  const why = 'a stand-in: nothing was built, because the sandbox runs no containers and has no registry to push to';
  emit({ type: 'wait', step: cloud.tags['provision:step'] ?? '', why, seconds: 0, lasting: true });
}

type Why = Extract<Failure, { code: 'image-missing' }>['why'];

function missing(cloud: Cloud, order: ImageOrder, why: Why): FailureError {
  const { repositoryUri, imageTag, directory, architecture } = order;
  return new FailureError({
    code: 'image-missing',
    step: cloud.tags['provision:step'] ?? '',
    image: `${repositoryUri}:${imageTag}`,
    region: cloud.region,
    why,
    platform: platforms[architecture],
    ...(directory === undefined ? {} : { directory }),
    pushable: hasRegistry(cloud, order),
  });
}
