import { createHash } from 'node:crypto';
import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  InitiateLayerUploadCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { AwsError, on, type Context } from '../../service.js';
import { invalid, listed } from './constraint.js';
import { existingRepository, repositoryNames, repositoryText } from './repository-lookup.js';
import { keyOf, layers, uploads, type RepositoryRow, type UploadRow } from './tables.js';

const MiB = 1024 * 1024;
/** ECR's own limits of a part: the last one may be smaller. */
const smallestPart = 5 * MiB;
const largestPart = 20 * MiB;

const digestForm = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/;

/**
 * How layers and configurations get into a repository, as `docker push` has it done for it.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html
 */
export const layerOperations = [
  on(BatchCheckLayerAvailabilityCommand, (input, context) => {
    const row = existingRepository(context, input);
    const digests = listed(input.layerDigests, 'layerDigests', 100);
    return {
      layers: digests.filter((digest) => digestForm.test(digest)).map((digest) => availability(context, row, digest)),
      failures: digests
        .filter((digest) => !digestForm.test(digest))
        .map((layerDigest) => ({
          layerDigest,
          failureCode: 'InvalidLayerDigest' as const,
          failureReason: 'Invalid request parameters: the layer digest is not like sha256:0123456789abcdef',
        })),
    };
  }),

  on(InitiateLayerUploadCommand, (input, context) => {
    const row = existingRepository(context, input);
    const uploadId = context.world.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    uploads(context).set(uploadId, { repositoryName: row.repository.repositoryName, parts: [] });
    return { uploadId, partSize: 10 * MiB };
  }),

  on(UploadLayerPartCommand, (input, context) => {
    const row = existingRepository(context, input);
    const upload = existingUpload(context, row, input.uploadId);
    const { partFirstByte = 0, partLastByte = 0, layerPartBlob = new Uint8Array() } = input;
    if (layerPartBlob.length > largestPart)
      throw invalid('layerPartBlob', `Member must have length less than or equal to ${largestPart}`);
    const received = sizeOf(upload);
    if (partFirstByte !== received || partLastByte - partFirstByte + 1 !== layerPartBlob.length)
      throw badPart(row, input.uploadId, received);
    upload.parts.push(layerPartBlob);
    return { ...repositoryNames(row), uploadId: input.uploadId, lastByteReceived: partLastByte };
  }),

  on(CompleteLayerUploadCommand, (input, context) => {
    const row = existingRepository(context, input);
    const upload = existingUpload(context, row, input.uploadId);
    const layerDigest = digestOf(upload, row, listed(input.layerDigests, 'layerDigests', 100));
    const { repositoryName } = row.repository;
    const key = keyOf(repositoryName, layerDigest);
    if (layers(context).has(key)) {
      const message = `The layer with digest '${layerDigest}' already exists in ${repositoryText(row)}`;
      throw new AwsError('LayerAlreadyExistsException', message);
    }
    layers(context).set(key, { repositoryName, layerDigest, layerSize: sizeOf(upload) });
    uploads(context).delete(input.uploadId ?? '');
    return { ...repositoryNames(row), uploadId: input.uploadId, layerDigest };
  }),
];

function availability(context: Context, { repository }: RepositoryRow, layerDigest: string) {
  const layer = layers(context).get(keyOf(repository.repositoryName, layerDigest));
  if (!layer) return { layerDigest, layerAvailability: 'UNAVAILABLE' as const };
  return { layerDigest, layerAvailability: 'AVAILABLE' as const, layerSize: layer.layerSize };
}

const sizeOf = ({ parts }: UploadRow): number => parts.reduce((sum, { length }) => sum + length, 0);

function existingUpload(context: Context, row: RepositoryRow, uploadId = ''): UploadRow {
  const upload = uploads(context).get(uploadId);
  if (upload?.repositoryName === row.repository.repositoryName) return upload;
  throw new AwsError(
    'UploadNotFoundException',
    `Upload with id '${uploadId}' does not exist in ${repositoryText(row)}`,
  );
}

function badPart(row: RepositoryRow, uploadId: string | undefined, received: number): AwsError {
  const members = { ...repositoryNames(row), uploadId, lastValidByteReceived: received - 1 };
  const message = `The layer part must begin at byte ${received} and be as long as it says`;
  return new AwsError('InvalidLayerPartException', message, { members });
}

/** The digest of what was uploaded, which must be one of those that were announced. */
function digestOf({ parts }: UploadRow, row: RepositoryRow, announced: readonly string[]): string {
  if (parts.every(({ length }) => length === 0))
    throw new AwsError(
      'EmptyUploadException',
      `The upload into ${repositoryText(row)} does not contain any layer parts`,
    );
  if (parts.slice(0, -1).some(({ length }) => length < smallestPart))
    throw new AwsError('LayerPartTooSmallException', 'Layer parts must be at least 5 MiB, except for the last one');
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const digest = `sha256:${hash.digest('hex')}`;
  if (announced.includes(digest)) return digest;
  const message = `The digest '${digest}' of the layer is not among those given: '[${announced.join(', ')}]'`;
  throw new AwsError('InvalidLayerException', message);
}
