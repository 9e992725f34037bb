import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type Role as LiveRole,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { executionRolePolicy } from '../../../steps/iam/role-policy-attachment/resource.js';
import { taskPolicies } from '../../../src/config/task-policy.js';
import { executionRole } from '../../../steps/iam/role/resource.js';
import { stackOf } from '../../../steps/stack/index.js';
import { configOf, where as here } from '../config.js';
import { moreSteps } from '../more-steps.js';
import { wantOf } from '../samples.js';
import { fakeCloud, tags, upper } from '../fake-cloud.js';

const where = { account: '123456789012', region: 'cn-north-1', partition: 'aws-cn' };
const role = executionRole('role', { roleName: 'demo-execution', ...where });
const policy = executionRolePolicy('policy', { role }, where);

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
  expect(await role.resource.find(fake.cloud, role.want({}))).toEqual([{ id: 'demo-execution', tags }]);
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
  expect(await policy.resource.find(cloud, want)).toEqual([]);
});

test('all policies that any step makes are parts of their role, and those of others are not', async () => {
  const { iam, cloud } = fakeCloud();
  const wants = [...stackOf(configOf(), here).steps, ...moreSteps]
    .filter(({ resource }) => resource.type === 'role-policy-attachment' || resource.type === 'role-policy')
    .map((step) => wantOf(step) as { readonly PolicyArn?: string; readonly PolicyName?: string });
  const [arns, names] = [wants.flatMap((it) => it.PolicyArn ?? []), wants.flatMap((it) => it.PolicyName ?? [])];
  const theirs = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const AttachedPolicies = [...arns, theirs].map((PolicyArn) => ({ PolicyArn }));
  iam.on(ListAttachedRolePoliciesCommand).resolves({ AttachedPolicies });
  iam.on(ListRolePoliciesCommand).resolves({ PolicyNames: [...names, 'theirs'] });
  expect([new Set(arns).size, new Set(names).size]).toEqual([5, 2]);
  const partsOf = (step: string) => {
    const Role = { RoleName: 'demo', Tags: [{ Key: 'provision:step', Value: step }] } as LiveRole;
    iam.on(GetRoleCommand).resolves({ Role });
    return role.resource.parts?.(cloud, 'demo');
  };
  const attached = (list: readonly string[]) =>
    list.map((PolicyArn) => ({ type: 'role-policy-attachment', id: { RoleName: 'demo', PolicyArn } }));
  const ofConfig = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  expect(await partsOf('web-task-role')).toEqual(expect.arrayContaining(attached([...arns, theirs])));
  expect(await partsOf('execution-role')).toEqual([
    ...attached(arns.filter((it) => it !== ofConfig)),
    ...names.map((PolicyName) => ({ type: 'role-policy', id: { PolicyName, RoleName: 'demo' } })),
  ]);
});

test('a task role may do what the config says, in its order, and open the channels of a shell where one is wanted', () => {
  const rights = (exec: boolean) => {
    const statements = [
      { effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: {} },
      {
        effect: 'Deny',
        actions: ['s3:*'],
        resources: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': ['false'] } },
      },
    ] as const;
    return taskPolicies({ statements, exec, managedPolicies: 0 });
  };
  const said = [
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] },
    { Effect: 'Deny', Action: ['s3:*'], Resource: ['*'], Condition: { Bool: { 'aws:SecureTransport': ['false'] } } },
  ];
  expect(rights(false)).toEqual({ inline: { Version: '2012-10-17', Statement: said }, managed: [], excess: 0 });
  expect(rights(true)).toMatchObject({ inline: { Statement: [...said, { Effect: 'Allow', Resource: '*' }] } });
});
