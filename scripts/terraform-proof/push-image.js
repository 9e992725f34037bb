// Stands for `docker build` and `docker push` in the configs of `test/terraform/`: puts the smallest possible image at
// $REPOSITORY_URL:$TAG. It makes the calls that the registry makes of a push.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as ecr from '@aws-sdk/client-ecr';

const { REPOSITORY_URL: url, TAG: imageTag } = process.env;
const [, region, repositoryName] = /^\d+\.dkr\.ecr\.([\w-]+)\.[\w.]+\/(.+)$/.exec(url);
const client = new ecr.ECRClient({ region });

const digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const blob = (mediaType, bytes) => ({ mediaType, size: bytes.length, digest: digestOf(bytes), bytes });
const descriptor = ({ mediaType, size, digest }) => ({ mediaType, size, digest });

/** Two blocks of zeros: the end of every archive. */
const archive = Buffer.alloc(1024);
const layer = blob('application/vnd.docker.image.rootfs.diff.tar.gzip', gzipSync(archive));
const rootfs = { type: 'layers', diff_ids: [digestOf(archive)] };
const image = { architecture: 'amd64', os: 'linux', config: { Labels: { of: repositoryName } }, rootfs };
const config = blob('application/vnd.docker.container.image.v1+json', Buffer.from(JSON.stringify(image)));

for (const { bytes, digest } of [config, layer]) {
  const { uploadId } = await client.send(new ecr.InitiateLayerUploadCommand({ repositoryName }));
  const where = { repositoryName, uploadId };
  const part = { partFirstByte: 0, partLastByte: bytes.length - 1, layerPartBlob: bytes };
  await client.send(new ecr.UploadLayerPartCommand({ ...where, ...part }));
  await client.send(new ecr.CompleteLayerUploadCommand({ ...where, layerDigests: [digest] }));
}
const imageManifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: descriptor(config),
  layers: [descriptor(layer)],
});
await client.send(new ecr.PutImageCommand({ repositoryName, imageTag, imageManifest }));
