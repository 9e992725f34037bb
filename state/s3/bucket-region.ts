import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { codeOf } from '../../src/aws-errors.js';
import { headerOf, stateFailure, statusOf } from './errors.js';
import type { Sender } from './object.js';
import { FailureError } from '../../src/failure.js';

/**
 * Which region a bucket is in, asked from any. Where it is another one than asked, or the bucket may not be looked at,
 * the answer is an error that says the region all the same.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 * @returns undefined where an endpoint that is not AWS's does not say
 * @throws FailureError: there is no such bucket, or nobody who may ask
 */
export async function regionOfBucket(s3: Sender, bucket: string): Promise<string | undefined> {
  try {
    return (await s3.send(new HeadBucketCommand({ Bucket: bucket }))).BucketRegion;
  } catch (error) {
    if (codeOf(error) === 'ForeignAnswer') return undefined;
    const region = headerOf(error, 'x-amz-bucket-region');
    if (region !== undefined) return region;
    // An answer to HEAD has no body: its error has no name of its own.
    if (statusOf(error) !== 404) throw stateFailure(error, `s3://${bucket}`, 'state-unreadable');
    throw new FailureError({
      code: 'bad-usage',
      message: `there is no bucket s3://${bucket}`,
      hint: `provision state init --state s3://${bucket} makes it`,
    });
  }
}
