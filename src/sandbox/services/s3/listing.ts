import { ListObjectsV2Command, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { on, type Context } from '../../service.js';
import { existingBucket, refusal, requireKnown } from './refusals.js';
import { objects, type Bucket, type ObjectRow, type Version } from './tables.js';

/**
 * What is in a bucket, in the order of the keys' bytes; versions of one key with the newest first.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export const listingOperations = [
  on(ListObjectsV2Command, (input, context) => {
    requireKnown(input, [...inBoth, 'Delimiter', 'ContinuationToken', 'StartAfter', 'FetchOwner']);
    const { name } = existingBucket(context, input);
    const { Prefix = '', Delimiter, StartAfter, ContinuationToken } = input;
    const size = pageSize(input.MaxKeys);
    const after = ContinuationToken === undefined ? StartAfter : keyIn(ContinuationToken);
    const all = rowsIn(context, { name }, Prefix).filter(({ versions: [current] }) => current?.content);
    const entries = grouped(all, Prefix, Delimiter).filter(({ at }) => after === undefined || bytewise(at, after) > 0);
    const page = entries.slice(0, size);
    const last = page.at(-1);
    const encode = encoder(input.EncodingType);
    return {
      Name: name,
      Prefix: encode(Prefix),
      ...(Delimiter !== undefined && { Delimiter: encode(Delimiter) }),
      ...(input.EncodingType && { EncodingType: input.EncodingType }),
      MaxKeys: size,
      KeyCount: page.length,
      IsTruncated: entries.length > page.length,
      Contents: page.flatMap(({ row }) => {
        const current = row?.versions[0];
        return row && current?.content ? [{ Key: encode(row.key), ...shown(current) }] : [];
      }),
      CommonPrefixes: page.flatMap(({ row, at }) => (row ? [] : [{ Prefix: encode(at) }])),
      ...(entries.length > page.length && last && { NextContinuationToken: tokenOf(last.at) }),
    };
  }),

  on(ListObjectVersionsCommand, (input, context) => {
    requireKnown(input, [...inBoth, 'KeyMarker', 'VersionIdMarker']);
    const { name } = existingBucket(context, input);
    const { Prefix = '', KeyMarker, VersionIdMarker } = input;
    const size = pageSize(input.MaxKeys);
    const all = rowsIn(context, { name }, Prefix).flatMap((row) =>
      row.versions.map((version, at) => ({ key: row.key, version, isLatest: at === 0 })),
    );
    const marker = all.findIndex(({ key, version }) => key === KeyMarker && version.id === VersionIdMarker);
    const rest =
      marker >= 0 ? all.slice(marker + 1) : all.filter(({ key }) => !KeyMarker || bytewise(key, KeyMarker) > 0);
    const page = rest.slice(0, size);
    const last = page.at(-1);
    const encode = encoder(input.EncodingType);
    const described = ({ key, version, isLatest }: (typeof all)[number]) => ({
      Key: encode(key),
      VersionId: version.id,
      IsLatest: isLatest,
      LastModified: version.modified,
      Owner: { ID: context.account },
    });
    return {
      Name: name,
      Prefix: encode(Prefix),
      ...(input.EncodingType && { EncodingType: input.EncodingType }),
      MaxKeys: size,
      IsTruncated: rest.length > page.length,
      Versions: page.filter(({ version }) => version.content).map((it) => ({ ...described(it), ...shown(it.version) })),
      DeleteMarkers: page.filter(({ version }) => !version.content).map(described),
      ...(rest.length > page.length &&
        last && { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.version.id }),
    };
  }),
];

const inBoth = ['Bucket', 'Prefix', 'MaxKeys', 'EncodingType', 'ExpectedBucketOwner'] as const;

const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const rowsIn = (context: Context, { name }: Pick<Bucket, 'name'>, prefix: string): ObjectRow[] =>
  objects(context)
    .all(({ bucket, key }) => bucket === name && key.startsWith(prefix))
    .sort((a, b) => bytewise(a.key, b.key));

interface Entry {
  /** The key, or the prefix that several keys have in common. */
  readonly at: string;
  readonly row?: ObjectRow;
}
function grouped(rows: readonly ObjectRow[], prefix: string, delimiter: string | undefined): Entry[] {
  const entries = new Map<string, Entry>();
  for (const row of rows) {
    const end = delimiter ? row.key.indexOf(delimiter, prefix.length) : -1;
    const common = end < 0 || delimiter === undefined ? undefined : row.key.slice(0, end + delimiter.length);
    if (common === undefined) entries.set(row.key, { at: row.key, row });
    else if (!entries.has(common)) entries.set(common, { at: common });
  }
  return [...entries.values()];
}

const shown = ({ modified, content }: Version) => ({
  LastModified: modified,
  ETag: content?.etag ?? '',
  Size: content?.size ?? 0,
  StorageClass: 'STANDARD' as const,
});

function pageSize(asked = 1000): number {
  if (asked < 0) throw refusal('InvalidArgument', 400, 'Argument maxKeys must be an integer between 0 and 2147483647');
  return Math.min(asked, 1000);
}

/** With `EncodingType: url`, keys are written so that XML can carry each of them. */
const encoder = (type: string | undefined) => (text: string) =>
  type === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;

const tokenOf = (key: string): string => Buffer.from(key).toString('base64url');
function keyIn(token: string): string {
  const key = Buffer.from(token, 'base64url').toString();
  if (tokenOf(key) !== token) throw refusal('InvalidArgument', 400, 'The continuation token provided is incorrect');
  return key;
}
