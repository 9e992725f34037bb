import { BatchDeleteImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { absent, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import type { EcrRepository } from './ecr-repository.js';

interface ImageWant {
  readonly repositoryName: string;
  readonly repositoryUri: string;
  readonly imageTag: string;
  /** The tag is a hash of what the image is built of: whoever put it, it is what this stack would have put. */
  readonly isByContent: boolean;
  /** Null where the image is the user's own to push. */
  readonly directory: string | null;
  readonly architecture: 'x86_64' | 'arm64';
}
interface ImageId {
  /** `repositoryUri:tag` */
  readonly image: string;
  readonly repositoryName: string;
  readonly imageTag: string;
  /** Put there by this stack, and so deleted with it; what the user pushed stays. */
  readonly isOurs: boolean;
  /** The stack is done with it, and it stays: for whoever watches it go, it has gone. */
  readonly isLeft?: true;
}

export const imageResource = resource({
  type: 'image',
  fixed: ['repositoryName', 'repositoryUri', 'imageTag'],
  // A tag that is there is taken as it is, whoever pushed it.
  sameName: 'returns',
  replace: 'create-first',

  async create(cloud, want: ImageWant): Promise<ImageId> {
    const { isByContent: _, directory, ...order } = want;
    if (!cloud.images) throw new Error('images cannot be made here');
    await cloud.images.put(cloud, { ...order, directory: directory ?? undefined });
    return idOfImage(want, true);
  },

  async find(cloud, want) {
    await digestOf(cloud, want);
    return { id: idOfImage(want, want.isByContent) };
  },

  async read(cloud, id) {
    if (id.isLeft) return absent;
    const { image, repositoryName, imageTag } = id;
    const imageDigest = await digestOf(cloud, id);
    return ready({ image, imageDigest }, { repositoryName, imageTag });
  },

  // The directory may be elsewhere by now, and what it is built for another: the tag says which image is wanted.
  async update() {},

  async delete({ ecr }, id) {
    if (!id.isOurs) return { ...id, isLeft: true as const };
    const { repositoryName, imageTag } = id;
    const { failures: [failure] = [] } = await ecr.send(
      new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag }] }),
    );
    if (failure && failure.failureCode !== 'ImageNotFound')
      throw new Error(`ECR did not delete ${id.image}: ${failure.failureReason ?? failure.failureCode}`);
  },
});
export type Image = StepOf<typeof imageResource>;

const idOfImage = ({ repositoryName, repositoryUri, imageTag }: ImageWant, isOurs: boolean): ImageId => ({
  image: `${repositoryUri}:${imageTag}`,
  repositoryName,
  imageTag,
  isOurs,
});

/** @throws ImageNotFoundException, RepositoryNotFoundException */
async function digestOf({ ecr }: Cloud, { repositoryName, imageTag }: Pick<ImageWant, 'repositoryName' | 'imageTag'>) {
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));
  return required(imageDetails?.[0]?.imageDigest, 'imageDigest');
}

/**
 * Makes sure that an image is in ECR before a service asks for it, which without it would start tasks that fail, over
 * and over. Built and pushed where there is a directory to build; a change there is another tag and another image.
 * @param it.directory absolute, with a Dockerfile
 * @param it.isByContent `imageTag` is a hash of what is in `directory`; else somebody chose it, and a tag that exists
 * is not built again
 * @param it.architecture x86_64 unless told
 */
export const image = (
  name: string,
  { repository }: { repository: EcrRepository },
  it: { imageTag: string; directory?: string; isByContent?: boolean; architecture?: 'x86_64' | 'arm64' },
) =>
  step({
    name,
    resource: imageResource,
    needs: { repository },
    why: `Makes sure that the image ${it.imageTag} is there before tasks are started with it`,
    want: ({ repository: { repositoryName, repositoryUri } }) => ({
      repositoryName,
      repositoryUri,
      imageTag: it.imageTag,
      isByContent: it.isByContent ?? false,
      directory: it.directory ?? null,
      architecture: it.architecture ?? 'x86_64',
    }),
  });
