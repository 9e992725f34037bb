import { CreateBucketCommand, type BucketLocationConstraint } from '@aws-sdk/client-s3';
import { codeOf, messageOf } from '../../src/aws-errors.js';
import { FailureError } from '../../src/failure.js';
import { bucketSettings, isPublic, type BucketSetting } from './bucket-settings.js';
import { stateFailure, statusOf } from './errors.js';
import type { Sender } from './object.js';

export interface StateBucket {
  readonly bucket: string;
  readonly region: string;
  readonly partition: string;
}

/** What a bucket that is there lacks for states, and whether its policy opens it to everybody. @throws FailureError */
export async function inspectBucket(
  s3: Sender,
  bucket: string,
): Promise<{ readonly lacks: readonly BucketSetting[]; readonly isPublic: boolean }> {
  try {
    const lacks: BucketSetting[] = [];
    for (const it of bucketSettings) if (!(await it.isSet(s3, bucket))) lacks.push(it);
    return { lacks, isPublic: await isPublic(s3, bucket) };
  } catch (error) {
    if (statusOf(error) !== 403) throw stateFailure(error, `s3://${bucket}`, 'state-unreadable');
    throw new FailureError({
      code: 'bad-usage',
      message: `how the bucket s3://${bucket} is set may not be looked at: ${codeOf(error)}: ${messageOf(error)}`,
      hint: 'its name may be taken by another account, or a permission is missing: `provision policy state-init` has those that are needed',
    });
  }
}

/** Makes a bucket for states. Where this ends half-way, the bucket is there, and lacks the rest. @throws FailureError */
export async function makeBucket(s3: Sender, where: StateBucket): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: where.bucket, ...location(where.region) }));
  } catch (error) {
    throw stateFailure(error, `s3://${where.bucket}`, 'state-unwritable');
  }
  await giveSettings(s3, where, bucketSettings);
}

/** @throws FailureError */
export async function giveSettings(
  s3: Sender,
  { bucket, partition }: StateBucket,
  settings: readonly BucketSetting[],
): Promise<void> {
  try {
    for (const it of settings) await it.set(s3, bucket, partition);
  } catch (error) {
    throw stateFailure(error, `s3://${bucket}`, 'state-unwritable');
  }
}

/** The oldest region is the one that is not said. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
const location = (region: string) =>
  region === 'us-east-1'
    ? {}
    : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
