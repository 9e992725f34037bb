import { AttachRolePolicyCommand, CreateRoleCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { iam } from '../../src/sandbox/services/iam/index.js';
import { testContext } from './context.js';
import { trust } from './services/iam/documents.js';

const policies = [
  'arn:aws:iam::aws:policy/AmazonBedrockFullAccess',
  'arn:aws:iam::000000000000:policy/team/own',
  'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
];
const RoleName = 'web';

test('a rehearsal takes the managed policies that a role gets to be there, and any other world does not', async () => {
  const aws = new InMemoryAws({ account: '000000000000', region: 'us-east-1', partition: 'aws' });
  const attached = await aws.withCloud(async (cloud) => {
    await cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust() }));
    for (const PolicyArn of policies) await cloud.iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return (await cloud.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies;
  });
  expect(attached?.map(({ PolicyArn }) => PolicyArn).toSorted()).toEqual(policies.toSorted());
  const other = testContext();
  other.call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  const refused = policies
    .slice(0, 2)
    .map((PolicyArn) => other.refusal(iam, AttachRolePolicyCommand, { RoleName, PolicyArn }).code);
  expect(refused).toEqual(['NotImplemented', 'NoSuchEntityException']);
});
