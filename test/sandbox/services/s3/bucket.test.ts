import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  DeleteBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { s3 } from '../../../../src/sandbox/services/s3/index.js';
import { testContext } from '../../context.js';

const Bucket = 'states';

test('a bucket of us-east-1 has no location; anywhere else the location is that of the request', () => {
  const east = testContext();
  east.call(s3, CreateBucketCommand, { Bucket });
  expect(east.call(s3, GetBucketLocationCommand, { Bucket })).toEqual({});
  const west = testContext({ region: 'eu-west-1', world: east.world });
  const in_ = (LocationConstraint: 'eu-west-1' | 'eu-west-2') => ({
    Bucket: 'west',
    CreateBucketConfiguration: { LocationConstraint },
  });
  expect(west.refusal(s3, CreateBucketCommand, { Bucket: 'west' }).code).toBe('IllegalLocationConstraintException');
  expect(west.refusal(s3, CreateBucketCommand, in_('eu-west-2')).code).toBe('IllegalLocationConstraintException');
  west.call(s3, CreateBucketCommand, in_('eu-west-1'));
  expect(west.call(s3, GetBucketLocationCommand, { Bucket: 'west' })).toEqual({ LocationConstraint: 'eu-west-1' });
  expect(west.call(s3, HeadBucketCommand, { Bucket: 'west' })).toEqual({ BucketRegion: 'eu-west-1' });
});

test('a request that comes to another region is told where the bucket is', () => {
  const east = testContext();
  east.call(s3, CreateBucketCommand, { Bucket });
  const west = testContext({ region: 'eu-west-1', world: east.world });
  for (const Command of [HeadBucketCommand, GetBucketVersioningCommand])
    expect(west.refusal(s3, Command, { Bucket })).toMatchObject({
      code: 'PermanentRedirect',
      status: 301,
      members: { Region: 'us-east-1' },
    });
});

test('making a bucket of one own again succeeds in us-east-1 alone', () => {
  const east = testContext();
  east.call(s3, CreateBucketCommand, { Bucket });
  east.call(s3, CreateBucketCommand, { Bucket });
  const west = testContext({ region: 'eu-west-1', world: east.world });
  const again = { Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
  expect(west.refusal(s3, CreateBucketCommand, again)).toMatchObject({ code: 'BucketAlreadyOwnedByYou', status: 409 });
});

test.each(['ab', 'Upper', 'under_score', 'a..b', '-a-', '192.168.0.1', 'xn--a', 'x'.repeat(64)])(
  '%s can be no name of a bucket',
  (name) => {
    expect(testContext().refusal(s3, CreateBucketCommand, { Bucket: name }).code).toBe('InvalidBucketName');
  },
);

test('a new bucket is encrypted and not public, and not versioned', () => {
  const { call } = testContext();
  call(s3, CreateBucketCommand, { Bucket });
  expect(call(s3, GetBucketVersioningCommand, { Bucket })).toEqual({});
  expect(call(s3, GetPublicAccessBlockCommand, { Bucket }).PublicAccessBlockConfiguration?.BlockPublicAcls).toBe(true);
  expect(call(s3, GetBucketEncryptionCommand, { Bucket }).ServerSideEncryptionConfiguration?.Rules).toEqual([
    { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  ]);
});

test('settings are kept as they were put', () => {
  const { call, refusal } = testContext();
  call(s3, CreateBucketCommand, { Bucket });
  call(s3, PutBucketVersioningCommand, { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  expect(call(s3, GetBucketVersioningCommand, { Bucket })).toEqual({ Status: 'Enabled' });
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const }, BucketKeyEnabled: true };
  call(s3, PutBucketEncryptionCommand, { Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } });
  expect(call(s3, GetBucketEncryptionCommand, { Bucket }).ServerSideEncryptionConfiguration?.Rules).toEqual([rule]);
  call(s3, PutPublicAccessBlockCommand, { Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  expect(call(s3, GetPublicAccessBlockCommand, { Bucket }).PublicAccessBlockConfiguration).toMatchObject({
    BlockPublicAcls: true,
    BlockPublicPolicy: false,
  });
  expect(refusal(s3, GetBucketPolicyCommand, { Bucket })).toMatchObject({ code: 'NoSuchBucketPolicy', status: 404 });
  expect(refusal(s3, PutBucketPolicyCommand, { Bucket, Policy: 'no' }).code).toBe('MalformedPolicy');
  call(s3, PutBucketPolicyCommand, { Bucket, Policy: '{"Statement":[]}' });
  expect(call(s3, GetBucketPolicyCommand, { Bucket })).toEqual({ Policy: '{"Statement":[]}' });
});

test('a policy for everybody makes a bucket public, where that is not blocked', () => {
  const { call, refusal } = testContext();
  call(s3, CreateBucketCommand, { Bucket });
  const policy = (more: object) =>
    JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', ...more }],
    });
  const isPublic = () => call(s3, GetBucketPolicyStatusCommand, { Bucket }).PolicyStatus?.IsPublic;
  expect(refusal(s3, GetBucketPolicyStatusCommand, { Bucket }).code).toBe('NoSuchBucketPolicy');
  expect(refusal(s3, PutBucketPolicyCommand, { Bucket, Policy: policy({}) })).toMatchObject({
    code: 'AccessDenied',
    status: 403,
  });
  for (const more of [{ Effect: 'Deny' }, { Principal: { AWS: '123456789012' } }, { Condition: { Bool: {} } }]) {
    call(s3, PutBucketPolicyCommand, { Bucket, Policy: policy(more) });
    expect(isPublic()).toBe(false);
  }
  call(s3, DeletePublicAccessBlockCommand, { Bucket });
  expect(refusal(s3, GetPublicAccessBlockCommand, { Bucket })).toMatchObject({
    code: 'NoSuchPublicAccessBlockConfiguration',
    status: 404,
  });
  for (const Principal of ['*', { AWS: '*' }, { AWS: ['*'] }]) {
    call(s3, PutBucketPolicyCommand, { Bucket, Policy: policy({ Principal }) });
    expect(isPublic()).toBe(true);
  }
});

test('a bucket with a version in it stays, and one that is not there is not found', () => {
  const { call, refusal } = testContext();
  call(s3, CreateBucketCommand, { Bucket });
  call(s3, PutObjectCommand, { Bucket, Key: 'a' });
  expect(refusal(s3, DeleteBucketCommand, { Bucket })).toMatchObject({ code: 'BucketNotEmpty', status: 409 });
  expect(refusal(s3, HeadBucketCommand, { Bucket: 'other' })).toMatchObject({ code: 'NoSuchBucket', status: 404 });
});

test('the bucket of another account is refused to who expects another owner', () => {
  const { call, refusal } = testContext();
  call(s3, CreateBucketCommand, { Bucket });
  expect(refusal(s3, HeadBucketCommand, { Bucket, ExpectedBucketOwner: '123456789012' }).code).toBe('AccessDenied');
});
