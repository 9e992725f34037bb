import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ListImagesCommand,
  type ImageDetail,
  type ImageIdentifier,
  type ListImagesFilter,
} from '@aws-sdk/client-ecr';
import { AwsError, on } from '../../service.js';
import { page } from '../page.js';
import { badToken, invalid, invalidRequest, listed, notInSandbox, pageSize } from './constraint.js';
import { existingRepository, imagesIn, repositoryNames, repositoryText } from './repository-lookup.js';
import { findImage } from './image-id.js';
import type { ImageRow, RepositoryRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const imageLookupOperations = [
  on(DescribeImagesCommand, (input, context) => {
    const row = existingRepository(context, input);
    const all = imagesIn(context, row);
    if (input.imageIds) {
      if ((input.maxResults ?? input.nextToken) !== undefined)
        throw invalid('imageIds', 'imageIds cannot be combined with maxResults or nextToken');
      const asked = listed(input.imageIds, 'imageIds', 100).map((id) => existing(all, row, id));
      return { imageDetails: [...new Set(asked)].map((image) => detailOf(image, row)) };
    }
    const at = { size: pageSize(input.maxResults), token: input.nextToken, invalid: badToken };
    const { items, next } = page(all.filter(chosenBy(input.filter)), ({ imageDigest }) => imageDigest, at);
    return { imageDetails: items.map((image) => detailOf(image, row)), ...(next !== undefined && { nextToken: next }) };
  }),

  on(ListImagesCommand, (input, context) => {
    const row = existingRepository(context, input);
    const at = { size: pageSize(input.maxResults), token: input.nextToken, invalid: badToken };
    const ids = imagesIn(context, row).filter(chosenBy(input.filter)).flatMap(idsOf);
    const { items, next } = page(ids, ({ imageDigest, imageTag = '' }) => `${imageDigest} ${imageTag}`, at);
    return { imageIds: items, ...(next !== undefined && { nextToken: next }) };
  }),

  on(BatchGetImageCommand, (input, context) => {
    const row = existingRepository(context, input);
    const all = imagesIn(context, row);
    const asked = listed(input.imageIds, 'imageIds', 100).map((imageId) => ({ imageId, ...findImage(all, imageId) }));
    const accepted = input.acceptedMediaTypes ?? [];
    return {
      images: asked.flatMap((it) => ('image' in it ? [contentOf(it.image, row, it.imageId.imageTag, accepted)] : [])),
      failures: asked.flatMap((it) => ('failure' in it ? [it.failure] : [])),
    };
  }),
];

/** One id for each tag of an image, or one without. */
export const idsOf = ({ imageDigest, imageTags }: ImageRow): ImageIdentifier[] =>
  imageTags.length > 0 ? imageTags.map((imageTag) => ({ imageDigest, imageTag })) : [{ imageDigest }];

/** The sandbox archives no image. */
const chosenBy =
  ({ tagStatus = 'ANY', imageStatus = 'ACTIVE' }: ListImagesFilter = {}) =>
  ({ imageTags }: ImageRow): boolean => {
    const hasStatus = tagStatus === 'ANY' || (tagStatus === 'TAGGED') === imageTags.length > 0;
    return hasStatus && ['ACTIVE', 'ANY'].includes(imageStatus);
  };

/** @throws AwsError `ImageNotFoundException`: one that is not there fails the whole request */
function existing(all: readonly ImageRow[], row: RepositoryRow, id: ImageIdentifier): ImageRow {
  const found = findImage(all, id);
  if ('image' in found) return found.image;
  const { failureCode = '', failureReason = '' } = found.failure;
  if (['MissingDigestAndTag', 'InvalidImageDigest'].includes(failureCode)) throw invalidRequest(failureReason);
  const { imageDigest = 'null', imageTag = 'null' } = id;
  throw new AwsError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within ` +
      repositoryText(row),
  );
}

function detailOf(image: ImageRow, row: RepositoryRow): ImageDetail {
  const { imageDigest, imageTags, imageSizeInBytes, imagePushedAt, imageManifestMediaType, artifactMediaType } = image;
  return {
    ...repositoryNames(row),
    imageDigest,
    ...(imageTags.length > 0 && { imageTags: [...imageTags] }),
    imageSizeInBytes,
    imagePushedAt,
    imageManifestMediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    imageStatus: 'ACTIVE',
  };
}

/** @param accepted the media types that the caller can read; any where there are none */
function contentOf(image: ImageRow, row: RepositoryRow, imageTag: string | undefined, accepted: readonly string[]) {
  const { imageDigest, imageManifest, imageManifestMediaType } = image;
  if (accepted.length > 0 && !accepted.includes(imageManifestMediaType))
    throw notInSandbox(`the sandbox's ECR does not turn a ${imageManifestMediaType} into another media type`);
  const imageId = { imageDigest, ...(imageTag !== undefined && { imageTag }) };
  return { ...repositoryNames(row), imageId, imageManifest, imageManifestMediaType };
}
