import { BatchDeleteImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ecr';
import {
  absent,
  firstNamed,
  ready,
  required,
  resource,
  step,
  type BuildOptions,
  type Cloud,
  type StepOf,
} from '../../../src/step.js';
import type { EcrRepository } from '../ecr-repository/resource.js';
import { billing } from './billing.js';

interface ImageWant extends BuildOptions {
  readonly repositoryName: string;
  readonly repositoryUri: string;
  readonly imageTag: string;
  /** The tag is a hash of what the image is built from, so an image with this tag is the wanted one, whoever pushed it. */
  readonly isByContent: boolean;
  /** Where somebody chose the tag of what is built: a hash of that, as it was when it was last built or found. */
  readonly content?: string;
  /** Null if the user pushes the image. */
  readonly directory: string | null;
  readonly architecture: 'x86_64' | 'arm64';
}
interface ImageId {
  /** `repositoryUri:tag` */
  readonly image: string;
  readonly repositoryName: string;
  readonly imageTag: string;
  /** This stack pushed it, so it is deleted with the stack. What the user pushed stays. */
  readonly isOurs: boolean;
  /** The stack no longer uses it and leaves it. A deletion of it counts as done. */
  readonly isLeft?: true;
}

export const imageResource = resource({
  type: 'image',
  uses: ['ecr-repository'],
  billing,
  fixed: ['repositoryName', 'repositoryUri', 'imageTag'],
  // The tag, or the content, says which image is wanted, whatever directory it is built in.
  initial: () => ['directory', 'dockerfile', 'buildArgs', 'target', 'architecture', 'isByContent'],
  addedLater: ['content'],
  // An existing tag is used as it is, whoever pushed it, until what it would be built from changes.
  sameName: 'returns',
  replace: 'create-first',

  // ECR's own rules do not look at what is used: https://github.com/aws/containers-roadmap/issues/1078
  keptAs: ({ image }: ImageId) => image,

  async checkMachine(cloud, { directory, ...options }: ImageWant) {
    await cloud.images?.requireBuilder?.(cloud, { directory: directory ?? undefined, options: optionsIn(options) });
  },

  async create(cloud, want: ImageWant): Promise<ImageId> {
    await put(cloud, want);
    // What the user pushes is never ours: where there is nothing to build, a rehearsal takes it to have been pushed.
    return idOfImage(want, want.directory !== null);
  },

  async find(cloud, want) {
    await digestOf(cloud, want);
    return [{ id: idOfImage(want, want.isByContent) }];
  },

  async read(cloud, id) {
    if (id.isLeft) return absent;
    const { image, repositoryName, imageTag } = id;
    const imageDigest = await digestOf(cloud, id);
    return ready({ image, imageDigest }, { repositoryName, imageTag });
  },

  // What it is built from has changed; with nothing named, it is to be built anew all the same. What the user pushes is not.
  async update(cloud, _id, want) {
    if (want.directory !== null) await put(cloud, want);
  },

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

async function put(cloud: Cloud, want: ImageWant): Promise<void> {
  if (!cloud.images) throw new Error('images cannot be made here');
  const { isByContent: _, directory, dockerfile: _d, buildArgs: _b, target: _t, ...order } = want;
  await cloud.images.put(cloud, { ...order, directory: directory ?? undefined, options: optionsIn(want) });
}

/** Undefined where a builder is told the directory alone. */
function optionsIn({ dockerfile, buildArgs, target }: BuildOptions): BuildOptions | undefined {
  const options = {
    ...(dockerfile !== undefined && { dockerfile }),
    ...(buildArgs && { buildArgs }),
    ...(target !== undefined && { target }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

const idOfImage = ({ repositoryName, repositoryUri, imageTag }: ImageWant, isOurs: boolean): ImageId => ({
  image: `${repositoryUri}:${imageTag}`,
  repositoryName,
  imageTag,
  isOurs,
});

/** @throws ImageNotFoundException, RepositoryNotFoundException */
async function digestOf({ ecr }: Cloud, { repositoryName, imageTag }: Pick<ImageWant, 'repositoryName' | 'imageTag'>) {
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] }));
  return required(firstNamed(imageDetails, 'imageDetails').imageDigest, 'imageDigest');
}

/**
 * Makes sure that an image is in ECR before a service needs it. Without it, ECS would start tasks that fail, again and
 * again. The image is built and pushed if there is a directory to build. A change in there is another tag, or another image
 * under the tag that somebody chose.
 * @param it.directory absolute, with a Dockerfile
 * @param it.isByContent whether `imageTag` is a hash of what is in `directory`
 * @param it.content that hash, where somebody chose the tag
 * @param it.architecture x86_64 unless told
 */
export const image = (
  name: string,
  { repository }: { repository: EcrRepository },
  it: {
    imageTag: string;
    directory?: string;
    isByContent?: boolean;
    content?: string | undefined;
    architecture?: 'x86_64' | 'arm64';
    options?: BuildOptions;
  },
) =>
  step({
    name,
    resource: imageResource,
    needs: { repository },
    why: `Makes sure that the image ${it.imageTag} is in the repository before tasks start with it`,
    want: ({ repository: { repositoryName, repositoryUri } }) => ({
      repositoryName,
      repositoryUri,
      imageTag: it.imageTag,
      isByContent: it.isByContent ?? false,
      ...(it.content !== undefined && { content: it.content }),
      directory: it.directory ?? null,
      ...it.options,
      architecture: it.architecture ?? 'x86_64',
    }),
  });
