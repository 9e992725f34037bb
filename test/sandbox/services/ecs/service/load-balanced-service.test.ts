import { DeleteServiceCommand, StopTaskCommand, UpdateServiceCommand, CreateServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  type CreateTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AuthorizeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { elbv2 } from '../../../../../src/sandbox/services/elbv2/index.js';
import { container, testCloud } from '../cloud.js';

/** An active load balancer before the tasks of `web`; its checks take 20 s to find a target well or ill. */
function balanced({ open = true, ...more }: Partial<CreateTargetGroupInput> & { open?: boolean } = {}) {
  const cloud = testCloud();
  const { any, vpcId: VpcId, subnetIds: Subnets, groupId } = cloud;
  const group = { Name: 'web', Protocol: 'HTTP' as const, Port: 80, VpcId, TargetType: 'ip' as const };
  const checks = { HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2, UnhealthyThresholdCount: 2 };
  const made = any(elbv2, CreateTargetGroupCommand, { ...group, ...checks, ...more });
  const targetGroupArn = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
  const { LoadBalancers } = any(elbv2, CreateLoadBalancerCommand, { Name: 'web', Subnets, SecurityGroups: [groupId] });
  const listen = () => {
    const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: targetGroupArn }];
    const listener = { LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80 };
    return any(elbv2, CreateListenerCommand, { ...listener, DefaultActions }).Listeners?.[0]?.ListenerArn;
  };
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: groupId }] }];
  const letIn = () => any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId: groupId, IpPermissions });
  if (open) letIn();
  cloud.register();
  return {
    ...cloud,
    targetGroupArn,
    listen,
    letIn,
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80 }],
    health: () =>
      (any(elbv2, DescribeTargetHealthCommand, { TargetGroupArn: targetGroupArn }).TargetHealthDescriptions ?? []).map(
        ({ TargetHealth }) => TargetHealth?.State,
      ),
    delay(Value: string) {
      const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value }];
      any(elbv2, ModifyTargetGroupAttributesCommand, { TargetGroupArn: targetGroupArn, Attributes });
    },
    /** What the service has told, oldest first, with the target group's ARN shortened. */
    told: () =>
      cloud
        .events()
        .map((message) => message.replaceAll(targetGroupArn, 'arn'))
        .toReversed(),
  };
}

test('a service is steady when its tasks are healthy in the target group', () => {
  const { listen, create, service, health, pass, loadBalancers, told, world } = balanced();
  listen();
  pass(180);
  create({ loadBalancers, healthCheckGracePeriodSeconds: 60 });
  pass(32);
  expect(service()).toMatchObject({ runningCount: 2, loadBalancers });
  expect(health()).toEqual(['initial', 'initial']);
  pass(25);
  expect(health()).toEqual(['healthy', 'healthy']);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
  pass(25);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
  expect(told()).toEqual([
    '(service web) has started 2 tasks: (task) (task).',
    '(service web) registered 1 targets in (target-group arn)',
    '(service web) registered 1 targets in (target-group arn)',
    '(service web) (deployment ecs-svc/…) deployment completed.',
    '(service web) has reached a steady state.',
  ]);
  expect(world.toJSON().due).toEqual([]);
});

test('tasks that start before the load balancer is active wait for it, and none of them is stopped', () => {
  const { listen, create, service, pass, loadBalancers } = balanced();
  listen();
  create({ loadBalancers });
  pass(170);
  expect(service()).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'IN_PROGRESS', failedTasks: 0 }] });
  pass(60);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', failedTasks: 0 }]);
});

test('a target group must exist, be in use, take addresses, and be for a port that the task has', () => {
  const { listen, refused, wanted, loadBalancers, targetGroupArn, any, vpcId: VpcId } = balanced();
  const [loadBalancer = {}] = loadBalancers;
  const ask = (more: object) =>
    refused(CreateServiceCommand, { ...wanted, loadBalancers: [{ ...loadBalancer, ...more }] })[1];
  expect(ask({})).toBe(
    `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
  );
  listen();
  const other = { Name: 'other', Protocol: 'HTTP' as const, Port: 80, VpcId };
  const { TargetGroups } = any(elbv2, CreateTargetGroupCommand, other);
  expect(ask({ targetGroupArn: TargetGroups?.[0]?.TargetGroupArn })).toContain('incompatible with the awsvpc network');
  expect(ask({ targetGroupArn: `${targetGroupArn}0` })).toContain('could not be found');
  expect(ask({ containerName: 'other' })).toBe('The container other does not exist in the task definition.');
  expect(ask({ containerPort: 81 })).toBe('The container web did not have a container port 81 defined.');
  expect(refused(CreateServiceCommand, { ...wanted, healthCheckGracePeriodSeconds: 60 })[1]).toBe(
    'Health check grace period is only valid for services configured to use load balancers',
  );
});

test('a service that no load balancer serves is looked at ever less often, and is well an hour after one does', () => {
  const { listen, create, service, pass, loadBalancers, world, any } = balanced();
  const ListenerArn = listen();
  create({ loadBalancers });
  any(elbv2, DeleteListenerCommand, { ListenerArn });
  const { serial } = world.toJSON();
  const day = 24 * 3600;
  pass(10 * day);
  expect(world.toJSON().serial - serial).toBeLessThan(400);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'IN_PROGRESS' }]);
  listen();
  pass(3600 + 120);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
});

test('an update keeps the old tasks until the new ones are healthy in the target group, then drains them', () => {
  const { listen, create, update, register, service, tasks, health, pass, loadBalancers, told, refused } = balanced();
  listen();
  pass(180);
  create({ loadBalancers });
  pass(120);
  const second = register();
  update({ taskDefinition: second });
  pass(38);
  expect(health().toSorted()).toEqual(['healthy', 'healthy', 'initial', 'initial']);
  expect(tasks()).toHaveLength(4);
  pass(37);
  expect(health().toSorted()).toEqual(['draining', 'draining', 'healthy', 'healthy']);
  expect(tasks('STOPPED').map(({ lastStatus }) => lastStatus)).toEqual(['DEACTIVATING', 'DEACTIVATING']);
  expect(told()).toContain('(service web) has begun draining connections on 1 tasks.');
  // The deployment ends only when they have drained.
  pass(30);
  expect(service()?.deployments).toMatchObject([{ taskDefinition: second, rolloutState: 'IN_PROGRESS' }, {}]);
  pass(330);
  expect(service()?.deployments).toMatchObject([{ taskDefinition: second, rolloutState: 'COMPLETED' }]);
  expect(tasks('STOPPED').map(({ lastStatus }) => lastStatus)).toEqual(['STOPPED', 'STOPPED']);
  register({ containerDefinitions: [{ ...container, portMappings: [{ containerPort: 81 }] }] });
  expect(refused(UpdateServiceCommand, { cluster: 'main', service: 'web', taskDefinition: 'web' })[1]).toContain(
    'did not have a container port 80 defined',
  );
});

test('a deleted service drains for the deregistration delay, which ends early where the listener goes', () => {
  const after = (prepare: (cloud: ReturnType<typeof balanced>, listener: string | undefined) => void) => {
    const cloud = balanced();
    const listener = cloud.listen();
    cloud.pass(180);
    cloud.create({ loadBalancers: cloud.loadBalancers });
    cloud.pass(120);
    cloud.call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
    prepare(cloud, listener);
    let seconds = 0;
    for (; cloud.service()?.status !== 'INACTIVE'; seconds += 5) cloud.pass(5);
    return seconds;
  };
  const usual = after(() => undefined);
  expect([usual > 300, usual < 340]).toEqual([true, true]);
  expect(after(({ delay }) => delay('0'))).toBeLessThan(30);
  const cutShort = after(({ any, pass }, ListenerArn) => {
    pass(60);
    any(elbv2, DeleteListenerCommand, { ListenerArn });
  });
  expect(cutShort).toBeLessThan(30);
});

test('a task that its load balancer cannot reach is stopped after the grace period, and counts as failed', () => {
  const { listen, create, service, tasks, pass, loadBalancers, told, targetGroupArn } = balanced({ open: false });
  listen();
  pass(180);
  create({
    desiredCount: 1,
    loadBalancers,
    healthCheckGracePeriodSeconds: 60,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  pass(85);
  expect(service()).toMatchObject({ runningCount: 1, deployments: [{ failedTasks: 0 }] });
  pass(15);
  expect(tasks('STOPPED')).toMatchObject([
    {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in (target-group ${targetGroupArn})`,
    },
  ]);
  expect(told().slice(0, 4)).toEqual([
    '(service web) has started 1 tasks: (task).',
    '(service web) registered 1 targets in (target-group arn)',
    '(service web) (task) (port 80) is unhealthy in (target-group arn) due to (reason Request timed out).',
    '(service web) has stopped 1 running tasks: (task).',
  ]);
  expect(service()?.deployments).toMatchObject([{ failedTasks: 1, rolloutState: 'IN_PROGRESS' }]);
  pass(600);
  expect(service()?.deployments).toMatchObject([{ failedTasks: 3, rolloutState: 'FAILED' }]);
});

test('a task is in all target groups of its service, at the port of each, and is stopped where one finds it unhealthy', () => {
  const { any, vpcId: VpcId, groupId: GroupId, register, listen, create, service, tasks, pass, ...cloud } = balanced();
  const made = any(elbv2, CreateTargetGroupCommand, {
    ...{ Name: 'admin', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' },
    ...{ HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2, UnhealthyThresholdCount: 2 },
  });
  const admin = made.TargetGroups?.[0]?.TargetGroupArn ?? '';
  listen();
  const { LoadBalancers: [balancer] = [] } = any(elbv2, DescribeLoadBalancersCommand, {});
  any(elbv2, CreateListenerCommand, {
    ...{ LoadBalancerArn: balancer?.LoadBalancerArn, Protocol: 'HTTP', Port: 9090 },
    DefaultActions: [{ Type: 'forward', TargetGroupArn: admin }],
  });
  const portMappings = [{ containerPort: 80 }, { containerPort: 9090, name: 'admin' }];
  register({ containerDefinitions: [{ ...container, portMappings }] });
  const loadBalancers = [
    ...cloud.loadBalancers,
    { targetGroupArn: admin, containerName: container.name, containerPort: 9090 },
  ];
  pass(180);
  create({ desiredCount: 1, loadBalancers, healthCheckGracePeriodSeconds: 60 });
  pass(100);
  // Its port 80 is healthy, and nobody lets the load balancer in at 9090.
  expect(tasks('STOPPED')).toMatchObject([
    { stoppedReason: `Task failed ELB health checks in (target-group ${admin})` },
  ]);
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 9090, ToPort: 9090, UserIdGroupPairs: [{ GroupId }] }];
  any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId, IpPermissions });
  pass(600);
  expect(service()?.deployments).toMatchObject([{ runningCount: 1, rolloutState: 'COMPLETED' }]);
  const { TargetHealthDescriptions } = any(elbv2, DescribeTargetHealthCommand, { TargetGroupArn: admin });
  expect(TargetHealthDescriptions).toContainEqual(
    expect.objectContaining({ Target: expect.objectContaining({ Port: 9090 }), TargetHealth: { State: 'healthy' } }),
  );
});

test('a rule that comes within the grace period comes in time', () => {
  const { listen, create, service, pass, letIn, loadBalancers } = balanced({ open: false });
  listen();
  pass(180);
  create({ loadBalancers, healthCheckGracePeriodSeconds: 120 });
  pass(70);
  letIn();
  pass(150);
  expect(service()?.deployments).toMatchObject([{ failedTasks: 0, rolloutState: 'COMPLETED' }]);
});

test('a stopped task is taken out of the target group, and its successor put in', () => {
  const { listen, create, call, tasks, health, pass, loadBalancers, delay } = balanced();
  listen();
  delay('30');
  pass(180);
  create({ desiredCount: 1, loadBalancers });
  pass(120);
  call(StopTaskCommand, { cluster: 'main', task: tasks()[0]?.taskArn });
  pass(12);
  expect(health()).toEqual(['draining']);
  pass(60);
  expect(health()).toEqual(['healthy']);
});
