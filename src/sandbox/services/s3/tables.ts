import type { PublicAccessBlockConfiguration, ServerSideEncryptionByDefault } from '@aws-sdk/client-s3';
import { global } from '../../service.js';

export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly created: Date;
  /** Absent: it never was versioned. */
  versioning?: 'Enabled' | 'Suspended';
  encryption: ServerSideEncryptionByDefault;
  bucketKey: boolean;
  publicAccessBlock?: PublicAccessBlockConfiguration;
  /** JSON, as it was put. It is kept and not enforced. */
  policy?: string;
}

export interface Version {
  /** `null` where the bucket was not versioned when it was written. */
  readonly id: string;
  readonly modified: Date;
  /** Undefined: a delete marker. */
  readonly content?: Content;
}

export interface Content {
  /** Compressed: a world is one file, and a state has many versions that differ little. */
  readonly gzip: Uint8Array;
  readonly size: number;
  /** In quotes. */
  readonly etag: string;
  readonly crc32: string;
  readonly metadata: { readonly [name: string]: string };
  readonly headers: ContentHeaders;
  readonly encryption: ServerSideEncryptionByDefault;
}
/** What is given back as it was put. */
export interface ContentHeaders {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
}

/** All that a key has, the newest first. */
export interface ObjectRow {
  readonly bucket: string;
  readonly key: string;
  versions: Version[];
}

/** The names of buckets are unique over all regions. */
export const buckets = global<Bucket>('s3/buckets');
/** By `<bucket>/<key>`. */
export const objects = global<ObjectRow>('s3/objects');
