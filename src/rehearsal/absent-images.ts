import { BatchGetImageCommand } from '@aws-sdk/client-ecr';
import { all } from '../all.js';
import { meaningOf } from '../aws-errors.js';
import { tagsOf, type Run } from '../runner/run.js';
import { wantBeforehand } from '../runner/want-beforehand.js';
import { parsedImage } from '../sandbox/services/ecs/prerequisites/image.js';
import type { Cloud, Step } from '../step.js';

/**
 * The images of the account's own registry that task definitions name, or did when they were recorded, and that are not there. No
 * step makes them, so a rehearsal cannot know. Where AWS does not tell, they are taken to be there.
 */
export async function absentImages(steps: readonly Step[], live: Run): Promise<readonly string[]> {
  const { records } = live.store;
  // What the state has from its images' own steps is looked at by those.
  const made = new Set([...records.values()].flatMap(({ type, out }) => (type === 'image' ? [imageOf(out)] : [])));
  const named = [
    ...[...records].flatMap(([step, { type, want }]) => (type === 'task-definition' ? [{ step, want }] : [])),
    ...steps
      .filter(({ resource }) => resource.type === 'task-definition')
      .map((step) => ({ step: step.name, want: wantBeforehand(step, records) })),
  ].flatMap(({ step, want }) => imagesIn(want).map((image) => [image, step] as const));
  const asked = await all(
    [...new Map(named)].map(async ([image, step]) => {
      if (made.has(image)) return [];
      const isThere = await live.withCloud(step, { token: '', tags: tagsOf(live, step) }, (cloud) => has(cloud, image));
      return isThere ? [] : [image];
    }),
  );
  return asked.flat();
}

const imageOf = (out: unknown): unknown => (Object(out) as { readonly image?: unknown }).image;

const imagesIn = (want: unknown): string[] => {
  const { containerDefinitions = [] } = Object(want) as {
    readonly containerDefinitions?: readonly { readonly image?: string }[];
  };
  return containerDefinitions.flatMap(({ image }) => image ?? []);
};

/** Whether the registry has an image; true, too, where it is not the account's own in this region. */
async function has({ ecr, account, region }: Cloud, name: string): Promise<boolean> {
  const { host, repository: repositoryName, reference } = parsedImage(name);
  if (!host.startsWith(`${account}.dkr.ecr.${region}.`)) return true;
  const [imageDigest] = /sha256:.+$/.exec(reference) ?? [];
  const imageIds = [imageDigest === undefined ? { imageTag: reference.slice(1) } : { imageDigest }];
  try {
    const { images = [] } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds }));
    return images.length > 0;
  } catch (error) {
    return meaningOf(error, 'read') !== 'gone';
  }
}
