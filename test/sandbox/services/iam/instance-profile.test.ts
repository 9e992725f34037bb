import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagInstanceProfileCommand,
  UntagInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../context.js';
import { trust } from './documents.js';

const host = { InstanceProfileName: 'host' };
const AssumeRolePolicyDocument = trust('ec2.amazonaws.com');

test('a profile holds one role, and shows it as it is', () => {
  const { call, refusal } = testContext();
  for (const RoleName of ['host', 'other']) call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument });
  call(iam, CreateInstanceProfileCommand, { ...host, Path: '/shop/', Tags: [{ Key: 'stack', Value: 'shop' }] });
  call(iam, AddRoleToInstanceProfileCommand, { ...host, RoleName: 'host' });

  expect(call(iam, GetInstanceProfileCommand, host).InstanceProfile).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:instance-profile/shop/host',
    InstanceProfileId: expect.stringMatching(/^AIPA[0-9A-F]{17}$/),
    Roles: [{ RoleName: 'host', AssumeRolePolicyDocument: expect.stringMatching(/^%7B%22Version/) }],
    Tags: [{ Key: 'stack', Value: 'shop' }],
  });
  expect(refusal(iam, AddRoleToInstanceProfileCommand, { ...host, RoleName: 'other' })).toMatchObject({
    code: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  });
  const of = (RoleName: string) =>
    call(iam, ListInstanceProfilesForRoleCommand, { RoleName }).InstanceProfiles?.map((it) => it.InstanceProfileName);
  expect([of('host'), of('other')]).toEqual([['host'], []]);
});

test('neither the role nor the profile goes as long as one is in the other', () => {
  const { call, refusal } = testContext();
  const both = { ...host, RoleName: 'host' };
  call(iam, CreateRoleCommand, { RoleName: 'host', AssumeRolePolicyDocument });
  call(iam, CreateInstanceProfileCommand, host);
  call(iam, AddRoleToInstanceProfileCommand, both);
  for (const refused of [refusal(iam, DeleteRoleCommand, both), refusal(iam, DeleteInstanceProfileCommand, host)])
    expect(refused).toMatchObject({
      code: 'DeleteConflictException',
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    });
  call(iam, RemoveRoleFromInstanceProfileCommand, both);
  expect(refusal(iam, RemoveRoleFromInstanceProfileCommand, both).code).toBe('NoSuchEntityException');
  call(iam, DeleteInstanceProfileCommand, host);
  call(iam, DeleteRoleCommand, both);
  expect(refusal(iam, GetInstanceProfileCommand, host)).toMatchObject({
    code: 'NoSuchEntityException',
    message: 'Instance Profile host cannot be found.',
  });
});

test('a name is taken whatever its case; profiles are listed by path, without tags', () => {
  const { call, refusal } = testContext();
  for (const InstanceProfileName of ['b', 'a'])
    call(iam, CreateInstanceProfileCommand, { InstanceProfileName, Path: '/shop/', Tags: [{ Key: 'k', Value: 'v' }] });
  expect(refusal(iam, CreateInstanceProfileCommand, { InstanceProfileName: 'A' })).toMatchObject({
    code: 'EntityAlreadyExistsException',
    message: 'Instance Profile A already exists.',
  });
  const listed = call(iam, ListInstanceProfilesCommand, { PathPrefix: '/shop/', MaxItems: 1 });
  expect(listed).toMatchObject({ IsTruncated: true, InstanceProfiles: [{ InstanceProfileName: 'a', Roles: [] }] });
  expect(listed.InstanceProfiles?.[0]).not.toHaveProperty('Tags');
});

test('tags come and go', () => {
  const { call } = testContext();
  call(iam, CreateInstanceProfileCommand, host);
  call(iam, TagInstanceProfileCommand, {
    ...host,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  call(iam, UntagInstanceProfileCommand, { ...host, TagKeys: ['a'] });
  expect(call(iam, ListInstanceProfileTagsCommand, host).Tags).toEqual([{ Key: 'b', Value: '2' }]);
});
