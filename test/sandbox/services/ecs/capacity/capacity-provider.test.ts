import {
  DeleteAutoScalingGroupCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupEgressCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  DeleteCapacityProviderCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  PutClusterCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { autoscaling } from '../../../../../src/sandbox/services/autoscaling/index.js';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { ecs } from '../../../../../src/sandbox/services/ecs/index.js';
import { ssm } from '../../../../../src/sandbox/services/ssm/index.js';
import { World } from '../../../../../src/sandbox/world.js';
import type { WorldData } from '../../../../../src/sandbox/world-data.js';
import { testContext } from '../../../context.js';
import { instanceCloud } from '../instance-cloud.js';

const none = { cluster: 'main', capacityProviders: [], defaultCapacityProviderStrategy: [] };

test('from no instance at all: tasks wait, the group grows, an instance joins, the tasks run on it', () => {
  const { group, provider, register, create, service, tasks, hosts, seenGroup, events, pass, world } = instanceCloud();
  provider(group());
  pass(6);
  register();
  create({
    placementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'cpu' },
    ],
  });
  pass(50);
  expect(tasks()).toMatchObject([{ lastStatus: 'PROVISIONING', launchType: 'EC2', capacityProviderName: 'host' }, {}]);
  expect(service()).toMatchObject({ pendingCount: 2, runningCount: 0 });
  expect(seenGroup()?.DesiredCapacity).toBe(0);
  pass(20);
  expect(seenGroup()?.DesiredCapacity).toBe(1);
  pass(90);
  const [host] = hosts();
  expect(host).toMatchObject({ status: 'ACTIVE', capacityProviderName: 'host', pendingTasksCount: 2 });
  expect(tasks().map(({ containerInstanceArn }) => containerInstanceArn)).toEqual([
    host?.containerInstanceArn,
    host?.containerInstanceArn,
  ]);
  pass(75);
  expect(service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED', failedTasks: 0 }] });
  expect(service()).not.toHaveProperty('platformVersion');
  expect(hosts()[0]?.remainingResources?.find(({ name }) => name === 'CPU')?.integerValue).toBe(4096 - 512);
  expect(events()[0]).toBe('(service web) has reached a steady state.');
  pass(120);
  expect(world.toJSON().due).toEqual([]);
});

test('tasks that waited for an instance which had lost its way start as soon as it is back', () => {
  const { group, provider, register, create, service, hosts, pass, any, groupId } = instanceCloud();
  provider(group({ MinSize: 1, MaxSize: 1 }));
  pass(90);
  const GroupId = groupId;
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  any(ec2, RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions });
  register();
  create({ capacityProviderStrategy: [{ capacityProvider: 'host' }] });
  // Long enough for the provider to look ever more rarely.
  pass(600);
  expect(service()).toMatchObject({ runningCount: 0, pendingCount: 2, deployments: [{ failedTasks: 0 }] });
  any(ec2, AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions });
  for (let waited = 0; hosts()[0]?.agentConnected !== true && waited < 900; waited += 5) pass(5);
  pass(75);
  expect(service()?.runningCount).toBe(2);
});

test('as many instances come as the tasks fill: an interface less one each, and never more than the maximum', () => {
  const { group, provider, register, create, seenGroup, hosts, service, pass } = instanceCloud();
  provider(group({ MaxSize: 2 }));
  register();
  create({ desiredCount: 7 });
  pass(300);
  expect(seenGroup()?.DesiredCapacity).toBe(2);
  expect(hosts().map(({ runningTasksCount }) => runningTasksCount)).toEqual([3, 3]);
  expect(service()).toMatchObject({ runningCount: 6, pendingCount: 1 });
});

test("a provider that could not scale out for hours tries again as soon as the group's maximum is raised", () => {
  const { group, provider, register, create, any, call, seenGroup, service, pass } = instanceCloud();
  provider(group({ MaxSize: 1 }), { maximumScalingStepSize: 1 });
  register();
  create({ desiredCount: 7 });
  pass(48 * 3600);
  expect([seenGroup()?.DesiredCapacity, service()?.pendingCount]).toEqual([1, 4]);
  any(autoscaling, UpdateAutoScalingGroupCommand, { AutoScalingGroupName: 'host', MaxSize: 10 });
  pass(65);
  expect(seenGroup()?.DesiredCapacity).toBe(2);
  pass(300);
  expect(service()?.runningCount).toBe(7);
  any(autoscaling, UpdateAutoScalingGroupCommand, { AutoScalingGroupName: 'host', MaxSize: 3 });
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 10 });
  pass(300);
  any(autoscaling, UpdateAutoScalingGroupCommand, { AutoScalingGroupName: 'host', MaxSize: 10 });
  pass(65);
  expect(seenGroup()?.DesiredCapacity).toBe(4);
});

test('a provider notices a removed cause without a signal within a quarter of an hour, however long it had failed', () => {
  const { group, provider, register, create, any, seenGroup, pass, templateId } = instanceCloud();
  const LaunchTemplateId = templateId ?? '';
  provider(group({ LaunchTemplate: { LaunchTemplateId, Version: '$Latest' } }));
  register({ cpu: '8192', memory: '16384' });
  create({ desiredCount: 1 });
  pass(48 * 3600);
  expect(seenGroup()?.DesiredCapacity).toBe(0);
  const LaunchTemplateData = { InstanceType: 'c5.4xlarge' as const };
  any(ec2, CreateLaunchTemplateVersionCommand, { LaunchTemplateId, SourceVersion: '1', LaunchTemplateData });
  pass(15 * 60);
  expect(seenGroup()?.DesiredCapacity).toBe(1);
});

test('no instance is started for tasks of another processor; where the group has both, each goes to its own', () => {
  const cloud = instanceCloud();
  const { group, provider, register, create, call, any, seenGroup, service, hosts, tasks, pass, templateId } = cloud;
  provider(group());
  register();
  create({ desiredCount: 1 });
  pass(300);
  register({ runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } });
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', taskDefinition: 'web' });
  pass(600);
  expect([seenGroup()?.DesiredCapacity, service()?.pendingCount]).toEqual([1, 1]);
  const arm = '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id';
  const ImageId = any(ssm, GetParameterCommand, { Name: arm }).Parameter?.Value;
  const LaunchTemplateId = templateId ?? '';
  const LaunchTemplateData = { ImageId, InstanceType: 'c7g.xlarge' as const };
  any(ec2, CreateLaunchTemplateVersionCommand, { LaunchTemplateId, SourceVersion: '1', LaunchTemplateData });
  const LaunchTemplate = { LaunchTemplateId, Version: '2' };
  any(autoscaling, UpdateAutoScalingGroupCommand, { AutoScalingGroupName: 'host', LaunchTemplate });
  pass(300);
  expect(service()).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
  const mine = hosts().find(({ containerInstanceArn }) => containerInstanceArn === tasks()[0]?.containerInstanceArn);
  expect(mine?.attributes).toContainEqual({ name: 'ecs.cpu-architecture', value: 'arm64' });
});

test('steps are no larger than allowed, and a target below full keeps some room', () => {
  const small = instanceCloud();
  small.provider(small.group(), { maximumScalingStepSize: 1 });
  small.register();
  small.create({ desiredCount: 7 });
  small.pass(70);
  expect(small.seenGroup()?.DesiredCapacity).toBe(1);
  const roomy = instanceCloud();
  roomy.provider(roomy.group(), { targetCapacity: 50 });
  roomy.register();
  roomy.create({ desiredCount: 2 });
  roomy.pass(70);
  expect(roomy.seenGroup()?.DesiredCapacity).toBe(2);
});

test('an instance that is idle for a quarter of an hour goes; a protected one that is busy stays', () => {
  const { group, provider, register, create, call, seenGroup, hosts, pass, any } = instanceCloud();
  provider(group());
  register();
  create({ desiredCount: 4 });
  pass(300);
  expect(hosts()).toHaveLength(2);
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 1 });
  pass(300);
  expect(seenGroup()?.DesiredCapacity).toBe(2);
  pass(900);
  expect(seenGroup()).toMatchObject({ DesiredCapacity: 1, Instances: [{ ProtectedFromScaleIn: true }] });
  expect(hosts()).toHaveLength(1);
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 0 });
  pass(1100);
  expect(seenGroup()).toMatchObject({ DesiredCapacity: 0, Instances: [] });
  expect(hosts()).toEqual([]);
  const { Reservations = [] } = any(ec2, DescribeInstancesCommand, {});
  expect(Reservations.map(({ Instances }) => Instances?.[0]?.State?.Name)).toEqual(['terminated', 'terminated']);
});

test('of many empty instances at most half go each minute, whatever step is allowed for those that come', () => {
  const { group, provider, register, create, call, seenGroup, hosts, pass } = instanceCloud();
  provider(group(), { maximumScalingStepSize: 1 });
  register();
  create({ desiredCount: 12 });
  pass(900);
  expect(hosts()).toHaveLength(4);
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 0 });
  const seen = new Set<number | undefined>();
  for (let seconds = 0; seconds < 1200; seconds += 20) {
    pass(20);
    seen.add(seenGroup()?.DesiredCapacity);
    if (seconds < 880) expect(seenGroup()?.DesiredCapacity).toBe(4);
  }
  expect([...seen]).toEqual([4, 2, 1, 0]);
  expect(seenGroup()?.Instances).toEqual([]);
});

test('an instance that is needed again for a while is idle for a whole quarter of an hour before it goes', () => {
  const { group, provider, register, create, call, seenGroup, pass } = instanceCloud();
  provider(group());
  register();
  create({ desiredCount: 4 });
  pass(300);
  const tasks = (desiredCount: number) => call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount });
  tasks(1);
  pass(800);
  tasks(4);
  pass(60);
  tasks(1);
  pass(800);
  expect(seenGroup()?.DesiredCapacity).toBe(2);
  pass(300);
  expect(seenGroup()?.DesiredCapacity).toBe(1);
});

test('an empty instance stays while the group must have it, and goes soon after that is over', () => {
  const { group, provider, register, create, call, seenGroup, pass, any } = instanceCloud();
  provider(group());
  register();
  create();
  pass(300);
  const least = (MinSize: number) =>
    any(autoscaling, UpdateAutoScalingGroupCommand, { AutoScalingGroupName: 'host', MinSize });
  least(1);
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 0 });
  pass(3600);
  expect(seenGroup()?.DesiredCapacity).toBe(1);
  least(0);
  pass(120);
  expect(seenGroup()?.DesiredCapacity).toBe(0);
});

test('an idle instance goes at instant, too', () => {
  const { group, provider, register, create, call, hosts, poll } = instanceCloud();
  provider(group());
  register();
  create();
  for (let polls = 0; polls < 2; polls++) poll();
  expect(hosts()).toHaveLength(1);
  call(UpdateServiceCommand, { cluster: 'main', service: 'web', desiredCount: 0 });
  for (let polls = 0; polls < 7; polls++) poll();
  expect(hosts()).toEqual([]);
});

test("a capacity provider's settings are checked, and its Auto Scaling group is tagged as managed", () => {
  const { group, provider, call, refused, seenGroup } = instanceCloud();
  const autoScalingGroupArn = group({ NewInstancesProtectedFromScaleIn: false });
  const managedScaling = { status: 'ENABLED' as const };
  const wanted = { name: 'host', autoScalingGroupProvider: { autoScalingGroupArn, managedScaling } };
  const reason = (more: object) => refused(CreateCapacityProviderCommand, { ...wanted, ...more });
  const settings = { ...wanted.autoScalingGroupProvider, managedTerminationProtection: 'ENABLED' };
  expect(reason({ name: 'ecs-host' })[1]).toContain('cannot be prefixed');
  expect(reason({ autoScalingGroupProvider: settings })[1]).toContain('must have instance protection from scale in');
  expect(reason({ autoScalingGroupProvider: { autoScalingGroupArn: 'arn' } })[0]).toBe('ClientException');
  const { capacityProvider } = call(CreateCapacityProviderCommand, wanted);
  expect(capacityProvider).toMatchObject({
    status: 'ACTIVE',
    autoScalingGroupProvider: {
      managedScaling: { targetCapacity: 100, minimumScalingStepSize: 1, maximumScalingStepSize: 10_000 },
      managedTerminationProtection: 'DISABLED',
      managedDraining: 'ENABLED',
    },
  });
  expect(seenGroup()?.Tags).toMatchObject([{ Key: 'AmazonECSManaged', PropagateAtLaunch: true }]);
  expect(reason({})[1]).toContain('already exists');
  expect(reason({ name: 'other' })[1]).toContain('already being used by another capacity provider');
  expect(() => provider(autoScalingGroupArn)).toThrow('already exists');
  const fuller = { managedScaling: { status: 'ENABLED' as const, targetCapacity: 80 } };
  const update = call(UpdateCapacityProviderCommand, { name: 'host', autoScalingGroupProvider: fuller });
  expect(update.capacityProvider).toMatchObject({
    updateStatus: 'UPDATE_COMPLETE',
    autoScalingGroupProvider: { managedScaling: { targetCapacity: 80 } },
  });
});

test('a provider goes when no cluster has it, and no service of the cluster may use it before', () => {
  const { group, provider, register, create, call, refused, pass } = instanceCloud();
  provider(group());
  register();
  expect(refused(PutClusterCapacityProvidersCommand, none)[0]).toBe('UpdateInProgressException');
  pass(6);
  create({ desiredCount: 0 });
  expect(refused(PutClusterCapacityProvidersCommand, none)).toEqual([
    'ResourceInUseException',
    'The specified capacity provider is in use and cannot be removed.',
  ]);
  call(DeleteServiceCommand, { cluster: 'main', service: 'web' });
  pass(5);
  const remove = () => call(DeleteCapacityProviderCommand, { capacityProvider: 'host' }).capacityProvider;
  expect(remove()).toMatchObject({
    status: 'ACTIVE',
    updateStatus: 'DELETE_FAILED',
    updateStatusReason: expect.stringContaining('associated with cluster: main'),
  });
  call(PutClusterCapacityProvidersCommand, none);
  pass(6);
  expect(remove()).toMatchObject({ status: 'ACTIVE', updateStatus: 'DELETE_IN_PROGRESS' });
  expect(refused(PutClusterCapacityProvidersCommand, { ...none, capacityProviders: ['host'] })[0]).toBe(
    'InvalidParameterException',
  );
  pass(30);
  const [fargate, own] =
    call(DescribeCapacityProvidersCommand, { capacityProviders: ['host', 'FARGATE'] }).capacityProviders ?? [];
  expect([fargate, own]).toMatchObject([
    { name: 'FARGATE', status: 'ACTIVE' },
    { name: 'host', status: 'INACTIVE' },
  ]);
  expect(refused(DeleteCapacityProviderCommand, { capacityProvider: 'host' })[1]).toContain('does not exist');
  provider(own?.autoScalingGroupProvider?.autoScalingGroupArn ?? '');
});

test('down: the group is deleted by force, and everything with it, so that the cluster can go', () => {
  const { group, provider, register, create, call, any, refused, hosts, tasks, pass, seenGroup } = instanceCloud();
  provider(group());
  register();
  create();
  pass(300);
  call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
  pass(60);
  expect(refused(DeleteClusterCommand, { cluster: 'main' })[0]).toBe('ClusterContainsContainerInstancesException');
  call(PutClusterCapacityProvidersCommand, none);
  any(autoscaling, DeleteAutoScalingGroupCommand, { AutoScalingGroupName: 'host', ForceDelete: true });
  pass(100);
  expect([seenGroup(), hosts(), tasks()]).toEqual([undefined, [], []]);
  expect(any(ec2, DescribeNetworkInterfacesCommand, {}).NetworkInterfaces).toEqual([]);
  call(DeleteCapacityProviderCommand, { capacityProvider: 'host' });
  expect(call(DeleteClusterCommand, { cluster: 'main' }).cluster?.status).toBe('INACTIVE');
});

test('a strategy is of one kind, and of providers that the cluster has', () => {
  const { group, provider, call, refused } = instanceCloud();
  provider(group());
  const put = (capacityProviders: string[]) =>
    refused(PutClusterCapacityProvidersCommand, {
      cluster: 'main',
      capacityProviders,
      defaultCapacityProviderStrategy: capacityProviders.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
    });
  expect(put(['host', 'FARGATE'])[1]).toContain('cannot contain a mix');
  expect(put(['other'])[1]).toContain("'other' was not found");
  const seen = call(DescribeClustersCommand, { clusters: ['main'], include: ['ATTACHMENTS'] }).clusters?.[0];
  expect(seen).toMatchObject({ capacityProviders: ['host'], attachmentsStatus: 'UPDATE_IN_PROGRESS' });
});

test('instances that Auto Scaling ends by itself are drained before: their tasks move first', () => {
  const cloud = instanceCloud({ instanceType: 'c5.large' });
  const { call, any, register, create, hosts, tasks, pass, service, seenGroup, group } = cloud;
  const autoScalingGroupArn = group({ NewInstancesProtectedFromScaleIn: false, DesiredCapacity: 2 });
  call(CreateCapacityProviderCommand, { name: 'host', autoScalingGroupProvider: { autoScalingGroupArn } });
  call(PutClusterCapacityProvidersCommand, { ...none, capacityProviders: ['host'] });
  pass(90);
  expect(hosts()).toHaveLength(2);
  register();
  create({ capacityProviderStrategy: [{ capacityProvider: 'host', weight: 1 }] });
  pass(90);
  expect(hosts().map(({ runningTasksCount }) => runningTasksCount)).toEqual([1, 1]);
  any(autoscaling, SetDesiredCapacityCommand, { AutoScalingGroupName: 'host', DesiredCapacity: 1 });
  pass(20);
  expect(
    hosts()
      .map(({ status }) => status)
      .toSorted(),
  ).toEqual(['ACTIVE', 'DRAINING']);
  const states = seenGroup()?.Instances?.map(({ LifecycleState }) => LifecycleState);
  expect(states?.toSorted()).toEqual(['InService', 'Terminating:Wait']);
  expect(tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(2);
  pass(200);
  expect(hosts()).toMatchObject([{ status: 'ACTIVE', runningTasksCount: 2 }]);
  expect(seenGroup()?.Instances).toHaveLength(1);
  expect(service()).toMatchObject({ runningCount: 2, deployments: [{ failedTasks: 0 }] });
});

test('the world of a growing cluster survives being written down', () => {
  const cloud = instanceCloud();
  cloud.provider(cloud.group());
  cloud.register();
  cloud.create();
  cloud.pass(120);
  const copy = World.from(JSON.parse(JSON.stringify(cloud.world.toJSON())) as WorldData);
  const other = testContext({ world: copy, services: [ec2, autoscaling, ecs] });
  const seen = (call: typeof other.call) => call(ecs, DescribeClustersCommand, { clusters: ['main'] }).clusters;
  cloud.pass(300);
  other.pass(300);
  expect(seen(other.call)).toEqual(seen(cloud.any));
  expect(seen(other.call)).toMatchObject([{ runningTasksCount: 2, registeredContainerInstancesCount: 1 }]);
});
