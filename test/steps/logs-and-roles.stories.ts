import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRoleCommand, ListAttachedRolePoliciesCommand, type Role as LiveRole } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { logGroup } from '../../steps/log-group.js';
import { executionRolePolicy } from '../../steps/role-policy-attachment.js';
import { executionRole } from '../../steps/role.js';
import { fakeCloud, tags, upper } from './fake-cloud.js';

const logs = logGroup('logs', { logGroupName: '/ecs/demo/web', retentionDays: 30, why: 'keeps lines' });
const where = { account: '123456789012', region: 'cn-north-1', partition: 'aws-cn' };
const role = executionRole('role', { roleName: 'demo-execution', ...where });
const policy = executionRolePolicy('policy', { role }, where);
const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:/ecs/demo/web';

test('a log group is created with its tags, and its retention is set afterwards', async () => {
  const { cloud, sent } = fakeCloud();
  const id = await logs.resource.create(cloud, logs.want({}));
  await logs.resource.update?.(cloud, id, logs.want({}), ['retentionInDays']);
  await logs.resource.delete(cloud, id);
  expect(sent()).toEqual([
    ['CreateLogGroup', { logGroupName: '/ecs/demo/web', tags }],
    ['PutRetentionPolicy', { logGroupName: '/ecs/demo/web', retentionInDays: 30 }],
    ['DeleteLogGroup', { logGroupName: '/ecs/demo/web' }],
  ]);
});

test('only the very name counts, although CloudWatch Logs answers by prefix', async () => {
  const fake = fakeCloud();
  fake.logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [{ logGroupName: '/ecs/demo/web-admin' }] });
  fake.logs.on(ListTagsForResourceCommand).resolves({ tags: { ...tags } });
  expect(await logs.resource.read(fake.cloud, '/ecs/demo/web')).toEqual({ is: 'absent' });
  expect(await logs.resource.find(fake.cloud, logs.want({}))).toBeUndefined();
  const logGroups = [{ logGroupName: '/ecs/demo/web', arn: `${arn}:*` }, { logGroupName: '/ecs/demo/web-admin' }];
  fake.logs.on(DescribeLogGroupsCommand).resolves({ logGroups });
  expect(await logs.resource.read(fake.cloud, '/ecs/demo/web')).toEqual({
    is: 'ready',
    out: { logGroupName: '/ecs/demo/web', logGroupArn: arn },
    live: { logGroupName: '/ecs/demo/web', retentionInDays: 0 },
    tags,
  });
  expect(await logs.resource.find(fake.cloud, logs.want({}))).toEqual({ id: '/ecs/demo/web', tags });
  expect(fake.sent()).toContainEqual(['ListTagsForResource', { resourceArn: arn }]);
});

const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '123456789012' },
        ArnLike: { 'aws:SourceArn': 'arn:aws-cn:ecs:cn-north-1:123456789012:*' },
      },
    },
  ],
};

test('the role trusts Fargate for this account and region only, and the trust can be changed', async () => {
  const { cloud, sent } = fakeCloud();
  const want = role.want({});
  expect(want).toEqual({ RoleName: 'demo-execution', AssumeRolePolicyDocument: trust });
  expect(await role.resource.create(cloud, want)).toBe('demo-execution');
  await role.resource.update?.(cloud, 'demo-execution', want, ['AssumeRolePolicyDocument']);
  await role.resource.delete(cloud, 'demo-execution');
  const document = JSON.stringify(trust);
  expect(sent()).toEqual([
    ['CreateRole', { RoleName: 'demo-execution', AssumeRolePolicyDocument: document, Tags: upper }],
    ['UpdateAssumeRolePolicy', { RoleName: 'demo-execution', PolicyDocument: document }],
    ['DeleteRole', { RoleName: 'demo-execution' }],
  ]);
});

test('the live trust policy is compared as what it means, not as how IAM encodes it', async () => {
  const fake = fakeCloud();
  const Arn = 'arn:aws-cn:iam::123456789012:role/demo-execution';
  const Role: LiveRole = {
    Path: '/',
    RoleName: 'demo-execution',
    RoleId: 'AROA',
    CreateDate: new Date(0),
    Arn,
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust, null, 2)),
    Tags: upper,
  };
  fake.iam.on(GetRoleCommand).resolves({ Role });
  expect(await role.resource.read(fake.cloud, 'demo-execution')).toEqual({
    is: 'ready',
    out: { roleName: 'demo-execution', roleArn: Arn },
    live: role.want({}),
    tags,
  });
  expect(await role.resource.find(fake.cloud, role.want({}))).toEqual({ id: 'demo-execution', tags });
});

test("AWS's own policy is attached by its ARN, in the partition at hand", async () => {
  const { iam, cloud, sent } = fakeCloud();
  const PolicyArn = 'arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  const id = { RoleName: 'demo-execution', PolicyArn };
  const want = policy.want({ role: { roleName: 'demo-execution', roleArn: 'arn' } });
  expect(await policy.resource.create(cloud, want)).toEqual(id);
  await policy.resource.delete(cloud, id);
  expect(sent()).toEqual([
    ['AttachRolePolicy', id],
    ['DetachRolePolicy', id],
  ]);
  iam.on(ListAttachedRolePoliciesCommand).resolvesOnce({ AttachedPolicies: [{ PolicyArn: 'other' }], Marker: 'more' });
  iam.on(ListAttachedRolePoliciesCommand, { Marker: 'more' }).resolves({ AttachedPolicies: [{ PolicyArn }] });
  expect(await policy.resource.read(cloud, id)).toMatchObject({ is: 'ready', live: id });
  iam.on(ListAttachedRolePoliciesCommand).resolves({ AttachedPolicies: [] });
  expect(await policy.resource.read(cloud, id)).toEqual({ is: 'absent' });
  expect(await policy.resource.find(cloud, want)).toBeUndefined();
});
