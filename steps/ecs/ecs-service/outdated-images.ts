import { BatchGetImageCommand } from '@aws-sdk/client-ecr';
import type { Task } from '@aws-sdk/client-ecs';
import { all } from '../../../src/all.js';
import type { Cloud } from '../../../src/step.js';
import { unlessGone } from '../../common/unless-gone.js';

/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/web:latest`, in its parts. */
const inEcr = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+):([^:@]+)$/;

/**
 * The images whose tags name something else now than what tasks run. Only the account's own registry in this region is asked.
 * A tag may name an index of images for several processors, and a task may tell either that or its own image: both count.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Container.html, `imageDigest`;
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html. That either is told is believed.
 */
export async function outdatedImages(cloud: Cloud, tasks: readonly Task[]): Promise<string[]> {
  const containers = tasks.flatMap((task) => task.containers ?? []);
  const images = new Set(containers.flatMap(({ image = [] }) => image));
  const digestsAt = (name: string) =>
    containers.flatMap(({ image, imageDigest = [] }) => (image === name ? imageDigest : []));
  const asked = await all(
    [...images].map(async (image) => {
      const named = await digestsOf(cloud, image);
      return named && digestsAt(image).some((it) => !named.includes(it)) ? [image] : [];
    }),
  );
  return asked.flat();
}

/** What a tag names; undefined where it is not asked, or names nothing any more. */
async function digestsOf({ ecr, account, region }: Cloud, image: string): Promise<string[] | undefined> {
  const [, registryId, where, repositoryName, imageTag] = inEcr.exec(image) ?? [];
  if (registryId !== account || where !== region) return undefined;
  const asked = new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] });
  const { images: [found] = [] } = (await ecr.send(asked).catch(unlessGone)) ?? {};
  const { imageManifest, imageId } = found ?? {};
  if (imageId?.imageDigest === undefined) return undefined;
  return [imageId.imageDigest, ...(imageManifest?.match(/sha256:[0-9a-f]{64}/g) ?? [])];
}

export const outdatedText = (images: readonly string[]): string | undefined =>
  images.length === 0
    ? undefined
    : images.map((it) => `${it.split('/').at(-1)} is another image now than tasks run`).join(', ');

/** The images with the tag `latest`, said or not, of registries that are not asked. */
export const notAsked = (tasks: readonly Task[]): string[] => {
  const images = tasks.flatMap(({ containers = [] }) => containers.flatMap(({ image = [] }) => image));
  return [...new Set(images)].filter((it) => !inEcr.test(it) && /(?::latest|\/[^:@]+|^[^:@/]+)$/.test(it));
};
