import { onAnyResource, onResource, type PermissionContext, type Rule, type Rules } from './required-permission.js';

interface OnObject {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
  readonly IfMatch?: string | undefined;
}

/** Buckets' ARNs have neither region nor account. */
const bucketArn = ({ partition }: PermissionContext, { Bucket = '' }: OnObject): string =>
  `arn:${partition}:s3:::${Bucket}`;
const objectArn = (context: PermissionContext, input: OnObject): string =>
  `${bucketArn(context, input)}/${input.Key ?? ''}`;

const onBucket =
  (action: string): Rule<OnObject> =>
  ({ input, context }) => [onResource(`s3:${action}`, bucketArn(context, input))];

/** A version is asked for by an action of its own. */
const onObject =
  (action: string): Rule<OnObject> =>
  ({ input, context }) => [
    onResource(`s3:${action}${input.VersionId === undefined ? '' : 'Version'}`, objectArn(context, input)),
  ];

/** Who compares an object before a change must be allowed to read it. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
const comparing =
  (rule: Rule<OnObject>): Rule<OnObject> =>
  (call) => [
    ...rule(call),
    ...(call.input.IfMatch === undefined ? [] : [onResource('s3:GetObject', objectArn(call.context, call.input))]),
  ];

/** Amazon S3. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const s3: Rules = {
  CreateBucket: onBucket('CreateBucket'),
  DeleteBucket: onBucket('DeleteBucket'),
  DeleteBucketPolicy: onBucket('DeleteBucketPolicy'),
  DeleteObject: comparing(onObject('DeleteObject')),
  DeletePublicAccessBlock: onBucket('PutBucketPublicAccessBlock'),
  GetBucketEncryption: onBucket('GetEncryptionConfiguration'),
  GetBucketLocation: onBucket('GetBucketLocation'),
  GetBucketPolicy: onBucket('GetBucketPolicy'),
  GetBucketPolicyStatus: onBucket('GetBucketPolicyStatus'),
  GetBucketVersioning: onBucket('GetBucketVersioning'),
  GetObject: onObject('GetObject'),
  GetPublicAccessBlock: onBucket('GetBucketPublicAccessBlock'),
  HeadBucket: onBucket('ListBucket'),
  HeadObject: onObject('GetObject'),
  ListBuckets: () => [onAnyResource('s3:ListAllMyBuckets')],
  ListObjectVersions: onBucket('ListBucketVersions'),
  ListObjectsV2: onBucket('ListBucket'),
  PutBucketEncryption: onBucket('PutEncryptionConfiguration'),
  PutBucketPolicy: onBucket('PutBucketPolicy'),
  PutBucketVersioning: onBucket('PutBucketVersioning'),
  PutObject: comparing(({ input, context }) => [onResource('s3:PutObject', objectArn(context, input))]),
  PutPublicAccessBlock: onBucket('PutBucketPublicAccessBlock'),
};
