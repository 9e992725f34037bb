import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { codeOf } from '../../src/aws-errors.js';
import type { Sender } from './object.js';

/**
 * What a bucket for states has: versions, encryption, no public access, and no requests without TLS.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export interface BucketSetting {
  /** What the bucket lacks where it is not set so, and is given. */
  readonly gives: string;
  /** @throws Error of the SDK */
  isSet(s3: Sender, Bucket: string): Promise<boolean>;
  /** @throws Error of the SDK */
  set(s3: Sender, Bucket: string, partition: string): Promise<void>;
}

const publicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
} as const;

export const bucketSettings: readonly BucketSetting[] = [
  {
    gives: 'the public access block',
    async isSet(s3, Bucket) {
      const { PublicAccessBlockConfiguration: block = {} } = await orNothing(
        s3.send(new GetPublicAccessBlockCommand({ Bucket })),
        'NoSuchPublicAccessBlockConfiguration',
      );
      return (Object.keys(publicAccessBlock) as (keyof typeof publicAccessBlock)[]).every((it) => block[it] === true);
    },
    async set(s3, Bucket) {
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: publicAccessBlock }));
    },
  },
  {
    // Any key will do: one of the owner's own is kept. Buckets from before 2023 may have none.
    gives: 'encryption (SSE-S3)',
    async isSet(s3, Bucket) {
      const { ServerSideEncryptionConfiguration: { Rules = [] } = {} } = await orNothing(
        s3.send(new GetBucketEncryptionCommand({ Bucket })),
        'ServerSideEncryptionConfigurationNotFoundError',
      );
      return Rules.some((it) => it.ApplyServerSideEncryptionByDefault?.SSEAlgorithm !== undefined);
    },
    async set(s3, Bucket) {
      const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    },
  },
  {
    // A policy that is there is its owner's affair.
    gives: 'a policy that refuses requests without TLS',
    async isSet(s3, Bucket) {
      return (await policyOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).Policy !== undefined;
    },
    async set(s3, Bucket, partition) {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(tlsOnly(Bucket, partition)) }));
    },
  },
  {
    gives: 'versions',
    async isSet(s3, Bucket) {
      return (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled';
    },
    async set(s3, Bucket) {
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    },
  },
];

/** Whether its policy opens a bucket to everybody. @throws Error of the SDK */
export async function isPublic(s3: Sender, Bucket: string): Promise<boolean> {
  const { PolicyStatus } = await policyOf(s3.send(new GetBucketPolicyStatusCommand({ Bucket })));
  return PolicyStatus?.IsPublic === true;
}

const policyOf = <T extends object>(asked: Promise<T>) => orNothing(asked, 'NoSuchBucketPolicy');

/** An answer, or nothing where the error says that it was never set. */
const orNothing = <T extends object>(asked: Promise<T>, code: string): Promise<Partial<T>> =>
  asked.catch((error: unknown) => {
    if (codeOf(error) === code) return {};
    throw error;
  });

const tlsOnly = (bucket: string, partition: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});
