import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { codeOf } from '../aws-errors.js';
import type { Cloud, ImageOrder } from '../step.js';
import { platforms } from './builder.js';

type Ecr = Pick<Cloud, 'ecr'>;
interface Blob {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/**
 * Puts the smallest possible image instead of one that cannot be pushed: a configuration, and a layer without files. It
 * makes the calls of every push, layers first and the manifest last, so that the tag is found afterwards. It can be
 * repeated.
 */
export async function putStandIn({ ecr }: Ecr, order: ImageOrder): Promise<void> {
  const { repositoryName, imageTag } = order;
  const [config, layer] = [configOf(order), emptyLayer()];
  const absent = await missing({ ecr }, repositoryName, [config, layer]);
  for (const blob of absent) await upload({ ecr }, repositoryName, blob);
  const put = new PutImageCommand({ repositoryName, imageTag, imageManifest: manifestOf(config, layer) });
  await ecr.send(put).catch(unless('ImageAlreadyExistsException'));
}

const unless = (code: string) => (error: unknown) => {
  if (codeOf(error) !== code) throw error;
};

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const blobOf = (mediaType: string, bytes: Uint8Array): Blob => ({ mediaType, bytes, digest: digestOf(bytes) });

/** An empty tar archive: two blocks of zeros, which end every archive. */
const emptyArchive = new Uint8Array(1024);

const emptyLayer = (): Blob => blobOf('application/vnd.docker.image.rootfs.diff.tar.gzip', gzipSync(emptyArchive));

/** The configuration has the tag, and what was built, in labels, so that each gets a different image, as with built ones. */
function configOf({ imageTag, content, architecture }: ImageOrder): Blob {
  const [os, processor] = platforms[architecture].split('/');
  const json = {
    architecture: processor,
    os,
    config: { Labels: { 'provision.stand-in-for': imageTag, ...(content && { 'provision.built-from': content }) } },
    rootfs: { type: 'layers', diff_ids: [digestOf(emptyArchive)] },
  };
  return blobOf('application/vnd.docker.container.image.v1+json', Buffer.from(JSON.stringify(json)));
}

/** Source: https://github.com/distribution/distribution/blob/main/docs/content/spec/manifest-v2-2.md */
function manifestOf(config: Blob, layer: Blob): string {
  const descriptor = ({ mediaType, bytes, digest }: Blob) => ({ mediaType, size: bytes.length, digest });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: descriptor(config),
    layers: [descriptor(layer)],
  });
}

async function missing({ ecr }: Ecr, repositoryName: string, blobs: readonly Blob[]): Promise<Blob[]> {
  const layerDigests = blobs.map(({ digest }) => digest);
  const { layers = [] } = await ecr.send(new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests }));
  const available = layers.filter(({ layerAvailability }) => layerAvailability === 'AVAILABLE');
  return blobs.filter(({ digest }) => !available.some(({ layerDigest }) => layerDigest === digest));
}

/** Uploads in one part. ECR has a minimum size for parts, but not for the last one. */
async function upload({ ecr }: Ecr, repositoryName: string, { bytes, digest }: Blob): Promise<void> {
  const { uploadId } = await ecr.send(new InitiateLayerUploadCommand({ repositoryName }));
  const where = { repositoryName, uploadId };
  const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes };
  await ecr.send(new UploadLayerPartCommand({ ...where, ...part }));
  const complete = new CompleteLayerUploadCommand({ ...where, layerDigests: [digest] });
  await ecr.send(complete).catch(unless('LayerAlreadyExistsException'));
}
