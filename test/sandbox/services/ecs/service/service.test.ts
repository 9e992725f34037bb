import {
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  ListServicesCommand,
  ListTasksCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { DiscoverInstancesCommand } from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { ecs } from '../../../../../src/sandbox/services/ecs/index.js';
import { servicediscovery } from '../../../../../src/sandbox/services/servicediscovery/index.js';
import { World } from '../../../../../src/sandbox/world.js';
import type { WorldData } from '../../../../../src/sandbox/world-data.js';
import { testContext } from '../../../context.js';
import { testCloud } from '../cloud.js';

test('two tasks start, become healthy, and the service is steady about a minute later', () => {
  const { register, create, service, events, pass } = testCloud();
  register();
  expect(create()).toMatchObject({ status: 'ACTIVE', desiredCount: 2, runningCount: 0, pendingCount: 0 });
  pass(5);
  expect(service()).toMatchObject({ runningCount: 0, pendingCount: 2 });
  pass(30);
  expect(service()).toMatchObject({ runningCount: 2, pendingCount: 0, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
  pass(30);
  expect(service()?.deployments).toMatchObject([
    { status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2, desiredCount: 2, failedTasks: 0 },
  ]);
  expect(events()).toEqual([
    '(service web) has reached a steady state.',
    '(service web) (deployment ecs-svc/…) deployment completed.',
    '(service web) has started 2 tasks: (task) (task).',
  ]);
});

test('a service at rest has nothing left to do', () => {
  const { register, create, pass, world } = testCloud();
  register();
  create();
  pass(120);
  expect(world.toJSON().due).toEqual([]);
});

test('each task has its own interface, in turn in the subnets, with a public address where asked for', () => {
  const { register, create, tasks, pass, context, interfaces, subnetIds, groupId } = testCloud();
  register();
  create();
  pass(12);
  expect(
    interfaces()
      .map(({ SubnetId }) => SubnetId)
      .toSorted(),
  ).toEqual([...subnetIds].toSorted());
  for (const own of interfaces()) {
    expect(own.Groups?.map(({ GroupId }) => GroupId)).toEqual([groupId]);
    expect(own.Association?.PublicIp).toBeDefined();
    const task = tasks().find(({ attachments }) =>
      attachments?.[0]?.details?.some(({ value }) => value === own.NetworkInterfaceId),
    );
    expect(task).toMatchObject({ lastStatus: 'PENDING', attachments: [{ status: 'ATTACHED' }] });
    expect(task?.attachments?.[0]?.details).toContainEqual({ name: 'privateIPv4Address', value: own.PrivateIpAddress });
    expect(own.Description).toBe(
      `arn:aws:ecs:${context().region}:000000000000:attachment/${task?.attachments?.[0]?.id}`,
    );
  }
});

test('a healthy task can be discovered at its address and port, and a stopped one no more', () => {
  const { register, create, registry, tasks, pass, call, any } = testCloud();
  const registryArn = registry('SRV');
  register();
  create({ desiredCount: 1, serviceRegistries: [{ registryArn, port: 80 }] });
  const discovered = () =>
    any(servicediscovery, DiscoverInstancesCommand, { NamespaceName: 'internal', ServiceName: 'web' }).Instances ?? [];
  pass(33);
  expect(discovered()).toEqual([]);
  pass(10);
  const [task] = tasks();
  const address = task?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address;
  expect(discovered()).toMatchObject([
    {
      InstanceId: task?.taskArn?.split('/').at(-1),
      Attributes: {
        AWS_INSTANCE_IPV4: address,
        AWS_INSTANCE_PORT: '80',
        AVAILABILITY_ZONE: task?.availabilityZone,
        REGION: 'us-east-1',
        ECS_SERVICE_NAME: 'web',
        ECS_CLUSTER_NAME: 'main',
        ECS_TASK_DEFINITION_FAMILY: 'web',
      },
    },
  ]);
  call(StopTaskCommand, { cluster: 'main', task: task?.taskArn });
  pass(6);
  expect(discovered()).toEqual([]);
});

test('a task that is stopped while it is being registered does not stay registered', () => {
  const { register, create, registry, tasks, pass, call, any } = testCloud();
  const registryArn = registry('SRV');
  register();
  create({ desiredCount: 1, serviceRegistries: [{ registryArn, port: 80 }] });
  pass(37);
  call(StopTaskCommand, { cluster: 'main', task: tasks()[0]?.taskArn });
  pass(25);
  const input = { NamespaceName: 'internal', ServiceName: 'web' };
  expect(any(servicediscovery, DiscoverInstancesCommand, input).Instances).toEqual([]);
});

test('a task that somebody stops is replaced; it goes through every status and is forgotten after an hour', () => {
  const { register, create, tasks, pass, call, service } = testCloud();
  register();
  create({ desiredCount: 1 });
  pass(90);
  const [first] = tasks();
  call(StopTaskCommand, { cluster: 'main', task: first?.taskArn, reason: 'because' });
  const seen = [0, 6, 15, 10].map((seconds) => (pass(seconds), tasks('STOPPED')[0]?.lastStatus));
  expect(seen).toEqual(['DEACTIVATING', 'STOPPING', 'DEPROVISIONING', 'STOPPED']);
  expect(tasks('STOPPED')).toMatchObject([{ stopCode: 'UserInitiated', stoppedReason: 'because' }]);
  pass(60);
  expect(service()).toMatchObject({ runningCount: 1, deployments: [{ failedTasks: 0 }] });
  expect(tasks()[0]?.taskArn).not.toBe(first?.taskArn);
  pass(3600);
  expect(tasks('STOPPED')).toEqual([]);
});

test('a deleted service drains, is INACTIVE while its tasks are still stopping, and leaves nothing', () => {
  const { register, create, service, tasks, pass, call, refused, interfaces, update } = testCloud();
  register();
  create();
  pass(90);
  expect(refused(DeleteServiceCommand, { cluster: 'main', service: 'web' })).toEqual([
    'InvalidParameterException',
    'The service cannot be stopped while it is scaled above 0.',
  ]);
  expect(call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true }).service?.status).toBe('DRAINING');
  expect(call(ListServicesCommand, { cluster: 'main' }).serviceArns).toEqual([]);
  expect(refused(CreateServiceCommand, { cluster: 'main', serviceName: 'web', taskDefinition: 'web' })[0]).toBe(
    'InvalidParameterException',
  );
  expect(() => update({ desiredCount: 1 })).toThrow('Service was not ACTIVE.');
  pass(8);
  expect(service()).toMatchObject({ status: 'INACTIVE', deployments: [], runningCount: 0 });
  expect(tasks('STOPPED').map(({ lastStatus }) => lastStatus)).toEqual(['STOPPING', 'STOPPING']);
  expect(interfaces()).toHaveLength(2);
  expect(refused(DeleteClusterCommand, { cluster: 'main' })[0]).toBe('ClusterContainsTasksException');
  expect(refused(ListTasksCommand, { cluster: 'main', serviceName: 'web' })[0]).toBe('ServiceNotActiveException');
  pass(30);
  expect(interfaces()).toEqual([]);
  expect(call(DeleteClusterCommand, { cluster: 'main' }).cluster?.status).toBe('INACTIVE');
});

test('an INACTIVE name can be taken again at once, and is not forgotten with its predecessor', () => {
  const { register, create, pass, call, service } = testCloud();
  register();
  create({ desiredCount: 0 });
  call(DeleteServiceCommand, { cluster: 'main', service: 'web' });
  pass(5);
  expect(service()?.status).toBe('INACTIVE');
  create({ desiredCount: 1 });
  pass(4000);
  expect(service()).toMatchObject({ status: 'ACTIVE', runningCount: 1 });
});

test('a service that is gone for an hour is missing', () => {
  const { register, create, pass, call } = testCloud();
  register();
  create({ desiredCount: 0 });
  call(DeleteServiceCommand, { cluster: 'main', service: 'web' });
  pass(3700);
  expect(call(DescribeServicesCommand, { cluster: 'main', services: ['web'] })).toEqual({
    services: [],
    failures: [{ arn: 'arn:aws:ecs:us-east-1:000000000000:service/main/web', reason: 'MISSING' }],
  });
});

test('a cluster counts what is in it', () => {
  const { register, create, pass, call, refused } = testCloud();
  register();
  create();
  pass(90);
  expect(call(DescribeClustersCommand, { clusters: ['main', 'other'], include: ['STATISTICS'] })).toMatchObject({
    clusters: [{ runningTasksCount: 2, pendingTasksCount: 0, activeServicesCount: 1 }],
    failures: [{ arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/other', reason: 'MISSING' }],
  });
  expect(refused(DeleteClusterCommand, { cluster: 'main' })[0]).toBe('ClusterContainsServicesException');
});

test('the world of a running service survives being written down', () => {
  const { register, create, pass, world, service } = testCloud();
  register();
  create();
  pass(20);
  const copy = World.from(JSON.parse(JSON.stringify(world.toJSON())) as WorldData);
  const other = testContext({ services: [ec2, ecs, servicediscovery], world: copy });
  pass(60);
  other.pass(60);
  const input = { cluster: 'main', services: ['web'] };
  expect(other.call(ecs, DescribeServicesCommand, input).services?.[0]).toEqual(service());
});
