import type { Context } from '../../service.js';
import { readManifest } from './manifest.js';
import { images, keyOf, repositories } from './tables.js';

/**
 * Puts an image into a world as somebody has pushed it: without a call. What is in it nobody looks at. Nothing is changed where the
 * repository is not there, or has the tag.
 */
export function putPushedImage(
  place: Pick<Context, 'world' | 'region'>,
  { repositoryName, imageTag }: { readonly repositoryName: string; readonly imageTag: string },
): void {
  const all = images(place);
  const isThere = [...all.values()].some(
    (it) => it.repositoryName === repositoryName && it.imageTags.includes(imageTag),
  );
  if (isThere || !repositories(place).has(repositoryName)) return;
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [],
    annotations: { 'provision.pushed-as': imageTag },
  });
  const { digest: imageDigest, mediaType: imageManifestMediaType, references } = readManifest(imageManifest, undefined);
  all.set(keyOf(repositoryName, imageDigest), {
    ...{ repositoryName, imageDigest, imageTags: [imageTag], imageManifest, imageManifestMediaType },
    ...{ imageSizeInBytes: 0, imagePushedAt: new Date(place.world.time), references },
  });
}
