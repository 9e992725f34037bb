import { BatchDeleteImageCommand, type ImageFailure, type ImageIdentifier } from '@aws-sdk/client-ecr';
import { on, type Context } from '../../service.js';
import { listed } from './constraint.js';
import { existingRepository, imagesIn } from './repository-lookup.js';
import { findImage } from './image-id.js';
import { idsOf } from './image-lookup.js';
import { images, keyOf, type ImageRow, type RepositoryRow } from './tables.js';

/**
 * By tag, the tag goes, and with its last tag the image; by digest, the image goes with all of them.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export const imageDeletionOperations = [
  on(BatchDeleteImageCommand, (input, context) => {
    const row = existingRepository(context, input);
    const ends = listed(input.imageIds, 'imageIds', 100).map((id) => deletion(context, row, id));
    return {
      imageIds: ends.flatMap((end) => ('deleted' in end ? end.deleted : [])),
      failures: ends.flatMap((end) => ('failure' in end ? [end.failure] : [])),
    };
  }),
];

type Ended = { readonly deleted: readonly ImageIdentifier[] } | { readonly failure: ImageFailure };

function deletion(context: Context, row: RepositoryRow, imageId: ImageIdentifier): Ended {
  const all = imagesIn(context, row);
  const found = findImage(all, imageId);
  if ('failure' in found) return found;
  const { image } = found;
  const { imageTag } = imageId;
  if (imageTag !== undefined && image.imageTags.length > 1) {
    image.imageTags = image.imageTags.filter((it) => it !== imageTag);
    return { deleted: [{ imageDigest: image.imageDigest, imageTag }] };
  }
  const lists = all.filter(({ references }) => references.includes(image.imageDigest));
  if (lists.length > 0) return { failure: referenced(imageId, lists) };
  images(context).delete(keyOf(image.repositoryName, image.imageDigest));
  return { deleted: idsOf(image) };
}

const referenced = (imageId: ImageIdentifier, lists: readonly ImageRow[]): ImageFailure => ({
  imageId,
  failureCode: 'ImageReferencedByManifestList',
  failureReason: `Requested image referenced by manifest list: [${lists.map(({ imageDigest }) => imageDigest).join(', ')}]`,
});
