import { PutImageCommand } from '@aws-sdk/client-ecr';
import { AwsError, on, type Context } from '../../service.js';
import { matching } from './constraint.js';
import { existingRepository, imagesIn, repositoryNames, repositoryText } from './repository-lookup.js';
import { readManifest, type Manifest } from './manifest.js';
import { isMutableTag } from './mutability.js';
import { images, keyOf, layers, type ImageRow, type RepositoryRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export const imageOperations = [
  on(PutImageCommand, (input, context) => {
    const row = existingRepository(context, input);
    const { imageManifest = '', imageTag, imageDigest } = input;
    const tag = imageTag === undefined ? undefined : matching(imageTag, 'imageTag', /[a-zA-Z0-9-_.]+/, [1, 300]);
    const manifest = readManifest(imageManifest, input.imageManifestMediaType);
    if (imageDigest !== undefined && imageDigest !== manifest.digest)
      throw new AwsError(
        'ImageDigestDoesNotMatchException',
        `The digest '${imageDigest}' does not match the digest of the manifest, '${manifest.digest}'`,
      );
    requireParts(context, row, manifest);
    requireFree(context, row, manifest, tag);
    const image = imageOf(context, row, manifest, imageManifest);
    if (tag !== undefined) giveTag(context, row, image, tag);
    return {
      image: {
        ...repositoryNames(row),
        imageId: { imageDigest: manifest.digest, ...(tag !== undefined && { imageTag: tag }) },
        imageManifest,
        imageManifestMediaType: manifest.mediaType,
      },
    };
  }),
];

/** All that a manifest refers to must be in the repository already. */
function requireParts(context: Context, row: RepositoryRow, { blobs, references }: Manifest): void {
  const { repositoryName } = row.repository;
  const missing = (table: ReadonlyMap<string, unknown>, digests: readonly string[]) =>
    [...new Set(digests)].filter((digest) => !table.has(keyOf(repositoryName, digest))).join(', ');
  const required = `required for pushing image into ${repositoryText(row)} do not exist`;
  const noLayers = missing(layers(context), blobs);
  if (noLayers) throw new AwsError('LayersNotFoundException', `Layers with digests '[${noLayers}]' ${required}`);
  const noImages = missing(images(context), references);
  if (noImages)
    throw new AwsError('ReferencedImagesNotFoundException', `Images with digests '[${noImages}]' ${required}`);
}

/** Refuses an image that exists with this tag, and a tag that is immutable. */
function requireFree(context: Context, row: RepositoryRow, { digest }: Manifest, tag: string | undefined): void {
  const { repositoryName, registryId } = row.repository;
  const known = images(context).get(keyOf(repositoryName, digest));
  if (known && (tag === undefined || known.imageTags.includes(tag)))
    throw new AwsError(
      'ImageAlreadyExistsException',
      `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name ` +
        `'${repositoryName}' in registry with id '${registryId}'`,
    );
  const isTaken = tag !== undefined && imagesIn(context, row).some(({ imageTags }) => imageTags.includes(tag));
  if (isTaken && !isMutableTag(row, tag))
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repositoryName}' repository and cannot be overwritten because ` +
        'the tag is immutable.',
    );
}

function imageOf(context: Context, row: RepositoryRow, manifest: Manifest, imageManifest: string): ImageRow {
  const { repositoryName } = row.repository;
  const { digest: imageDigest, mediaType, artifactMediaType, references, size } = manifest;
  const key = keyOf(repositoryName, imageDigest);
  const known = images(context).get(key);
  if (known) return known;
  // Of a list, ECR shows the size of the largest image in it.
  const sizes = references.map((it) => images(context).get(keyOf(repositoryName, it))?.imageSizeInBytes ?? 0);
  const image: ImageRow = {
    repositoryName,
    imageDigest,
    imageTags: [],
    imageManifest,
    imageManifestMediaType: mediaType,
    ...(artifactMediaType !== undefined && { artifactMediaType }),
    imageSizeInBytes: Math.max(size, ...sizes),
    imagePushedAt: context.now,
    references,
  };
  images(context).set(key, image);
  return image;
}

/** A tag is on one image at most: it moves. */
function giveTag(context: Context, row: RepositoryRow, image: ImageRow, tag: string): void {
  for (const other of imagesIn(context, row)) other.imageTags = other.imageTags.filter((it) => it !== tag);
  image.imageTags.push(tag);
}
