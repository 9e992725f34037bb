import {
  AuthorizeSecurityGroupEgressCommand,
  RevokeSecurityGroupEgressCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  RunTaskCommand,
  UpdateContainerInstancesStateCommand,
  type RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import { AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { container } from '../cloud.js';
import { instanceCloud } from '../instance-cloud.js';

/** So many instances that belong to no capacity provider, and are registered. */
function withHosts(DesiredCapacity: number, options: Parameters<typeof instanceCloud>[0] = {}) {
  const cloud = instanceCloud(options);
  cloud.group({ DesiredCapacity, NewInstancesProtectedFromScaleIn: false });
  cloud.pass(85);
  return cloud;
}
const ec2Service = { launchType: 'EC2' as const };

test('an instance registers three quarters of a minute after it runs, with what its type has', () => {
  const { hosts, pass, group, call } = instanceCloud();
  group({ DesiredCapacity: 1 });
  pass(70);
  expect(hosts()).toEqual([]);
  pass(15);
  expect(hosts()).toMatchObject([
    {
      ec2InstanceId: expect.stringMatching(/^i-/),
      status: 'ACTIVE',
      agentConnected: true,
      runningTasksCount: 0,
      registeredResources: [{ name: 'CPU', integerValue: 4096 }, { name: 'MEMORY', integerValue: 7722 }, {}, {}],
    },
  ]);
  expect(hosts()[0]).not.toHaveProperty('capacityProviderName');
  expect(hosts()[0]?.attributes).toContainEqual({ name: 'ecs.instance-type', value: 'c5.xlarge' });
  const asked = { cluster: 'main', containerInstances: ['unknown'] };
  expect(call(DescribeContainerInstancesCommand, asked).failures).toMatchObject([{ reason: 'MISSING' }]);
});

test('an agent without permission, without a way or for another cluster registers nothing until it can', () => {
  const powerless = withHosts(1, { policy: false });
  expect(powerless.hosts()).toEqual([]);
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
  powerless.any(iam, AttachRolePolicyCommand, { RoleName: 'host', PolicyArn });
  powerless.pass(60);
  expect(powerless.hosts()).toHaveLength(1);
  const cutOff = withHosts(1, { internet: false });
  expect(cutOff.hosts()).toEqual([]);
  cutOff.route();
  cutOff.pass(60);
  expect(cutOff.hosts()).toHaveLength(1);
  expect(withHosts(1, { joins: 'other' }).hosts()).toEqual([]);
});

test('an agent that has lost its way is given no task, and comes back over the next way by itself', () => {
  const { register, create, hosts, pass, service, any, groupId } = withHosts(2);
  const GroupId = groupId;
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  any(ec2, RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions });
  register();
  create(ec2Service);
  pass(65);
  expect(service()).toMatchObject({ runningCount: 0, pendingCount: 0, deployments: [{ failedTasks: 0 }] });
  expect(hosts()).toMatchObject([{ agentConnected: false }, { agentConnected: false }]);
  any(ec2, AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions });
  pass(150);
  expect(hosts()).toMatchObject([{ agentConnected: true }, { agentConnected: true }]);
  expect(service()?.runningCount).toBe(2);
});

test('a service of launch type EC2 spreads its tasks over the zones, each in a subnet of its instance', () => {
  const { register, create, service, tasks, hosts, pass, call } = withHosts(2);
  register();
  create(ec2Service);
  pass(65);
  expect(service()).toMatchObject({ runningCount: 2, launchType: 'EC2', deployments: [{ rolloutState: 'COMPLETED' }] });
  const zones = tasks().map(({ availabilityZone }) => availabilityZone);
  expect(zones.toSorted()).toEqual(['us-east-1a', 'us-east-1b']);
  for (const host of hosts()) {
    const asked = { cluster: 'main', containerInstance: host.containerInstanceArn };
    const [arn] = call(ListTasksCommand, asked).taskArns ?? [];
    const task = tasks().find(({ taskArn }) => taskArn === arn);
    expect(host.attributes).toContainEqual({ name: 'ecs.availability-zone', value: task?.availabilityZone });
  }
});

test('binpack fills one instance before the next; distinct instances hold one task each', () => {
  const packed = withHosts(2);
  packed.register();
  packed.create({ ...ec2Service, placementStrategy: [{ type: 'binpack', field: 'cpu' }], desiredCount: 3 });
  packed.pass(60);
  expect(
    packed
      .hosts()
      .map(({ runningTasksCount }) => runningTasksCount)
      .toSorted(),
  ).toEqual([0, 3]);
  const distinct = withHosts(2);
  distinct.register();
  distinct.create({ ...ec2Service, placementConstraints: [{ type: 'distinctInstance' }], desiredCount: 3 });
  distinct.pass(60);
  expect(distinct.hosts().map(({ runningTasksCount }) => runningTasksCount)).toEqual([1, 1]);
});

test('where no instance has room, the service says which came closest and what it lacks, once', () => {
  const { register, create, events, service, pass } = withHosts(1, { instanceType: 't3.micro' });
  register({ memory: '2048' });
  create(ec2Service);
  pass(600);
  expect(service()).toMatchObject({ runningCount: 0, pendingCount: 0, deployments: [{ failedTasks: 0 }] });
  expect(events()).toEqual([
    expect.stringMatching(
      /was unable to place a task because .* closest matching \(container-instance \w+\) has insufficient memory avail/,
    ),
  ]);
});

test('a service without instances starts as soon as one has come', () => {
  const { register, create, events, service, group, pass } = instanceCloud();
  register();
  create(ec2Service);
  pass(10);
  expect(events()[0]).toContain('Reason: No Container Instances were found in your cluster.');
  group({ DesiredCapacity: 1 });
  pass(150);
  expect(service()?.runningCount).toBe(2);
});

test('a task that is run by itself is placed at once or not at all', () => {
  const { register, wanted, call, refused, pass, tasks } = withHosts(1, { instanceType: 'c5.large' });
  register();
  const { networkConfiguration } = wanted;
  const run = { cluster: 'main', taskDefinition: 'web', launchType: 'EC2' as const, networkConfiguration, count: 3 };
  const answer = call(RunTaskCommand, run);
  expect(answer.tasks).toHaveLength(2);
  expect(answer.failures).toMatchObject([
    { reason: 'RESOURCE:ENI', arn: expect.stringContaining(':container-instance/main/') },
  ]);
  pass(40);
  expect(tasks().map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING']);
  const empty = instanceCloud();
  empty.register();
  const elsewhere = { ...run, networkConfiguration: empty.wanted.networkConfiguration };
  expect(empty.refused(RunTaskCommand, elsewhere)).toEqual([
    'InvalidParameterException',
    'No Container Instances were found in your cluster.',
  ]);
  expect(refused(RunTaskCommand, { ...run, platformVersion: 'LATEST' })[1]).toContain('platform version must be null');
});

test('a task for another processor than the instances have is not placed on them', () => {
  const { register, create, events, service, tasks, wanted, call, pass } = withHosts(1);
  register({ runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } });
  create({ ...ec2Service, desiredCount: 1 });
  const { networkConfiguration } = wanted;
  const run = { cluster: 'main', taskDefinition: 'web', launchType: 'EC2' as const, networkConfiguration };
  expect(call(RunTaskCommand, run)).toMatchObject({ tasks: [], failures: [{ reason: 'ATTRIBUTE' }] });
  pass(60);
  expect([service()?.runningCount, tasks()]).toEqual([0, []]);
  expect(events()[0]).toMatch(/closest matching \(container-instance \w+\) is missing an attribute required by your /);
  register({ runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } });
  expect(call(RunTaskCommand, run).failures).toMatchObject([{ reason: 'ATTRIBUTE' }]);
  register({ runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' } });
  expect(call(RunTaskCommand, run)).toMatchObject({ tasks: [{ launchType: 'EC2' }], failures: [] });
});

test('images come by way of the instance, not of the task', () => {
  const { register, create, tasks, pass, any, groupId } = withHosts(1);
  register();
  create({ ...ec2Service, desiredCount: 1 });
  pass(1);
  any(ec2, RevokeSecurityGroupEgressCommand, {
    GroupId: groupId,
    IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  pass(45);
  expect(tasks('STOPPED')[0]?.stoppedReason).toContain('CannotPullContainerError');
});

test('where no registry answers at a name, it is the Docker of the instance that says so', () => {
  const { register, create, tasks, pass } = withHosts(1);
  register({ containerDefinitions: [{ ...container, image: 'registry.test/web:1' }] });
  create({ ...ec2Service, desiredCount: 1 });
  pass(45);
  expect(tasks('STOPPED')[0]?.stoppedReason).toBe(
    'CannotPullContainerError: Error response from daemon: Get "https://registry.test/v2/": ' +
      'dial tcp: lookup registry.test on 10.0.0.2:53: no such host',
  );
});

test('an instance that drains loses its tasks to the others, and takes none', () => {
  const { register, create, hosts, service, call, pass } = withHosts(2);
  register();
  create(ec2Service);
  pass(70);
  const drained = hosts()[0]?.containerInstanceArn ?? '';
  const set = (status: 'DRAINING' | 'ACTIVE') =>
    call(UpdateContainerInstancesStateCommand, { cluster: 'main', containerInstances: [drained], status });
  expect(set('DRAINING').containerInstances).toMatchObject([{ status: 'DRAINING' }]);
  pass(120);
  const seen = new Map(hosts().map((host) => [host.containerInstanceArn, host.runningTasksCount]));
  expect([seen.get(drained), service()?.runningCount]).toEqual([0, 2]);
  const asked = { cluster: 'main', status: 'DRAINING' as const };
  expect(call(ListContainerInstancesCommand, asked).containerInstanceArns).toEqual([drained]);
  expect(set('ACTIVE').containerInstances).toMatchObject([{ status: 'ACTIVE' }]);
});

test('an instance is deregistered with what runs on it by force alone', () => {
  const { register, create, hosts, call, refused, pass, tasks } = withHosts(2);
  register();
  create(ec2Service);
  pass(70);
  const containerInstance = hosts()[0]?.containerInstanceArn;
  expect(refused(DeregisterContainerInstanceCommand, { cluster: 'main', containerInstance })[1]).toBe(
    'Found running tasks on the instance.',
  );
  const input = { cluster: 'main', containerInstance, force: true };
  expect(call(DeregisterContainerInstanceCommand, input).containerInstance?.status).toBe('INACTIVE');
  expect(hosts()).toHaveLength(1);
  pass(60);
  expect(tasks('STOPPED')[0]?.stoppedReason).toBe('Container instance deregistration forced by user.');
  expect(tasks()).toHaveLength(2);
});

test('a terminated instance takes its tasks along, and they are replaced', () => {
  const { register, create, hosts, any, pass, service, tasks } = withHosts(2);
  register();
  create(ec2Service);
  pass(70);
  const lost = hosts()[0]?.ec2InstanceId ?? '';
  any(ec2, TerminateInstancesCommand, { InstanceIds: [lost] });
  expect(hosts().filter(({ agentConnected }) => agentConnected)).toHaveLength(1);
  pass(40);
  expect(hosts().map(({ ec2InstanceId }) => ec2InstanceId)).not.toContain(lost);
  const stoppedReason = `Host EC2 (instance ${lost}) terminated.`;
  expect(tasks('STOPPED')).toMatchObject([{ stopCode: 'TerminationNotice', stoppedReason }]);
  pass(120);
  expect(service()).toMatchObject({ runningCount: 2, deployments: [{ failedTasks: 0 }] });
});

test('what the sandbox cannot place is refused, and what Fargate does not place too', () => {
  const { register, create, refused, wanted } = instanceCloud();
  register({ networkMode: 'bridge', containerDefinitions: [{ ...container, memory: 512 }] });
  expect(() => create(ec2Service)).toThrow('network mode bridge');
  register();
  const only = { placementConstraints: [{ type: 'memberOf' as const, expression: 'x' }] };
  expect(() => create({ ...ec2Service, ...only })).toThrow('memberOf');
  const racks = { placementStrategy: [{ type: 'spread' as const, field: 'attribute:rack' }] };
  expect(() => create({ ...ec2Service, ...racks })).toThrow('attribute:rack');
  expect(() => create({ launchType: 'FARGATE', placementStrategy: [{ type: 'random' }] })).toThrow('FARGATE');
  const bare: Partial<RegisterTaskDefinitionRequest> = { cpu: undefined, memory: undefined };
  expect(() => register(bare)).toThrow("At least one of 'memory' or 'memoryReservation' must be specified.");
  const strategy = { cluster: 'main', taskDefinition: 'web', networkConfiguration: wanted.networkConfiguration };
  expect(refused(RunTaskCommand, { ...strategy, placementStrategy: [{ type: 'binpack', field: 'disk' }] })[0]).toBe(
    'InvalidParameterException',
  );
});
