import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  type BucketLocationConstraint,
  type CreateBucketRequest,
} from '@aws-sdk/client-s3';
import { dnsSuffixOf } from '../../../facts/partitions.js';
import { on, type Context } from '../../service.js';
import { page } from '../page.js';
import { existingBucket, ofBucket, refusal, requireKnown } from './refusals.js';
import { buckets, objects } from './tables.js';

/**
 * Buckets. A new one is encrypted with keys of S3 and open to nobody else, as all have been since 2023.
 * Sources: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html
 */
export const bucketOperations = [
  on(CreateBucketCommand, (input, context) => {
    requireKnown(input, [...ofBucket, 'CreateBucketConfiguration', 'ObjectOwnership']);
    const name = validName(input.Bucket);
    requireLocation(input, context);
    const there = buckets(context).get(name);
    const region = input.CreateBucketConfiguration?.LocationConstraint ?? context.region;
    if (there && (there.region !== region || region !== 'us-east-1')) throw owned(name);
    if (!there)
      buckets(context).set(name, {
        name,
        region,
        created: context.now,
        encryption: { SSEAlgorithm: 'AES256' },
        bucketKey: false,
        publicAccessBlock: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      });
    return { Location: region === 'us-east-1' ? `/${name}` : `http://${name}.s3.${dnsSuffixOf(region)}/` };
  }),

  on(HeadBucketCommand, (input, context) => {
    requireKnown(input, ofBucket);
    return { BucketRegion: existingBucket(context, input).region };
  }),

  on(GetBucketLocationCommand, ({ Bucket }, context) => {
    const bucket = buckets(context).get(Bucket ?? '');
    if (!bucket) throw refusal('NoSuchBucket', 404, 'The specified bucket does not exist');
    // The oldest region has no name here.
    if (bucket.region === 'us-east-1') return {};
    return { LocationConstraint: bucket.region as BucketLocationConstraint };
  }),

  on(ListBucketsCommand, (input, context) => {
    requireKnown(input, ['MaxBuckets', 'ContinuationToken', 'Prefix', 'BucketRegion']);
    const { MaxBuckets: most = 10_000, Prefix = '', BucketRegion } = input;
    if (most < 1 || most > 10_000)
      throw refusal('InvalidArgument', 400, 'MaxBuckets must be an integer between 1 and 10000');
    const all = buckets(context).all(
      ({ name, region }) => name.startsWith(Prefix) && (BucketRegion ?? region) === region,
    );
    const invalid = () => refusal('InvalidArgument', 400, 'The continuation token provided is incorrect');
    const { items, next } = page(all, ({ name }) => name, { size: most, token: input.ContinuationToken, invalid });
    return {
      Buckets: items.map(({ name, created, region }) => ({ Name: name, CreationDate: created, BucketRegion: region })),
      Owner: { ID: context.account },
      ...(input.Prefix !== undefined && { Prefix }),
      ...(next !== undefined && { ContinuationToken: next }),
    };
  }),

  on(DeleteBucketCommand, (input, context) => {
    const { name } = existingBucket(context, input);
    if (objects(context).find(({ bucket, versions }) => bucket === name && versions.length > 0))
      throw refusal(
        'BucketNotEmpty',
        409,
        'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
      );
    buckets(context).delete(name);
    return {};
  }),
];

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function validName(name = ''): string {
  const isSound =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
  if (!isSound) throw refusal('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName: name });
  return name;
}

/** Outside of us-east-1 the location must be said, and be the region that was asked; us-east-1 makes buckets anywhere. */
function requireLocation({ CreateBucketConfiguration }: CreateBucketRequest, { region }: Context): void {
  const location: string | undefined = CreateBucketConfiguration?.LocationConstraint;
  if (region === 'us-east-1' && location === 'us-east-1')
    throw refusal('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid');
  if (region === 'us-east-1' || location === region) return;
  const what = location ?? 'unspecified';
  const message = `The ${what} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw refusal('IllegalLocationConstraintException', 400, message);
}

/** In us-east-1 alone, making one's own bucket again changes nothing and succeeds. */
const owned = (name: string) =>
  refusal(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    {
      BucketName: name,
    },
  );
