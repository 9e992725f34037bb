import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../context.js';
import { permission, trust } from './documents.js';

test('a role is made with a name, a path and a trust policy, and read back as IAM shows it', () => {
  const { call } = testContext();
  call(iam, CreateRoleCommand, {
    RoleName: 'web-execution',
    Path: '/shop/',
    Description: 'pulls images',
    AssumeRolePolicyDocument: trust(),
    Tags: [{ Key: 'provision:stack', Value: 'shop' }],
  });

  const { Role } = call(iam, GetRoleCommand, { RoleName: 'web-execution' });

  expect(Role).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:role/shop/web-execution',
    RoleId: expect.stringMatching(/^AROA[0-9A-F]{17}$/),
    Path: '/shop/',
    Description: 'pulls images',
    MaxSessionDuration: 3600,
    Tags: [{ Key: 'provision:stack', Value: 'shop' }],
  });
});

test('the trust policy comes back URL-encoded', () => {
  const { call } = testContext();
  call(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: trust() });

  const document = call(iam, GetRoleCommand, { RoleName: 'web' }).Role?.AssumeRolePolicyDocument ?? '';

  expect(document).toMatch(/^%7B%22Version%22/);
  expect(decodeURIComponent(document)).toBe(trust());
});

test('a role that another one trusts has to be there; of other accounts nobody knows', () => {
  const { call, refusal } = testContext();
  const trusting = (AWS: string) => {
    const Statement = [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }];
    return { RoleName: 'web', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) };
  };
  const other = 'arn:aws:iam::000000000000:role/other';
  expect(refusal(iam, CreateRoleCommand, trusting(other))).toMatchObject({
    code: 'MalformedPolicyDocumentException',
    message: `Invalid principal in policy: "AWS":"${other}"`,
  });
  call(iam, CreateRoleCommand, { RoleName: 'other', AssumeRolePolicyDocument: trust() });
  call(iam, CreateRoleCommand, trusting(other));
  call(iam, CreateRoleCommand, { ...trusting('arn:aws:iam::111122223333:role/theirs'), RoleName: 'theirs' });
});

test('a name is taken whatever its case', () => {
  const { call, refusal } = testContext();
  call(iam, CreateRoleCommand, { RoleName: 'Web', AssumeRolePolicyDocument: trust() });

  expect(refusal(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: trust() })).toMatchObject({
    code: 'EntityAlreadyExistsException',
    message: 'Role with name web already exists.',
  });
});

test('roles are the same in every region', () => {
  const virginia = testContext({ region: 'us-east-1' });
  const paris = testContext({ region: 'eu-west-3', world: virginia.world });
  virginia.call(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: trust() });

  expect(paris.call(iam, GetRoleCommand, { RoleName: 'web' }).Role?.RoleName).toBe('web');
});

test('a list holds the roles under a path, page by page, without their tags', () => {
  const { call } = testContext();
  const shop = { Path: '/shop/', AssumeRolePolicyDocument: trust(), Tags: [{ Key: 'k', Value: 'v' }] };
  for (const RoleName of ['c', 'a', 'b']) call(iam, CreateRoleCommand, { RoleName, ...shop });
  call(iam, CreateRoleCommand, { RoleName: 'elsewhere', AssumeRolePolicyDocument: trust() });

  const first = call(iam, ListRolesCommand, { PathPrefix: '/shop/', MaxItems: 2 });
  const second = call(iam, ListRolesCommand, { PathPrefix: '/shop/', MaxItems: 2, Marker: first.Marker });

  expect(first.Roles?.map(({ RoleName }) => RoleName)).toEqual(['a', 'b']);
  expect(first.Roles?.[0]).not.toHaveProperty('Tags');
  expect(first.IsTruncated).toBe(true);
  expect(second.Roles?.map(({ RoleName }) => RoleName)).toEqual(['c']);
  expect(second).toMatchObject({ IsTruncated: false });
});

test('what is wrong with a new role is said in the words of the framework', () => {
  const { refusal } = testContext();

  expect(refusal(iam, CreateRoleCommand, { RoleName: 'a b', AssumeRolePolicyDocument: trust() })).toMatchObject({
    code: 'ValidationError',
    status: 400,
    message:
      "1 validation error detected: Value at 'roleName' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [\\w+=,.@-]+',
  });
  const noPolicy = refusal(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: undefined });
  expect(noPolicy.message).toContain("Value at 'assumeRolePolicyDocument'");
  const short = { RoleName: 'web', AssumeRolePolicyDocument: trust(), MaxSessionDuration: 60 };
  expect(refusal(iam, CreateRoleCommand, short).message).toContain('greater than or equal to 3600');
  const astray = { RoleName: 'web', AssumeRolePolicyDocument: trust(), Path: 'shop' };
  expect(refusal(iam, CreateRoleCommand, astray).code).toBe('ValidationError');
});

test('description, session length and trust policy can be changed', () => {
  const { call } = testContext();
  call(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: trust() });

  call(iam, UpdateRoleCommand, { RoleName: 'web', Description: 'new', MaxSessionDuration: 7200 });
  const PolicyDocument = trust('ec2.amazonaws.com');
  call(iam, UpdateAssumeRolePolicyCommand, { RoleName: 'web', PolicyDocument });

  const { Role } = call(iam, GetRoleCommand, { RoleName: 'web' });
  expect(Role).toMatchObject({ Description: 'new', MaxSessionDuration: 7200 });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument);
});

test('a role cannot go before its policies have', () => {
  const { call, refusal } = testContext();
  const RoleName = 'web';
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn });
  call(iam, PutRolePolicyCommand, { RoleName, PolicyName: 'own', PolicyDocument: permission() });

  const attached = refusal(iam, DeleteRoleCommand, { RoleName });
  call(iam, DetachRolePolicyCommand, { RoleName, PolicyArn });
  const inline = refusal(iam, DeleteRoleCommand, { RoleName });
  call(iam, DeleteRolePolicyCommand, { RoleName, PolicyName: 'own' });
  call(iam, DeleteRoleCommand, { RoleName });

  expect(attached).toMatchObject({
    code: 'DeleteConflictException',
    message: 'Cannot delete entity, must detach all policies first.',
  });
  expect(inline.message).toBe('Cannot delete entity, must delete policies first.');
  expect(refusal(iam, GetRoleCommand, { RoleName })).toMatchObject({
    code: 'NoSuchEntityException',
    message: 'The role with name web cannot be found.',
  });
});

test('no role is in an instance profile, and only a role that exists can be asked about', () => {
  const { call, refusal } = testContext();
  call(iam, CreateRoleCommand, { RoleName: 'web', AssumeRolePolicyDocument: trust() });

  const { InstanceProfiles } = call(iam, ListInstanceProfilesForRoleCommand, { RoleName: 'web' });
  expect(InstanceProfiles).toEqual([]);
  expect(refusal(iam, ListInstanceProfilesForRoleCommand, { RoleName: 'api' }).code).toBe('NoSuchEntityException');
});
