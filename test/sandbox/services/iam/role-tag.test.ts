import { CreateRoleCommand, ListRoleTagsCommand, TagRoleCommand, UntagRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../context.js';
import { trust } from './documents.js';

const RoleName = 'web';

function withRole(Tags = [{ Key: 'provision:stack', Value: 'shop' }]) {
  const it = testContext();
  it.call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust(), Tags });
  return it;
}

test('tags are added, changed and removed; the others stay', () => {
  const { call } = withRole();
  call(iam, TagRoleCommand, {
    RoleName,
    Tags: [
      { Key: 'Team', Value: 'a' },
      { Key: 'Cost', Value: '1' },
    ],
  });
  call(iam, TagRoleCommand, { RoleName, Tags: [{ Key: 'Team', Value: 'b' }] });
  call(iam, UntagRoleCommand, { RoleName, TagKeys: ['Cost', 'never-there'] });

  expect(call(iam, ListRoleTagsCommand, { RoleName }).Tags).toEqual([
    { Key: 'Team', Value: 'b' },
    { Key: 'provision:stack', Value: 'shop' },
  ]);
});

test('keys that differ by case alone are one key', () => {
  const { call, refusal } = withRole([{ Key: 'team', Value: 'a' }]);
  call(iam, TagRoleCommand, { RoleName, Tags: [{ Key: 'Team', Value: 'b' }] });

  expect(call(iam, ListRoleTagsCommand, { RoleName }).Tags).toEqual([{ Key: 'Team', Value: 'b' }]);
  const Tags = [
    { Key: 'x', Value: '1' },
    { Key: 'X', Value: '2' },
  ];
  expect(refusal(iam, TagRoleCommand, { RoleName, Tags })).toMatchObject({
    code: 'InvalidInputException',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  });
});

test("AWS's own prefix and a fifty-first tag are refused, and nothing changes", () => {
  const { call, refusal } = withRole();
  const many = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' }));

  const reserved = refusal(iam, TagRoleCommand, { RoleName, Tags: [{ Key: 'aws:mine', Value: '' }] });
  expect(reserved.code).toBe('InvalidInputException');
  expect(refusal(iam, TagRoleCommand, { RoleName, Tags: many }).code).toBe('LimitExceededException');
  expect(call(iam, ListRoleTagsCommand, { RoleName }).Tags).toHaveLength(1);
});
