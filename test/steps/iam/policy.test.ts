import {
  CreatePolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { policyResource } from '../../../steps/iam/policy/resource.js';
import { fakeCloud } from '../fake-cloud.js';

const arn = 'arn:aws:iam::123456789012:policy/demo-1';
const want = { PolicyName: 'demo-1', PolicyDocument: { Version: '2012-10-17', Statement: [] } };
/** Of these numbers, the second one in force. */
const versions = (...numbers: number[]) =>
  numbers.map((it, at) => ({ VersionId: `v${it}`, IsDefaultVersion: at === 1 }));

test.each([
  [[3, 2], []],
  [[12, 11, 10, 9, 8], ['v8']],
  // Somebody has put an old one in force.
  [[12, 2, 11, 10, 9], ['v9']],
])('another version is put in force; of versions %j those that leave no room go before: %j', async (numbers, gone) => {
  const { iam, cloud, sent } = fakeCloud();
  iam.on(ListPolicyVersionsCommand).resolves({ Versions: versions(...numbers) });
  iam.on(CreatePolicyVersionCommand).resolves({});
  await policyResource.update?.(cloud, arn, want, ['PolicyDocument']);
  expect(sent().filter(([operation]) => operation !== 'ListPolicyVersions')).toEqual([
    ...gone.map((VersionId) => ['DeletePolicyVersion', { PolicyArn: arn, VersionId }]),
    [
      'CreatePolicyVersion',
      { PolicyArn: arn, PolicyDocument: JSON.stringify(want.PolicyDocument), SetAsDefault: true },
    ],
  ]);
});

test('all versions but the one in force are deleted before the policy', async () => {
  const { iam, cloud, sent } = fakeCloud();
  iam.on(ListPolicyVersionsCommand).resolves({ Versions: versions(3, 2, 1) });
  await policyResource.delete(cloud, arn);
  expect(sent().slice(1)).toEqual([
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v3' }],
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v1' }],
    ['DeletePolicy', { PolicyArn: arn }],
  ]);
});

test('whoever has a policy keeps it, and is named with the command that takes it away', async () => {
  const { iam, cloud } = fakeCloud();
  iam.on(ListEntitiesForPolicyCommand).resolves({
    ...{ PolicyRoles: [{ RoleName: 'theirs' }], PolicyUsers: [{ UserName: 'me' }], PolicyGroups: [] },
  });
  expect(await policyResource.dependents?.(cloud, arn)).toEqual([
    {
      type: 'role',
      id: 'theirs',
      command: ['iam', 'detach-role-policy', '--role-name', 'theirs', '--policy-arn', arn],
    },
    { type: 'user', id: 'me', command: ['iam', 'detach-user-policy', '--user-name', 'me', '--policy-arn', arn] },
  ]);
});
