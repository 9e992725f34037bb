import { dnsSuffixOf } from '../../../facts/partitions.js';
import { AwsError, type Context } from '../../service.js';
import { buckets, type Bucket } from './tables.js';

/** Sources of all codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const refusal = (code: string, status: number, message: string, members = {}): AwsError =>
  new AwsError(code, message, { status, members });

interface OfBucket {
  readonly Bucket?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/**
 * The bucket of a request that came to the bucket's own region.
 * @throws AwsError `NoSuchBucket`, `PermanentRedirect` from another region, `AccessDenied` for another owner
 */
export function existingBucket(context: Context, { Bucket: name = '', ExpectedBucketOwner: owner }: OfBucket): Bucket {
  const bucket = buckets(context).get(name);
  if (!bucket) throw refusal('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName: name });
  if (owner !== undefined && owner !== context.account) throw refusal('AccessDenied', 403, 'Access Denied');
  if (bucket.region !== context.region) throw elsewhere(bucket);
  return bucket;
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html */
const elsewhere = ({ name, region }: Bucket): AwsError =>
  refusal(
    'PermanentRedirect',
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Endpoint: `${name}.s3.${region}.${dnsSuffixOf(region)}`, Bucket: name, Region: region },
  );

/**
 * What the sandbox does not have is not passed over in silence.
 * @throws AwsError 501 naming the first member that is not among `known`
 */
export function requireKnown(input: object, known: readonly string[]): void {
  const other = Object.entries(input).find(([name, value]) => value !== undefined && !known.includes(name));
  if (!other) return;
  throw refusal('NotImplemented', 501, `the sandbox does not have ${other[0]} here; nothing was changed`);
}
/** Members that every operation on a bucket has. */
export const ofBucket = ['Bucket', 'ExpectedBucketOwner', 'ChecksumAlgorithm', 'ContentMD5'] as const;
