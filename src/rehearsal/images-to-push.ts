import { all } from '../all.js';
import { imageMissing } from '../image/images.js';
import { attempt } from '../runner/attempt.js';
import { tagsOf, type Run } from '../runner/run.js';
import { isKnown, wantBeforehand } from '../runner/want-beforehand.js';
import { readDeadline } from '../runner/wait.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { Images, Seen, Step } from '../step.js';
import { exceptByHand, pushByHand, type InMemoryAws } from './in-memory-aws.js';

interface ImageId {
  readonly repositoryName: string;
  readonly imageTag: string;
}

/** Images that the config names no directory for: the user pushes them. It is known of those alone whose repository is there. */
export interface ImagesToPush {
  readonly pushed: readonly ImageId[];
  readonly missing: readonly ImageId[];
}

/** @param seen by step: what is there */
export async function imagesToPush(
  steps: readonly Step[],
  live: Run,
  seen: ReadonlyMap<string, Seen>,
): Promise<ImagesToPush> {
  const found: { readonly pushed: ImageId[]; readonly missing: ImageId[] } = { pushed: [], missing: [] };
  await all(
    steps.map(async (step) => {
      const { name, resource } = step;
      if (resource.type !== 'image') return;
      if (!dependenciesOf(step).every(({ to }) => seen.get(to.name)?.is === 'ready')) return;
      const want = wantBeforehand(step, live.store.records);
      if (!want || want['directory'] !== null || !isKnown(want)) return;
      const job = { step: name, resource, token: '', tags: tagsOf(live, name) };
      const looked = await attempt(live, job, 'find', readDeadline(live), (cloud) => resource.find(cloud, want));
      const isThere = looked.is === 'done' && looked.value.length > 0;
      found[isThere ? 'pushed' : 'missing'].push(want as unknown as ImageId);
    }),
  );
  return found;
}

/**
 * A planned run's images. Of one that the user pushes, it is said that it has to be pushed; where its repository is there and lacks it,
 * the plan ends as `up` will. Where the repository is made first, the rest is planned as it will be once the image is pushed: nobody
 * could push it before.
 * @param notes gets what is said, by step
 */
export const imagesOfPlan = (
  aws: InMemoryAws,
  images: Images,
  { missing }: ImagesToPush,
  notes: Map<string, string>,
): Images =>
  exceptByHand(images, async (cloud, order) => {
    const { repositoryName, imageTag } = order;
    if (missing.some((it) => it.repositoryName === repositoryName && it.imageTag === imageTag))
      throw imageMissing(cloud, order, 'no-build');
    await pushByHand(aws, order);
    notes.set(cloud.tags['provision:step'] ?? '', toBePushed(`${repositoryName}:${imageTag}`));
  });

const toBePushed = (image: string): string =>
  `\`up\` makes the repository, and stops here until you have pushed ${image}: the config names no \`build\` directory`;
