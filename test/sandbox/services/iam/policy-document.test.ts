import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../src/sandbox/service.js';
import { checkPermissionPolicy, checkTrustPolicy } from '../../../../src/sandbox/services/iam/policy-document.js';
import { permission, trust } from './documents.js';

const said = (check: () => void): string => {
  try {
    check();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'MalformedPolicyDocumentException') return error.message;
    throw error;
  }
  return 'nothing';
};
const statement = (elements: object) => JSON.stringify({ Version: '2012-10-17', Statement: elements });
const allow = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

test.each([
  ['one statement in a list', trust()],
  ['one statement on its own', statement(allow)],
  ['everyone', statement({ ...allow, Principal: '*' })],
  ['another account', statement({ ...allow, Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'] } })],
  ['several actions', statement({ ...allow, Action: ['sts:AssumeRole', 'sts:TagSession'] })],
])('a trust policy for %s is accepted', (_what, document) => {
  expect(said(() => checkTrustPolicy(document, 'aws', () => true))).toBe('nothing');
});

test.each([
  ['{', 'This policy contains invalid Json'],
  ['[]', 'Syntax errors in policy.'],
  ['{"Version":"2012-10-17"}', 'Missing required field Statement'],
  [statement([]), 'Syntax errors in policy.'],
  [statement({ ...allow, Effect: 'Maybe' }), 'Syntax errors in policy.'],
  [statement({ ...allow, Resource: '*' }), 'Has prohibited field Resource'],
  [statement({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  [statement({ ...allow, Action: undefined }), 'Policy statement must contain actions.'],
  [statement({ ...allow, Action: 's3:GetObject' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
  [statement({ ...allow, Principal: { Service: 'ecs-tasks' } }), 'Invalid principal in policy: "SERVICE":"ecs-tasks"'],
])('the trust policy %s is refused', (document, message) => {
  expect(said(() => checkTrustPolicy(document, 'aws', () => true))).toBe(message);
});

test.each([
  [permission(), 'nothing'],
  [permission(['logs:*', '*']), 'nothing'],
  [statement({ ...allow, Resource: '*' }), 'Policy document should not specify a principal.'],
  [statement({ Effect: 'Allow', Action: 's3:GetObject' }), 'Policy statement must contain resources.'],
  [permission('GetObject'), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
])('of the permission policy %s IAM says: %s', (document, message) => {
  expect(said(() => checkPermissionPolicy(document, 'aws'))).toBe(message);
});

const trusting = (Principal: object) => statement({ ...allow, Principal });

test.each([
  ['aws', { Service: 'ecs-tasks.amazonaws.com' }, 'nothing'],
  ['aws-cn', { Service: 'ecs-tasks.amazonaws.com' }, 'nothing'],
  ['aws-cn', { Service: 'ec2.amazonaws.com.cn' }, 'nothing'],
  ['aws-cn', { AWS: 'arn:aws-cn:iam::111122223333:root' }, 'nothing'],
  [
    'aws-cn',
    { Service: 'ecs-tasks.amazonaws.com.cn' },
    'Invalid principal in policy: "SERVICE":"ecs-tasks.amazonaws.com.cn"',
  ],
  ['aws', { Service: 'ec2.amazonaws.com.cn' }, 'Invalid principal in policy: "SERVICE":"ec2.amazonaws.com.cn"'],
  [
    'aws-us-gov',
    { AWS: 'arn:aws:iam::111122223333:root' },
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:root"',
  ],
])('in %s, of a trust in %j IAM says: %s', (partition, principal, message) => {
  expect(said(() => checkTrustPolicy(trusting(principal), partition, () => true))).toBe(message);
});

test.each([
  ['aws-cn', 'arn:aws-cn:s3:::a/*', 'nothing'],
  ['aws-cn', ['*', 'arn:*:s3:::a'], 'nothing'],
  ['aws-us-gov', 'arn:aws:s3:::a', 'Partition "aws" is not valid for resource "arn:aws:s3:::a".'],
  ['aws', ['*', 'arn:aws-cn:s3:::a'], 'Partition "aws-cn" is not valid for resource "arn:aws-cn:s3:::a".'],
])('in %s, of a permission for %j IAM says: %s', (partition, Resource, message) => {
  const document = statement({ Effect: 'Allow', Action: 's3:GetObject', Resource });
  expect(said(() => checkPermissionPolicy(document, partition))).toBe(message);
});
