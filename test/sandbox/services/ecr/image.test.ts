import {
  BatchCheckLayerAvailabilityCommand,
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  DescribeImagesCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  PutImageCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';
import { digestOf, manifestOf, manifestType, registry } from './registry.js';

const repositoryName = 'web';
const part = (text: string, partFirstByte = 0) => ({
  partFirstByte,
  partLastByte: partFirstByte + text.length - 1,
  layerPartBlob: Buffer.from(text),
});

test('a manifest is taken once its layers are there, and its digest is the image', () => {
  const { call, refusal, put } = registry();
  const config = digestOf('{}');
  expect(refusal(PutImageCommand, { repositoryName, imageManifest: manifestOf('{}'), imageTag: '1' })).toMatchObject({
    code: 'LayersNotFoundException',
    message:
      `Layers with digests '[${config}]' required for pushing image into the repository with name 'web' ` +
      "in the registry with id '000000000000' do not exist",
  });
  expect(put('{}', '1')).toBe(digestOf(manifestOf('{}')));
  expect(call(DescribeImagesCommand, { repositoryName, imageIds: [{ imageTag: '1' }] }).imageDetails).toEqual([
    {
      registryId: '000000000000',
      repositoryName,
      imageDigest: digestOf(manifestOf('{}')),
      imageTags: ['1'],
      imageSizeInBytes: 14,
      imagePushedAt: new Date('2026-01-01T00:00:00Z'),
      imageManifestMediaType: manifestType,
      artifactMediaType: 'application/vnd.docker.container.image.v1+json',
      imageStatus: 'ACTIVE',
    },
  ]);
});

test('a layer is uploaded in parts that follow each other, and must have the digest it was announced with', () => {
  const { call, refusal } = registry();
  const { uploadId } = call(InitiateLayerUploadCommand, { repositoryName });
  const upload = { repositoryName, uploadId };
  const layerDigests = [digestOf('abcdef')];
  expect(refusal(CompleteLayerUploadCommand, { ...upload, layerDigests }).code).toBe('EmptyUploadException');
  call(UploadLayerPartCommand, { ...upload, ...part('abc') });
  expect(refusal(UploadLayerPartCommand, { ...upload, ...part('def', 4) })).toMatchObject({
    code: 'InvalidLayerPartException',
    members: { lastValidByteReceived: 2 },
  });
  expect(refusal(CompleteLayerUploadCommand, { ...upload, layerDigests }).code).toBe('InvalidLayerException');
  expect(call(UploadLayerPartCommand, { ...upload, ...part('def', 3) }).lastByteReceived).toBe(5);
  // Only the last part may be smaller than 5 MiB.
  expect(refusal(CompleteLayerUploadCommand, { ...upload, layerDigests }).code).toBe('LayerPartTooSmallException');
  const unknown = { ...upload, uploadId: 'x', ...part('a') };
  expect(refusal(UploadLayerPartCommand, unknown).code).toBe('UploadNotFoundException');
});

test('layers that are there are told from those that are not, and are not taken twice', () => {
  const { call, refusal } = registry();
  const [known, unknown] = [digestOf('the only layer'), digestOf('none')];
  const asked = call(BatchCheckLayerAvailabilityCommand, { repositoryName, layerDigests: [known, unknown, 'x'] });
  expect(asked.layers).toEqual([
    { layerDigest: known, layerAvailability: 'AVAILABLE', layerSize: 14 },
    { layerDigest: unknown, layerAvailability: 'UNAVAILABLE' },
  ]);
  expect(asked.failures).toMatchObject([{ layerDigest: 'x', failureCode: 'InvalidLayerDigest' }]);
  const { uploadId } = call(InitiateLayerUploadCommand, { repositoryName });
  call(UploadLayerPartCommand, { repositoryName, uploadId, ...part('the only layer') });
  const again = { repositoryName, uploadId, layerDigests: [known] };
  expect(refusal(CompleteLayerUploadCommand, again).code).toBe('LayerAlreadyExistsException');
});

test('a tag moves to the next image, and the one before it goes on without', () => {
  const { call, refusal, put } = registry();
  const [first, second] = [put('{"a":1}', 'latest'), put('{"a":2}', 'latest')];
  put('{"a":2}', '2');
  expect(call(ListImagesCommand, { repositoryName }).imageIds).toEqual(
    expect.arrayContaining([
      { imageDigest: first },
      { imageDigest: second, imageTag: 'latest' },
      { imageDigest: second, imageTag: '2' },
    ]),
  );
  const tagged = (tagStatus: 'TAGGED' | 'UNTAGGED') =>
    call(DescribeImagesCommand, { repositoryName, filter: { tagStatus } }).imageDetails?.map((it) => it.imageDigest);
  expect([tagged('TAGGED'), tagged('UNTAGGED')]).toEqual([[second], [first]]);
  const same = { repositoryName, imageManifest: manifestOf('{"a":2}'), imageTag: '2' };
  expect(refusal(PutImageCommand, same).code).toBe('ImageAlreadyExistsException');
});

test('an immutable tag does not move, unless it is excepted', () => {
  const { put } = registry({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
  });
  put('{"a":1}', '1');
  put('{"a":1}', 'dev-1');
  expect(put('{"a":2}', 'dev-1')).toBeDefined();
  expect(() => put('{"a":2}', '1')).toThrow(
    "The image tag '1' already exists in the 'web' repository and cannot be overwritten because the tag is immutable.",
  );
});

const invalid = 'InvalidParameterException';
test.each<[string, object, string]>([
  ['no JSON', { imageManifest: '{' }, invalid],
  ['no layers', { imageManifest: `{"mediaType":"${manifestType}"}` }, invalid],
  ['no media type', { imageManifest: '{"schemaVersion":2}' }, invalid],
  ['another media type', { imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json' }, invalid],
  ['an old media type', { imageManifest: `{"mediaType":"${manifestType.replace('v2', 'v1')}"}` }, 'NotImplemented'],
  ['another digest', { imageDigest: digestOf('x') }, 'ImageDigestDoesNotMatchException'],
  ['a bad tag', { imageTag: 'a/b' }, invalid],
])('a manifest that cannot be taken: %s', (_what, more, code) => {
  const { put } = registry();
  expect(() => put('{}', '1', more)).toThrow(expect.objectContaining({ code }));
});

test('a list of images needs its images, and holds them', () => {
  const { call, refusal, put } = registry();
  const digest = put('{}', '1') ?? '';
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const list = (of: string) =>
    JSON.stringify({ schemaVersion: 2, mediaType, manifests: [{ mediaType: manifestType, digest: of, size: 1 }] });
  const index = (of: string) => ({ repositoryName, imageManifest: list(of), imageTag: 'all' });
  expect(refusal(PutImageCommand, index(digestOf('x'))).code).toBe('ReferencedImagesNotFoundException');
  call(PutImageCommand, index(digest));
  const deletion = call(BatchDeleteImageCommand, { repositoryName, imageIds: [{ imageDigest: digest }] });
  expect(deletion).toMatchObject({ imageIds: [], failures: [{ failureCode: 'ImageReferencedByManifestList' }] });
});

test('images are given out by tag or digest, each with its own failure', () => {
  const { call, refusal, put } = registry();
  const imageDigest = put('{}', '1');
  const ids = [{ imageTag: '1' }, { imageTag: 'no' }, { imageDigest, imageTag: 'no' }, {}, { imageDigest: 'x' }];
  const got = call(BatchGetImageCommand, { repositoryName, imageIds: ids });
  expect(got.images).toMatchObject([{ imageId: { imageDigest, imageTag: '1' }, imageManifest: manifestOf('{}') }]);
  expect(got.failures?.map(({ failureCode }) => failureCode)).toEqual([
    'ImageNotFound',
    'ImageTagDoesNotMatchDigest',
    'MissingDigestAndTag',
    'InvalidImageDigest',
  ]);
  const other = { repositoryName, imageIds: [{ imageTag: '1' }], acceptedMediaTypes: ['text/plain'] };
  expect(refusal(BatchGetImageCommand, other).status).toBe(501);
  expect(refusal(DescribeImagesCommand, { repositoryName, imageIds: [{ imageTag: 'no' }] })).toMatchObject({
    code: 'ImageNotFoundException',
    message:
      "The image with imageId {imageDigest:'null', imageTag:'no'} does not exist within the repository with name " +
      "'web' in the registry with id '000000000000'",
  });
});

test('an image goes with its last tag, or at once by its digest', () => {
  const { call, put } = registry();
  const imageDigest = put('{}', '1');
  put('{}', '2');
  const remove = (id: object) => call(BatchDeleteImageCommand, { repositoryName, imageIds: [id] });
  const left = () => call(ListImagesCommand, { repositoryName }).imageIds;
  expect(remove({ imageTag: '1' }).imageIds).toEqual([{ imageDigest, imageTag: '1' }]);
  expect(left()).toEqual([{ imageDigest, imageTag: '2' }]);
  remove({ imageTag: '2' });
  expect(left()).toEqual([]);
  expect(remove({ imageTag: '2' }).failures).toMatchObject([{ failureCode: 'ImageNotFound' }]);
  put('{}', '3');
  put('{}', '4');
  expect(remove({ imageDigest }).imageIds).toHaveLength(2);
  expect(left()).toEqual([]);
});
