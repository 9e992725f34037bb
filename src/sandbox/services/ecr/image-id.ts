import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { ImageRow } from './tables.js';

type Failure = Pick<ImageFailure, 'failureCode' | 'failureReason'>;
/** Which image a request means, or why none. */
export type ImageMatch = { readonly image: ImageRow } | { readonly failure: ImageFailure };

const digestForm = '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+';

/** @param all the images of the repository */
export function findImage(all: readonly ImageRow[], imageId: ImageIdentifier): ImageMatch {
  const { imageDigest, imageTag } = imageId;
  const failed = (failure: Failure): ImageMatch => ({ failure: { imageId, ...failure } });
  if (imageDigest === undefined && imageTag === undefined)
    return failed({
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    });
  if (imageDigest !== undefined && !new RegExp(`^${digestForm}$`).test(imageDigest))
    return failed({
      failureCode: 'InvalidImageDigest',
      failureReason: `Invalid request parameters: image digest should satisfy the regex '${digestForm}'`,
    });
  const image = all.find((it) =>
    imageDigest === undefined ? it.imageTags.includes(imageTag ?? '') : it.imageDigest === imageDigest,
  );
  if (!image) return failed({ failureCode: 'ImageNotFound', failureReason: 'Requested image not found' });
  if (imageTag !== undefined && !image.imageTags.includes(imageTag))
    return failed({
      failureCode: 'ImageTagDoesNotMatchDigest',
      failureReason: 'Requested image digest and tag do not match',
    });
  return { image };
}
