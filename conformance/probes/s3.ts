import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source => `https://docs.aws.amazon.com/AmazonS3/latest/API/API_${operation}.html`;
const codes: Source = 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html';

/** A bucket of the probe's own. Its name begins with the run's id, so nobody else has it. */
async function bucketIn(story: Story, Bucket = story.name('bucket')): Promise<string> {
  await makeBucket(story, Bucket);
  return Bucket;
}

/** @returns what S3 says where the bucket is: its path */
async function makeBucket({ s3, region }: Story, Bucket: string): Promise<string | undefined> {
  // us-east-1 is the one region that is no location.
  const CreateBucketConfiguration =
    region === 'us-east-1'
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  return (await s3.send(new CreateBucketCommand({ Bucket, ...CreateBucketConfiguration }))).Location;
}

export const s3 = probesOf('s3', [
  {
    title: 'a new bucket is encrypted, not public, and not versioned',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
      check.equal('the encryption', rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, 'AES256');
      const { PublicAccessBlockConfiguration: block } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      check.equal('what is blocked', [...new Set(Object.values(block ?? {}))], [true]);
      check.equal('versioning', (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status, undefined);
    },
  },
  {
    title: 'a bucket says in which region it is; of us-east-1 it says nothing',
    source: api('GetBucketLocation'),
    async run(story) {
      const { check, s3, region } = story;
      const Bucket = await bucketIn(story);
      const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket }));
      check.equal('the region, to HEAD', BucketRegion, region);
      const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
      check.equal('the location', LocationConstraint || 'us-east-1', region);
    },
  },
  {
    title: 'making a bucket of one own again succeeds in us-east-1 alone',
    source: api('CreateBucket'),
    async run(story) {
      const { check, region } = story;
      const Bucket = await bucketIn(story);
      if (region === 'us-east-1') check.equal('where it is', await makeBucket(story, Bucket), `/${Bucket}`);
      else await check.refused('CreateBucket', makeBucket(story, Bucket), { code: 'BucketAlreadyOwnedByYou' });
    },
  },
  {
    title: 'a bucket that is not there is refused: NoSuchBucket; to HEAD with a status alone',
    source: codes,
    async run({ check, s3, name }) {
      const Bucket = name('nobody');
      await check.refused('GetBucketLocation', s3.send(new GetBucketLocationCommand({ Bucket })), {
        code: 'NoSuchBucket',
      });
      const error = await check.refused('HeadBucket', s3.send(new HeadBucketCommand({ Bucket })), { code: 'NotFound' });
      check.equal('the status', (error['$metadata'] as { httpStatusCode?: number }).httpStatusCode, 404);
    },
  },
  {
    title: 'an object that is not there is refused: NoSuchKey',
    source: api('GetObject'),
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      await check.refused('GetObject', s3.send(new GetObjectCommand({ Bucket, Key: 'nothing' })), {
        code: 'NoSuchKey',
      });
      await check.refused('HeadObject', s3.send(new HeadObjectCommand({ Bucket, Key: 'nothing' })), {
        code: 'NotFound',
      });
    },
  },
  {
    title: 'what was put is read at once, with its ETag',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b.json', Body: '{"a":1}' }));
      check.matches('the ETag', put.ETag, /^"[0-9a-f]{32}"$/);
      const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b.json' }));
      check.equal('the object', await got.Body?.transformToString(), '{"a":1}');
      check.equal('its ETag', got.ETag, put.ETag);
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }));
      check.equal(
        'the list',
        Contents.map(({ Key }) => Key),
        ['a/b.json'],
      );
    },
  },
  {
    title: 'a write that must be the first one is refused where there is an object: PreconditionFailed',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const write = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: 'lock', Body, IfNoneMatch: '*' }));
      await write('first');
      const error = await check.refused('PutObject once more', write('second'), { code: 'PreconditionFailed' });
      check.equal('the status', (error['$metadata'] as { httpStatusCode?: number }).httpStatusCode, 412);
    },
  },
  {
    title: 'a write that names the version it replaces is refused where there is another: PreconditionFailed',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const put = (Body: string, IfMatch?: string) =>
        s3.send(new PutObjectCommand({ Bucket, Key: 'state', Body, ...(IfMatch ? { IfMatch } : {}) }));
      const { ETag } = await put('1');
      await put('2', ETag);
      await check.refused('PutObject with the first ETag', put('3', ETag), { code: 'PreconditionFailed' });
      const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'state' }));
      check.equal('the object', await got.Body?.transformToString(), '2');
    },
  },
  {
    title: 'a write that names the version of an object that is not there is refused: NoSuchKey',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const command = new PutObjectCommand({ Bucket, Key: 'nothing', Body: '1', IfMatch: `"${'0'.repeat(32)}"` });
      await check.refused('PutObject', s3.send(command), { code: 'NoSuchKey' });
    },
  },
  {
    title: 'a bucket with an object in it is not deleted: BucketNotEmpty',
    source: codes,
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      await s3.send(new PutObjectCommand({ Bucket, Key: 'one', Body: '1' }));
      await check.refused('DeleteBucket', s3.send(new DeleteBucketCommand({ Bucket })), { code: 'BucketNotEmpty' });
    },
  },
  {
    title: 'deleting an object that is not there is no error',
    source: api('DeleteObject'),
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const answer = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'nothing' }));
      check.equal('the status', answer.$metadata.httpStatusCode, 204);
    },
  },
  {
    title: 'with versioning, a write has a version, and a deletion is a version, too',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html',
    async run(story) {
      const { check, s3 } = story;
      const Bucket = await bucketIn(story);
      const VersioningConfiguration = { Status: 'Enabled' as const };
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      const status = async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status;
      await check.shows('versioning', status, 'Enabled');
      const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'one', Body: '1' }));
      check.has('the answer to the write', put, 'VersionId');
      const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
      check.equal('whether the deletion is a marker', deleted.DeleteMarker, true);
      check.has('the answer to the deletion', deleted, 'VersionId');
      await check.refused('DeleteBucket', s3.send(new DeleteBucketCommand({ Bucket })), { code: 'BucketNotEmpty' });
    },
  },
  {
    title: 'a bucket without a policy says so: NoSuchBucketPolicy',
    source: codes,
    async run(story) {
      const { check, s3, partition } = story;
      const Bucket = await bucketIn(story);
      const get = () => s3.send(new GetBucketPolicyCommand({ Bucket }));
      await check.refused('GetBucketPolicy', get(), { code: 'NoSuchBucketPolicy' });
      const Policy = JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: `arn:${partition}:s3:::${Bucket}/*`,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      });
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      await check.shows('the policy', async () => JSON.parse(`${(await get()).Policy}`) as unknown, JSON.parse(Policy));
    },
  },
]);
