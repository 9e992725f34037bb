import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateSecurityGroupCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DeleteClusterCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreatePrivateDnsNamespaceCommand } from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { everyThird, inFull } from '../full.js';
import { census, left } from './census.js';
import { rig } from './fresh.js';
import { Project } from './project.js';
import type { Rig } from './rig.js';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const other = 'provision:stack';

interface Story {
  /** Somebody makes something of that name. */
  readonly make: (clients: Rig['clients']) => Promise<unknown>;
  readonly failure: object;
}
const stories: { readonly [what: string]: Story } = {
  'a log group that nobody has tagged': {
    make: ({ logs }) => logs.send(new CreateLogGroupCommand({ logGroupName: '/ecs/cloud-map-public/web' })),
    failure: { code: 'name-taken', step: 'web-log-group', id: '/ecs/cloud-map-public/web' },
  },
  'the log group of another stack': {
    make: ({ logs }) =>
      logs.send(
        new CreateLogGroupCommand({ logGroupName: '/aws/vendedlogs/apis/cloud-map-public', tags: { [other]: 'blog' } }),
      ),
    failure: { code: 'name-taken', step: 'api-access-logs', owner: 'blog' },
  },
  'a role of the account': {
    make: ({ iam }) =>
      iam.send(new CreateRoleCommand({ RoleName: 'cloud-map-public-exec-us-east-1', AssumeRolePolicyDocument: trust })),
    failure: { code: 'name-taken', step: 'execution-role', id: 'cloud-map-public-exec-us-east-1' },
  },
  'a cluster, which ECS would hand out as if it were new': {
    make: ({ ecs }) => ecs.send(new CreateClusterCommand({ clusterName: 'cloud-map-public' })),
    failure: { code: 'name-taken', step: 'cluster' },
  },
  'the cluster of the same step in another stack': {
    make: ({ ecs }) =>
      ecs.send(
        new CreateClusterCommand({
          clusterName: 'cloud-map-public',
          tags: [
            { key: other, value: 'blog' },
            { key: 'provision:step', value: 'cluster' },
          ],
        }),
      ),
    failure: { code: 'name-taken', step: 'cluster', owner: 'blog' },
  },
};

const told = Object.entries(stories);
test.each(inFull(told, everyThird(told)))(
  '%s: up says so and stops there, and down leaves it as it was',
  async (_, story) => {
    await story.make(rig.clients);
    const before = await census(rig);
    const project = new Project(rig);
    const { failures } = await project.up();
    expect(failures).toMatchObject([story.failure]);
    expect(project.store.records.has((story.failure as { step: string }).step)).toBe(false);

    expect((await project.down()).failures).toEqual([]);
    expect(await census(rig)).toEqual(before);
    expect(project.store.records.size).toBe(0);
  },
);

test('names that need not be unique: up goes through beside them, and down takes only its own', async () => {
  const { ec2, ecs, apigatewayv2, servicediscovery } = rig.clients;
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const group = { GroupName: 'cloud-map-public-web', Description: 'of somebody else', VpcId: Vpc?.VpcId };
  await ec2.send(new CreateSecurityGroupCommand(group));
  await apigatewayv2.send(new CreateApiCommand({ Name: 'cloud-map-public', ProtocolType: 'HTTP' }));
  await servicediscovery.send(new CreatePrivateDnsNamespaceCommand({ Name: 'internal', Vpc: Vpc?.VpcId }));
  const containerDefinitions = [{ name: 'web', image: 'nginx:1.27', memory: 128 }];
  await ecs.send(new RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  const before = await census(rig);
  expect(Object.keys(left(before))).toHaveLength(6);

  const project = new Project(rig);
  expect((await project.up()).failures).toEqual([]);
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(await census(rig)).toEqual(before);
});

test('a name that is free again is taken by the next up', async () => {
  const { ecs } = rig.clients;
  await ecs.send(new CreateClusterCommand({ clusterName: 'cloud-map-public' }));
  const project = new Project(rig);
  for (let times = 0; times < 2; times++)
    expect((await project.up()).failures).toMatchObject([{ code: 'name-taken', step: 'cluster' }]);
  await ecs.send(new DeleteClusterCommand({ cluster: 'cloud-map-public' }));
  expect((await project.up()).failures).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
