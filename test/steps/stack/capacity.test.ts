import { DescribeAutoScalingGroupsCommand, type AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  type CapacityProvider,
  type Cluster as LiveCluster,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { changedMembers, tagChanges } from '../../../src/runner/compare.js';
import { recordedDependencies } from '../../../src/step-dependencies.js';
import type { Step } from '../../../src/step.js';
import { autoScalingGroupResource } from '../../../steps/autoscaling/auto-scaling-group/resource.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { capacityProviderResource } from '../../../steps/ecs/capacity-provider/resource.js';
import { capacity, instanceParts } from '../../../steps/stack/capacity.js';
import { clusterCapacityProvidersResource } from '../../../steps/ecs/cluster-capacity-providers/resource.js';
import { fargateCapacityProvidersResource } from '../../../steps/ecs/fargate-capacity-providers/resource.js';
import { cluster } from '../../../steps/ecs/cluster/resource.js';
import { elasticIp } from '../../../steps/ec2/elastic-ip/resource.js';
import { natGateway } from '../../../steps/ec2/nat-gateway/resource.js';
import { privateSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, lower, tags, upper } from '../fake-cloud.js';
import { allNeedsOf, needsOf, wantOf } from '../samples.js';

const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const subnet = (index: number) =>
  privateSubnet(`private-subnet-${index}`, { vpc: theVpc, zones }, { cidr: '10.0.0.0/16', index });
const subnets = [subnet(1), subnet(0)];
const nat = natGateway('nat-gateway', { subnet: subnet(0), address: elasticIp('address') });
const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
const machine = { name: 'demo', region: 'us-east-1', partition: 'aws', instanceType: 'c5.xlarge', volumeGiB: 50 };
const kind = instanceParts({ vpc: theVpc, cluster: theCluster }, machine);
const parts = { subnets, routes: [nat], cluster: theCluster };
const options = { name: 'demo', min: 0, max: 100 };
const instances = capacity(kind, parts, options);
const steps = [...kind.steps, ...instances.steps];
const named = (name: string): Step => steps.find((step) => step.name === name) ?? theCluster;

const ids: { readonly [step: string]: unknown } = {
  'private-subnet-0': { subnetId: 'subnet-a' },
  'private-subnet-1': { subnetId: 'subnet-b' },
};
const groupArn = 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/demo-instances';
const groupWant = {
  AutoScalingGroupName: 'demo-instances',
  LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '$Default' },
  MaxSize: 100,
  SubnetIds: { 'subnet-a': true, 'subnet-b': true },
  NewInstancesProtectedFromScaleIn: true,
} as const;
const { SubnetIds: _, ...groupSettings } = groupWant;
const group: AutoScalingGroup = {
  ...groupSettings,
  MinSize: 0,
  AutoScalingGroupARN: groupArn,
  LaunchTemplate: { ...groupWant.LaunchTemplate, LaunchTemplateName: 'demo-instances' },
  CreatedTime: new Date(0),
  DesiredCapacity: 7,
  DefaultCooldown: 300,
  AvailabilityZones: ['us-east-1a', 'us-east-1b'],
  HealthCheckType: 'EC2',
  VPCZoneIdentifier: 'subnet-b,subnet-a',
  Tags: [...upper, { Key: 'AmazonECSManaged', Value: '', PropagateAtLaunch: true }],
};

test('the group begins empty, in the subnets in any order, and its tags go on to its instances', async () => {
  const { autoscaling, cloud, sent } = fakeCloud();
  autoscaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group] });
  const want = wantOf(
    named('auto-scaling-group'),
    ({ name, resource }) => ids[name] ?? (resource.type === 'launch-template' ? { launchTemplateId: 'lt-1' } : {}),
  );
  expect(want).toEqual(groupWant);
  expect(await autoScalingGroupResource.create(cloud, groupWant)).toBe('demo-instances');
  await autoScalingGroupResource.update?.(cloud, 'demo-instances', { ...groupWant, MaxSize: 5 }, [
    'MaxSize',
    'SubnetIds',
  ]);
  const about = { ResourceId: 'demo-instances', ResourceType: 'auto-scaling-group', PropagateAtLaunch: true };
  const Tags = upper.map((tag) => ({ ...tag, ...about }));
  expect(sent()).toEqual([
    [
      'CreateAutoScalingGroup',
      { ...groupSettings, VPCZoneIdentifier: 'subnet-a,subnet-b', MinSize: 0, DesiredCapacity: 0, Tags },
    ],
    ['DescribeAutoScalingGroups', { AutoScalingGroupNames: ['demo-instances'] }],
    [
      'UpdateAutoScalingGroup',
      { AutoScalingGroupName: 'demo-instances', MaxSize: 5, VPCZoneIdentifier: 'subnet-a,subnet-b' },
    ],
  ]);
});

test('how many instances there are, and the tag that ECS puts on the group, are no drift', async () => {
  const { autoscaling, cloud } = fakeCloud();
  autoscaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [group] });
  const seen = await autoScalingGroupResource.read(cloud, 'demo-instances');
  if (seen.is !== 'ready') throw new Error(seen.is);
  expect(seen.out).toEqual({ autoScalingGroupName: 'demo-instances', autoScalingGroupArn: groupArn });
  expect(changedMembers(autoScalingGroupResource, groupWant, { want: groupWant, shown: {} }, seen.live)).toEqual([]);
  expect(tagChanges(tags, tags, seen.tags)).toBeUndefined();
  autoscaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [{ ...group, MaxSize: 3 }] });
  const shrunk = await autoScalingGroupResource.read(cloud, 'demo-instances');
  expect(
    changedMembers(
      autoScalingGroupResource,
      groupWant,
      { want: groupWant, shown: {} },
      shrunk.is === 'ready' && shrunk.live,
    ),
  ).toEqual(['MaxSize']);
});

test('the group is deleted by force, and is gone only when its last instance is terminated', async () => {
  const { autoscaling, ec2, cloud, sent } = fakeCloud();
  await autoScalingGroupResource.delete(cloud, 'demo-instances');
  expect(sent()).toEqual([['DeleteAutoScalingGroup', { AutoScalingGroupName: 'demo-instances', ForceDelete: true }]]);
  const as = async (groups: AutoScalingGroup[], instanceIds: string[]) => {
    autoscaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: groups });
    const Instances = instanceIds.map((InstanceId) => ({ InstanceId }));
    ec2.on(DescribeInstancesCommand).resolves({ Reservations: Instances.length > 0 ? [{ Instances }] : [] });
    return autoScalingGroupResource.read(cloud, 'demo-instances');
  };
  const deleting = { ...group, Status: 'Delete in progress' };
  const why = (left: number) => ({
    is: 'pending',
    why: `the group is being deleted, ${left} instances are left`,
    isLeaving: true,
  });
  expect(await as([deleting], ['i-1', 'i-2'])).toEqual(why(2));
  expect(await autoScalingGroupResource.find(cloud, groupWant)).toEqual([]);
  expect(await as([deleting], [])).toEqual(why(0));
  expect(await as([], ['i-2'])).toEqual(why(1));
  expect(await as([], [])).toEqual({ is: 'absent' });
  expect(sent()).toContainEqual([
    'DescribeInstances',
    {
      Filters: [
        { Name: 'tag:aws:autoscaling:groupName', Values: ['demo-instances'] },
        { Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'] },
      ],
    },
  ]);
});

const providerArn = 'arn:aws:ecs:us-east-1:123456789012:capacity-provider/demo';
const settings = {
  managedScaling: {
    status: 'ENABLED' as const,
    targetCapacity: 100,
    minimumScalingStepSize: 1,
    maximumScalingStepSize: 100,
    instanceWarmupPeriod: 60,
  },
  managedTerminationProtection: 'ENABLED' as const,
  managedDraining: 'ENABLED' as const,
};
const providerWant = { name: 'demo', autoScalingGroupArn: groupArn, ...settings };

test('the capacity provider scales the group, protects what is in use and drains what is to end', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  ecs.on(CreateCapacityProviderCommand).resolves({ capacityProvider: { capacityProviderArn: providerArn } });
  expect(wantOf(named('capacity-provider'), () => ({ autoScalingGroupArn: groupArn }))).toEqual(providerWant);
  expect(await capacityProviderResource.create(cloud, providerWant)).toBe(providerArn);
  await capacityProviderResource.update?.(cloud, providerArn, providerWant, ['managedDraining']);
  await capacityProviderResource.delete(cloud, providerArn);
  const autoScalingGroupProvider = { autoScalingGroupArn: groupArn, ...settings };
  expect(sent()).toEqual([
    ['CreateCapacityProvider', { name: 'demo', autoScalingGroupProvider, tags: lower }],
    ['UpdateCapacityProvider', { name: 'demo', autoScalingGroupProvider: settings }],
    ['DeleteCapacityProvider', { capacityProvider: providerArn }],
  ]);
});

test('a provider that ECS did not delete says why, and one that is INACTIVE counts as absent', async () => {
  const { ecs, cloud } = fakeCloud();
  const as = (more: Partial<CapacityProvider>) => {
    const autoScalingGroupProvider = { autoScalingGroupArn: groupArn, ...settings };
    const live = { capacityProviderArn: providerArn, name: 'demo', autoScalingGroupProvider, tags: lower, ...more };
    ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: [live] });
    return capacityProviderResource.read(cloud, providerArn);
  };
  const out = { capacityProviderName: 'demo' };
  const live = providerWant;
  expect(await as({ status: 'ACTIVE' })).toEqual({ is: 'ready', out, live, tags });
  expect(await capacityProviderResource.find(cloud, providerWant)).toEqual([{ id: providerArn, tags }]);
  expect(await as({ status: 'ACTIVE', updateStatus: 'UPDATE_IN_PROGRESS' })).toMatchObject({ is: 'pending' });
  expect(await as({ status: 'DEPROVISIONING', updateStatus: 'DELETE_IN_PROGRESS' })).toMatchObject({ is: 'pending' });
  const failed = { updateStatus: 'DELETE_FAILED' as const, updateStatusReason: 'it is associated with cluster: demo' };
  expect(await as({ status: 'ACTIVE', ...failed })).toEqual({ is: 'broken', why: failed.updateStatusReason });
  expect(await as({ status: 'INACTIVE' })).toEqual({ is: 'absent' });
  expect(await capacityProviderResource.find(cloud, providerWant)).toEqual([]);
  ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: [], failures: [{ reason: 'MISSING' }] });
  expect(await capacityProviderResource.read(cloud, providerArn)).toEqual({ is: 'absent' });
});

const clusterArn = 'arn:aws:ecs:us-east-1:123456789012:cluster/demo';
const defaultCapacityProviderStrategy = [{ capacityProvider: 'demo', base: 0, weight: 1 }];
const listWant = { cluster: clusterArn, capacityProviders: ['demo'], defaultCapacityProviderStrategy };

test('the cluster gets its list of providers, and loses it by getting an empty one', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  const want = wantOf(named('cluster-capacity-providers'), ({ resource }) =>
    resource.type === 'cluster' ? { clusterArn } : { capacityProviderName: 'demo' },
  );
  expect(want).toEqual(listWant);
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn }] });
  expect(await clusterCapacityProvidersResource.create(cloud, listWant)).toBe(clusterArn);
  await clusterCapacityProvidersResource.delete(cloud, clusterArn);
  const nothing = { cluster: clusterArn, capacityProviders: [], defaultCapacityProviderStrategy: [] };
  expect(puts(sent())).toEqual([listWant, nothing]);
});
const puts = (sent: readonly (readonly [string, unknown])[]) =>
  sent.flatMap(([operation, input]) => (operation === 'PutClusterCapacityProviders' ? [input] : []));

test('the list is shared: those of Fargate stay where those of instances come and go, and the other way round', async () => {
  const { ecs, cloud, sent } = fakeCloud();
  const fargate = ['FARGATE', 'FARGATE_SPOT'];
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn, capacityProviders: fargate }] });
  await clusterCapacityProvidersResource.create(cloud, listWant);
  ecs
    .on(DescribeClustersCommand)
    .resolves({ clusters: [{ ...listWant, clusterArn, capacityProviders: [...fargate, 'demo'] }] });
  await clusterCapacityProvidersResource.delete(cloud, clusterArn);
  await fargateCapacityProvidersResource.delete(cloud, clusterArn);
  expect(puts(sent())).toEqual([
    { ...listWant, capacityProviders: [...fargate, 'demo'] },
    { cluster: clusterArn, capacityProviders: fargate, defaultCapacityProviderStrategy: [] },
    listWant,
  ]);
});

test('the list is there when ECS is done with it, and gone when it is empty or its cluster is', async () => {
  const { ecs, cloud } = fakeCloud();
  const as = (more: Partial<LiveCluster>) => {
    ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn, status: 'ACTIVE', ...listWant, ...more }] });
    return clusterCapacityProvidersResource.read(cloud, clusterArn);
  };
  expect(await as({ attachmentsStatus: 'UPDATE_IN_PROGRESS' })).toMatchObject({ is: 'pending' });
  expect(await as({ attachmentsStatus: 'UPDATE_FAILED' })).toMatchObject({ is: 'broken' });
  const done = await as({ attachmentsStatus: 'UPDATE_COMPLETE' });
  expect(done).toEqual({ is: 'ready', out: { clusterArn }, live: listWant });
  expect(await clusterCapacityProvidersResource.find(cloud, listWant)).toEqual([{ id: clusterArn }]);
  const emptied = { capacityProviders: [], defaultCapacityProviderStrategy: [] };
  expect(await as({ ...emptied, attachmentsStatus: 'UPDATE_IN_PROGRESS' })).toMatchObject({ is: 'pending' });
  expect(await as(emptied)).toEqual({ is: 'absent' });
  expect(await clusterCapacityProvidersResource.find(cloud, listWant)).toEqual([]);
  expect(await as({ status: 'INACTIVE' })).toEqual({ is: 'absent' });
});

/** Which steps can be deleted at once, one wave after the other: each waits for those that need it. */
function deletionOf(steps: readonly Step[]): string[][] {
  if (steps.length === 0) return [];
  const needed = new Set(steps.flatMap((step) => recordedDependencies(step).needs));
  const wave = steps.filter(({ name }) => !needed.has(name));
  return [wave.map(({ name }) => name), ...deletionOf(steps.filter((step) => !wave.includes(step)))];
}

test('instances are built from the image up, and their names leave room for services', () => {
  const names = steps.map(({ name }) => name);
  expect(names).toEqual([
    'instances-ami',
    'instances-role',
    'instances-role-policy',
    'instances-profile',
    'instances-security-group',
    'instances-launch-template',
    'auto-scaling-group',
    'capacity-provider',
    'cluster-capacity-providers',
  ]);
  for (const [at, step] of steps.entries())
    for (const need of needsOf(step)) expect(steps.slice(at)).not.toContain(need);
});

test('taken down: the association, the group beside its provider, then the cluster and what they are made of', () => {
  expect(deletionOf([nat, theCluster, ...steps])).toEqual([
    ['nat-gateway', 'cluster-capacity-providers'],
    ['auto-scaling-group', 'capacity-provider'],
    ['cluster', 'instances-role-policy', 'instances-launch-template'],
    ['instances-ami', 'instances-profile', 'instances-security-group'],
    ['instances-role'],
  ]);
});

test('only instances that start with the stack wait for its way out: what ECS starts for tasks comes later in any case', () => {
  const waitedFor = needsOf(named('auto-scaling-group')).map(({ name }) => name);
  expect(waitedFor).not.toContain('nat-gateway');
  const started = capacity(kind, parts, { ...options, min: 1 }).steps.find(
    ({ name }) => name === 'auto-scaling-minimum',
  );
  expect(started && allNeedsOf(started).map(({ name }) => name)).toContain('nat-gateway');
});

test('a name that ECS keeps to itself is put behind another word', () => {
  const nameFor = (name: string) => Object(wantOf(capacity(kind, parts, { ...options, name }).provider)).name;
  expect(['shop', 'ecs-demo', 'awsome'].map(nameFor)).toEqual(['shop', 'for-ecs-demo', 'for-awsome']);
});
