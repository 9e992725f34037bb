import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { isMutating } from '../../src/is-mutating.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { serve, type Served } from '../../src/sandbox/server.js';
import { services } from '../../src/sandbox/services/index.js';
import { World } from '../../src/sandbox/world.js';
import { Desk } from './program.js';

/** `provision state init`: a bucket for states is encrypted, versioned and not public, whoever has made it. */
const Bucket = 'my-team-states';
let desk: Desk;
let endpoint: Endpoint;
let served: Served;
let s3: S3Client;
beforeAll(async () => {
  desk = await Desk.open();
  endpoint = new Endpoint({ services, world: new World(Date.now()), realTime: Date.now, save: async () => {} });
  served = await serve(endpoint, 0);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  s3 = new S3Client({ endpoint: served.url, region: 'eu-west-1', credentials, forcePathStyle: true });
});
beforeEach(() => endpoint.reset());
afterAll(async () => {
  s3.destroy();
  await served.close();
});

async function init(code: number, ...more: string[]): Promise<string> {
  const words = ['state', 'init', '--state', `s3://${Bucket}/shop`, '--endpoint-url', served.url];
  const { stdout, stderr, ...ended } = await desk.here(...words, '--region', 'eu-west-1', ...more);
  expect({ ...ended, stderr }).toMatchObject({ code });
  return (stdout + stderr).replace(/\s+/g, ' ');
}
const makeBucket = () =>
  s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
const changes = () => endpoint.calls.all().filter(({ operation }) => isMutating(operation));

async function expectSafe(algorithm = 'AES256'): Promise<void> {
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
  const { PublicAccessBlockConfiguration = {} } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm } },
  ]);
  expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(false);
}

test('a new bucket is encrypted, versioned, not public, and refuses requests without TLS', async () => {
  expect(await init(0, '--yes')).toContain('it keeps versions, is encrypted, and not public.');
  await expectSafe();
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(JSON.parse(Policy)).toMatchObject({
    Statement: [{ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  });
  endpoint.calls.clear();
  expect(await init(0, '--yes')).toContain('Nothing was changed.');
  expect(changes()).toEqual([]);
});

test('a bucket that is there is given what it lacks, after it was asked, and that is said', async () => {
  await makeBucket();
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  endpoint.calls.clear();
  expect(await init(2)).toContain('`provision state` asks');
  expect(changes()).toEqual([]);
  expect(await init(0, '--yes')).toContain(
    'It was given: the public access block, a policy that refuses requests without TLS, versions.',
  );
  await expectSafe();
});

test('a block of public access that is not whole is made whole, and a suspended bucket keeps versions again', async () => {
  await makeBucket();
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const Policy = '{"Statement":[]}';
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
  expect(await init(0, '--yes')).toContain('It was given: the public access block, versions.');
  await expectSafe();
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
});

test('the key that a bucket is encrypted with is kept', async () => {
  await makeBucket();
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'k' } }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  expect(await init(0, '--yes')).not.toContain('SSE-S3');
  await expectSafe('aws:kms');
});

test('a bucket without encryption, as there are from before 2023, is encrypted', async () => {
  await makeBucket();
  endpoint.faults.add([
    { operation: 'GetBucketEncryption', error: 'ServerSideEncryptionConfigurationNotFoundError', status: 404 },
  ]);
  expect(await init(0, '--yes')).toContain('It was given: encryption (SSE-S3), ');
  await expectSafe();
});

test('a bucket that everybody may read is refused, and left as it is', async () => {
  await makeBucket();
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }];
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) }));
  endpoint.calls.clear();
  const text = await init(2, '--yes');
  expect(text).toContain(`the bucket ${Bucket} is public by its policy`);
  expect(text).toContain(`aws s3api get-bucket-policy --bucket ${Bucket}`);
  expect(changes()).toEqual([]);
});

test.each(['PutPublicAccessBlock', 'PutBucketEncryption', 'PutBucketPolicy', 'PutBucketVersioning'])(
  'where making it ended before %s, the next init completes it',
  async (operation) => {
    endpoint.faults.add([{ operation, error: 'AccessDenied', status: 403 }]);
    expect(await init(1, '--yes')).toContain('AccessDenied');
    await init(0, '--yes');
    await expectSafe();
  },
);

test('where it may not be looked at, that is said, and nothing is changed', async () => {
  await makeBucket();
  endpoint.calls.clear();
  endpoint.faults.add([{ operation: 'GetBucketEncryption', error: 'AccessDenied', status: 403 }]);
  const text = await init(2, '--yes');
  expect(text).toContain(`how the bucket s3://${Bucket} is set may not be looked at: AccessDenied`);
  expect(text).toContain('`provision policy state-init`');
  expect(changes()).toEqual([]);
});
