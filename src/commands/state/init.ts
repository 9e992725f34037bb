import { partitionOf } from '../../facts/partitions.js';
import { FailureError } from '../../failure.js';
import { requireAnswer } from '../session/confirmation.js';
import { endpointOf } from '../session/endpoint.js';
import { reach, type Reached } from '../session/reach.js';
import { bucketOf, emitFor, openS3, type Configured } from '../session/states.js';
import type { StateRequest } from './request.js';

/**
 * Makes the bucket that states are to be kept in, or gives one that is there what it lacks for that.
 * @returns what was done, for a person
 */
export async function makeStateBucket(request: StateRequest, configured: Configured): Promise<string> {
  const location = bucketOf(request.states, configured.state);
  if (!location)
    throw new FailureError({
      code: 'bad-usage',
      message: 'which bucket is to be made?',
      hint: '--state s3://bucket/prefix says it, or `state:` in the config',
    });
  const { endpoint, region } = await endpointOf(request.target, configured.region);
  if (region === undefined) throw new FailureError({ code: 'no-region' });
  const reached = await reach(request, endpoint, { command: 'state init' });
  try {
    return await made(request, reached, location.bucket, region);
  } finally {
    await reached.close();
  }
}

async function made(request: StateRequest, reached: Reached, bucket: string, region: string): Promise<string> {
  const { regionOfBucket } = await import('../../../state/s3/bucket-region.js');
  const s3 = openS3(reached.settings, region, emitFor(request));
  const found = await regionOfBucket(s3.reads, bucket)
    .then((there) => ({ region: there ?? region }))
    .catch((error: unknown) => {
      if (error instanceof FailureError && error.failure.code === 'bad-usage') return undefined;
      throw error;
    })
    .finally(s3.close);
  const own = openS3(reached.settings, found?.region ?? region, emitFor(request));
  const at = { bucket, region: found?.region ?? region, partition: partitionOf(found?.region ?? region) };
  try {
    return await (found ? completed(request, own.reads, at) : begun(request, own.reads, at));
  } finally {
    own.close();
  }
}

type S3 = ReturnType<typeof openS3>['reads'];
interface At {
  readonly bucket: string;
  readonly region: string;
  readonly partition: string;
}

async function begun(request: StateRequest, s3: S3, at: At): Promise<string> {
  const { makeBucket } = await import('../../../state/s3/make-bucket.js');
  const { bucket, region } = at;
  const lines = [
    `This makes the bucket ${bucket} in ${region}: with versions, encrypted (SSE-S3), not public, over TLS alone.`,
  ];
  await requireAnswer(request, { command: 'state', what: `s3://${bucket}`, lines, question: 'Go ahead?' });
  await makeBucket(s3, at);
  return `The bucket ${bucket} is made, in ${region}: it keeps versions, is encrypted, and not public.`;
}

/** @throws FailureError `bad-usage` where everybody may read it: to end that is no by-product of another command */
async function completed(request: StateRequest, s3: S3, at: At): Promise<string> {
  const { giveSettings, inspectBucket } = await import('../../../state/s3/make-bucket.js');
  const { bucket, region } = at;
  const { lacks, isPublic } = await inspectBucket(s3, bucket);
  if (isPublic)
    throw new FailureError({
      code: 'bad-usage',
      message: `the bucket ${bucket} is public by its policy, so anybody could read the states in it; nothing of it was changed`,
      hint: `use another bucket, or change the policy first: aws s3api get-bucket-policy --bucket ${bucket} shows it`,
    });
  const ready = `The bucket ${bucket} keeps versions, is encrypted, and not public`;
  if (lacks.length === 0) return `${ready}. Nothing was changed.`;
  const given = lacks.map(({ gives }) => gives).join(', ');
  const lines = [
    `The bucket ${bucket} is there, in ${region}. This gives it what it lacks for states: ${given}. Nothing else of it is changed.`,
  ];
  await requireAnswer(request, { command: 'state', what: `s3://${bucket}`, lines, question: 'Go ahead?' });
  await giveSettings(s3, at, lacks);
  return `${ready}. It was given: ${given}.`;
}
