import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { managedPolicies } from '../../../../src/sandbox/services/iam/managed-policies.js';
import { policyDocuments } from '../../../../src/sandbox/services/iam/managed-policy-documents.js';
import { testContext } from '../../context.js';
import { permission, trust } from './documents.js';

const RoleName = 'web';
const execution = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

function withRole() {
  const it = testContext();
  it.call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  return it;
}

test('attaching a policy twice is attaching it once', () => {
  const { call } = withRole();
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: execution });
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: execution });

  expect(call(iam, ListAttachedRolePoliciesCommand, { RoleName })).toEqual({
    AttachedPolicies: [{ PolicyArn: execution, PolicyName: 'AmazonECSTaskExecutionRolePolicy' }],
    IsTruncated: false,
  });
  expect(call(iam, GetPolicyCommand, { PolicyArn: execution }).Policy).toMatchObject({
    Path: '/service-role/',
    AttachmentCount: 1,
  });
});

test('only policies that exist can be attached: the path is part of the name', () => {
  const { refusal } = withRole();
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy';

  expect(refusal(iam, AttachRolePolicyCommand, { RoleName, PolicyArn })).toMatchObject({
    code: 'NoSuchEntityException',
    message: `Policy ${PolicyArn} does not exist or is not attachable.`,
  });
  expect(refusal(iam, GetPolicyCommand, { PolicyArn }).code).toBe('NoSuchEntityException');
});

test('a policy that is not attached cannot be detached', () => {
  const { call, refusal } = withRole();
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: execution });
  call(iam, DetachRolePolicyCommand, { RoleName, PolicyArn: execution });

  expect(refusal(iam, DetachRolePolicyCommand, { RoleName, PolicyArn: execution }).code).toBe('NoSuchEntityException');
});

test('an inline policy is put, put again, read and deleted', () => {
  const { call, refusal } = withRole();
  const PolicyName = 'read-config';
  call(iam, PutRolePolicyCommand, { RoleName, PolicyName, PolicyDocument: permission('s3:GetObject') });
  call(iam, PutRolePolicyCommand, { RoleName, PolicyName, PolicyDocument: permission('s3:PutObject') });

  const { PolicyDocument = '' } = call(iam, GetRolePolicyCommand, { RoleName, PolicyName });
  expect(decodeURIComponent(PolicyDocument)).toBe(permission('s3:PutObject'));
  expect(PolicyDocument).toContain('%2A');
  expect(call(iam, ListRolePoliciesCommand, { RoleName }).PolicyNames).toEqual([PolicyName]);

  call(iam, DeleteRolePolicyCommand, { RoleName, PolicyName });
  expect(refusal(iam, GetRolePolicyCommand, { RoleName, PolicyName })).toMatchObject({
    code: 'NoSuchEntityException',
    message: 'The role policy with name read-config cannot be found.',
  });
});

test('inline policies of one role share 10,240 characters', () => {
  const { call, refusal } = withRole();
  const PolicyDocument = permission('s3:GetObject', `arn:aws:s3:::${'b'.repeat(6000)}`);
  call(iam, PutRolePolicyCommand, { RoleName, PolicyName: 'one', PolicyDocument });

  const second = { RoleName, PolicyName: 'two', PolicyDocument };
  expect(refusal(iam, PutRolePolicyCommand, second).code).toBe('LimitExceededException');
  expect(call(iam, ListRolePoliciesCommand, { RoleName }).PolicyNames).toEqual(['one']);
});

test('a service-linked role is made once for each account, and nobody but AWS changes it', () => {
  const { call, refusal } = testContext();
  const { Role } = call(iam, CreateServiceLinkedRoleCommand, { AWSServiceName: 'ecs.amazonaws.com' });

  expect(Role?.Arn).toBe('arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS');
  expect(refusal(iam, CreateServiceLinkedRoleCommand, { AWSServiceName: 'ecs.amazonaws.com' })).toMatchObject({
    code: 'InvalidInputException',
    message: 'Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.',
  });
  const deletion = refusal(iam, DeleteRoleCommand, { RoleName: 'AWSServiceRoleForECS' });
  expect(deletion.code).toBe('UnmodifiableEntityException');
});

test('a service-linked role that the sandbox does not know answers 501', () => {
  const { refusal } = testContext();

  const unknown = refusal(iam, CreateServiceLinkedRoleCommand, { AWSServiceName: 'example.amazonaws.com' });
  expect(unknown).toMatchObject({ code: 'NotImplemented', status: 501 });
});

test.each(Object.keys(policyDocuments))('the text of %s can be read, in its present version alone', (pathAndName) => {
  const { call, refusal } = testContext();
  expect(managedPolicies).toContain(pathAndName);
  const PolicyArn = `arn:aws:iam::aws:policy/${pathAndName}`;
  const VersionId = call(iam, GetPolicyCommand, { PolicyArn }).Policy?.DefaultVersionId ?? '';
  const { PolicyVersion } = call(iam, GetPolicyVersionCommand, { PolicyArn, VersionId });
  expect(PolicyVersion).toMatchObject({ VersionId, IsDefaultVersion: true });
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toMatchObject({ Version: '2012-10-17' });
  expect(refusal(iam, GetPolicyVersionCommand, { PolicyArn, VersionId: 'v99' }).code).toBe('NoSuchEntityException');
});

test('the sandbox says so where it does not have the text of a policy', () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  expect(testContext().refusal(iam, GetPolicyVersionCommand, { PolicyArn, VersionId: 'v1' })).toMatchObject({
    status: 501,
    message: "The sandbox's IAM does not have the text of ReadOnlyAccess.",
  });
});

test('the one user is the caller', () => {
  const { call, refusal } = testContext();
  const user = call(iam, GetUserCommand, {}).User;
  expect(user?.Arn).toBe('arn:aws:iam::000000000000:user/sandbox');
  expect(call(iam, GetUserCommand, { UserName: 'sandbox' }).User).toEqual(user);
  expect(refusal(iam, GetUserCommand, { UserName: 'somebody' }).code).toBe('NoSuchEntityException');
});

test("a policy of another partition is refused, AWS's own too", () => {
  const { call, refusal } = testContext({ region: 'cn-north-1' });
  call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  expect(refusal(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: execution })).toMatchObject({
    code: 'ValidationError',
    message: 'Invalid ARN partition',
  });
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: execution.replace('arn:aws:', 'arn:aws-cn:') });
});
