import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type GetObjectCommandOutput,
  type GetObjectRequest,
  type HeadObjectCommandOutput,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { on, type Context } from '../../service.js';
import { crc32Of } from '../../wire/aws-chunked.js';
import { existingBucket, refusal, requireKnown } from './refusals.js';
import { objects, type Bucket, type Content, type ContentHeaders, type ObjectRow, type Version } from './tables.js';

/**
 * Objects and their versions. One request is handled at a time, so two writers never meet: `ConditionalRequestConflict`
 * is answered only where a fault asks for it.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html
 */
export const objectOperations = [
  on(PutObjectCommand, (input, context) => {
    requireKnown(input, putMembers);
    const bucket = existingBucket(context, input);
    const row = rowOf(context, bucket, requiredKey(input.Key));
    requireWritable(row, input);
    const content = contentOf(bucket, input);
    const version: Version = { id: nextVersionId(context, bucket), modified: context.now, content };
    put(row, version);
    objects(context).set(rowKey(row), row);
    return {
      ETag: content.etag,
      ChecksumCRC32: content.crc32,
      ChecksumType: 'FULL_OBJECT' as const,
      ServerSideEncryption: content.encryption.SSEAlgorithm,
      ...versionId(bucket, version),
    };
  }),

  on(GetObjectCommand, (input, context): Omit<GetObjectCommandOutput, '$metadata'> => {
    const { content, shown } = readable(context, input);
    // The wire takes bytes where the SDK's clients hand out a stream.
    const Body = new Uint8Array(gunzipSync(content.gzip)) as never;
    return { ...shown, Body };
  }),

  on(HeadObjectCommand, (input, context): Omit<HeadObjectCommandOutput, '$metadata'> => readable(context, input).shown),

  on(DeleteObjectCommand, (input, context) => {
    requireKnown(input, ['Bucket', 'Key', 'VersionId', 'IfMatch', 'ExpectedBucketOwner']);
    const bucket = existingBucket(context, input);
    const row = rowOf(context, bucket, requiredKey(input.Key));
    const [current] = row.versions;
    if (input.IfMatch !== undefined) requireMatch(current, input.IfMatch);
    if (input.VersionId !== undefined) return deleteVersion(context, row, input.VersionId);
    if (bucket.versioning === undefined) {
      objects(context).delete(rowKey(row));
      return {};
    }
    const marker: Version = { id: nextVersionId(context, bucket), modified: context.now };
    put(row, marker);
    objects(context).set(rowKey(row), row);
    return { DeleteMarker: true, VersionId: marker.id };
  }),
];

const contentHeaders = [
  'ContentType',
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
] as const;
const putMembers: readonly (keyof PutObjectCommandInput)[] = [
  ...contentHeaders,
  ...(['Bucket', 'Key', 'Body', 'ContentLength', 'ContentMD5', 'ChecksumAlgorithm', 'ChecksumCRC32'] as const),
  ...(['ChecksumSHA1', 'ChecksumSHA256', 'IfMatch', 'IfNoneMatch', 'Metadata'] as const),
  ...(['ServerSideEncryption', 'SSEKMSKeyId', 'ExpectedBucketOwner'] as const),
];

const rowKey = ({ bucket, key }: Pick<ObjectRow, 'bucket' | 'key'>): string => `${bucket}/${key}`;

const rowOf = (context: Context, { name }: Bucket, key: string): ObjectRow =>
  objects(context).get(rowKey({ bucket: name, key })) ?? { bucket: name, key, versions: [] };

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function requiredKey(key = ''): string {
  if (Buffer.byteLength(key) > 1024) throw refusal('KeyTooLongError', 400, 'Your key is too long');
  return key;
}

function contentOf(bucket: Bucket, input: PutObjectCommandInput): Content {
  const bytes = (input.Body ?? new Uint8Array()) as Uint8Array;
  const metadata = input.Metadata ?? {};
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
  if (size > 2048)
    throw refusal('MetadataTooLarge', 400, 'Your metadata headers exceed the maximum allowed metadata size');
  const given = contentHeaders.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]] as const]));
  const { ServerSideEncryption: SSEAlgorithm, SSEKMSKeyId: KMSMasterKeyID } = input;
  return {
    gzip: new Uint8Array(gzipSync(bytes)),
    size: bytes.byteLength,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    crc32: crc32Of(bytes),
    metadata,
    headers: Object.fromEntries(given) as ContentHeaders,
    encryption: SSEAlgorithm ? { SSEAlgorithm, ...(KMSMasterKeyID && { KMSMasterKeyID }) } : bucket.encryption,
  };
}

/**
 * The conditions of a write. A delete marker counts as nothing.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function requireWritable({ versions: [current] }: ObjectRow, { IfMatch, IfNoneMatch }: PutObjectCommandInput): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
    throw refusal('NotImplemented', 501, 'A header you provided implies functionality that is not implemented', {
      Header: 'If-None-Match',
    });
  if (IfNoneMatch !== undefined && current?.content) throw preconditionFailed('If-None-Match');
  if (IfMatch !== undefined) requireMatch(current, IfMatch);
}

function requireMatch(current: Version | undefined, etag: string): void {
  if (!current?.content) throw refusal('NoSuchKey', 404, 'The specified key does not exist.');
  if (!matches(current.content, etag)) throw preconditionFailed('If-Match');
}

const matches = ({ etag }: Content, wanted: string): boolean =>
  wanted === '*' || wanted.replace(/^"|"$/g, '') === etag.slice(1, -1);

const preconditionFailed = (Condition: string) =>
  refusal('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', { Condition });

/** In a bucket that is not versioned, or no longer, there is one version at most without an id of its own. */
function put(row: ObjectRow, version: Version): void {
  row.versions = [version, ...row.versions.filter(({ id }) => version.id !== 'null' || id !== 'null')];
}

const nextVersionId = ({ world }: Context, { versioning }: Bucket): string =>
  versioning === 'Enabled' ? world.hex(32) : 'null';

const versionId = ({ versioning }: Bucket, { id }: Version) => (versioning ? { VersionId: id } : {});

function deleteVersion(context: Context, row: ObjectRow, id: string) {
  const version = row.versions.find((it) => it.id === id);
  row.versions = row.versions.filter((it) => it !== version);
  if (row.versions.length === 0) objects(context).delete(rowKey(row));
  return { VersionId: id, ...(version && !version.content && { DeleteMarker: true }) };
}

/** @throws AwsError as a read of an object would be refused */
function readable(context: Context, input: GetObjectRequest) {
  requireKnown(input, ['Bucket', 'Key', 'VersionId', 'IfMatch', 'IfNoneMatch', 'ChecksumMode', 'ExpectedBucketOwner']);
  const bucket = existingBucket(context, input);
  const { versions } = rowOf(context, bucket, requiredKey(input.Key));
  const wanted = input.VersionId;
  const version = wanted === undefined ? versions[0] : versions.find(({ id }) => id === wanted);
  if (wanted !== undefined && !version) throw refusal('NoSuchVersion', 404, 'The specified version does not exist.');
  if (wanted !== undefined && !version?.content)
    throw refusal('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.');
  if (!version?.content) throw refusal('NoSuchKey', 404, 'The specified key does not exist.', { Key: input.Key });
  const { content } = version;
  if (input.IfMatch !== undefined && !matches(content, input.IfMatch)) throw preconditionFailed('If-Match');
  if (input.IfNoneMatch !== undefined && matches(content, input.IfNoneMatch))
    throw refusal('NotModified', 304, 'Not Modified');
  const shown = {
    ETag: content.etag,
    ContentLength: content.size,
    LastModified: version.modified,
    AcceptRanges: 'bytes',
    ...content.headers,
    ContentType: content.headers.ContentType ?? 'binary/octet-stream',
    Metadata: { ...content.metadata },
    ServerSideEncryption: content.encryption.SSEAlgorithm,
    ...(content.encryption.KMSMasterKeyID && { SSEKMSKeyId: content.encryption.KMSMasterKeyID }),
    ...(input.ChecksumMode === 'ENABLED' && { ChecksumCRC32: content.crc32, ChecksumType: 'FULL_OBJECT' as const }),
    ...versionId(bucket, version),
  };
  return { content, shown };
}
