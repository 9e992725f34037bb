import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import {
  GetConsoleOutputCommand,
  ModifyInstanceAttributeCommand,
  ModifySubnetAttributeCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import type { CommandClass } from '../../../../../src/sandbox/service.js';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { testFleet } from '../../autoscaling/fleet.js';
import { instanceCloud } from '../../ecs/instance-cloud.js';

/** A running instance with a public address. Its group is not looked at before twenty seconds have passed. */
function running() {
  const fleet = testFleet();
  for (const SubnetId of fleet.subnetIds)
    fleet.call(ec2, ModifySubnetAttributeCommand, { SubnetId, MapPublicIpOnLaunch: { Value: true } });
  fleet.create({ DesiredCapacity: 1 });
  fleet.pass(45);
  const id = fleet.instances()[0]?.InstanceId ?? '';
  const InstanceIds = [id];
  return {
    ...fleet,
    id,
    InstanceIds,
    own: () => fleet.instances().find(({ InstanceId }) => InstanceId === id),
    stop: () => fleet.call(ec2, StopInstancesCommand, { InstanceIds }).StoppingInstances,
    start: () => fleet.call(ec2, StartInstancesCommand, { InstanceIds }).StartingInstances,
    reason: <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
      fleet.refusal(ec2, command, input).code,
  };
}

/** The same in no group: it stays stopped. */
function alone() {
  const it = running();
  it.world.table('us-east-1/autoscaling/groups').clear();
  return it;
}

test('an instance is stopping, then stopped, and is started again with another public address', () => {
  const { own, stop, start, pass, InstanceIds } = alone();
  const [before, launched] = [own()?.PublicIpAddress, own()?.LaunchTime];
  const address = own()?.PrivateIpAddress;
  expect(before).toBeDefined();
  expect(stop()).toEqual([
    {
      InstanceId: InstanceIds[0],
      PreviousState: { Code: 16, Name: 'running' },
      CurrentState: { Code: 64, Name: 'stopping' },
    },
  ]);
  expect(own()).toMatchObject({ PrivateIpAddress: address, StateReason: { Code: 'Client.UserInitiatedShutdown' } });
  expect(own()).not.toHaveProperty('PublicIpAddress');
  pass(31);
  expect(own()?.State).toEqual({ Code: 80, Name: 'stopped' });
  expect(stop()?.[0]?.CurrentState?.Name).toBe('stopped');
  expect(start()?.[0]?.CurrentState).toEqual({ Code: 0, Name: 'pending' });
  pass(31);
  expect(own()).toMatchObject({ State: { Name: 'running' }, PrivateIpAddress: address });
  expect(own()).not.toHaveProperty('StateReason');
  expect(own()?.PublicIpAddress).not.toBe(before);
  expect(own()?.PublicIpAddress).toBeDefined();
  expect(own()?.LaunchTime?.getTime()).toBeGreaterThan(launched?.getTime() ?? 0);
});

test('what an instance cannot do in its state is refused', () => {
  const { stop, call, reason, InstanceIds, id, pass } = alone();
  call(ec2, RebootInstancesCommand, { InstanceIds });
  call(ec2, ModifyInstanceAttributeCommand, { InstanceId: id, DisableApiStop: { Value: true } });
  expect(reason(StopInstancesCommand, { InstanceIds })).toBe('OperationNotPermitted');
  call(ec2, ModifyInstanceAttributeCommand, { InstanceId: id, DisableApiStop: { Value: false } });
  stop();
  expect(reason(StartInstancesCommand, { InstanceIds })).toBe('IncorrectInstanceState');
  expect(reason(RebootInstancesCommand, { InstanceIds })).toBe('IncorrectInstanceState');
  expect(reason(StopInstancesCommand, { InstanceIds, Hibernate: true })).toBe('NotImplemented');
  expect(reason(StopInstancesCommand, { InstanceIds: [id, 'i-00000000000000000'] })).toBe('InvalidInstanceID.NotFound');
  call(ec2, TerminateInstancesCommand, { InstanceIds });
  pass(31);
  for (const command of [StartInstancesCommand, StopInstancesCommand, RebootInstancesCommand])
    expect(reason(command, { InstanceIds })).toBe('IncorrectInstanceState');
});

test('the console has no output, because no system runs', () => {
  const { call, id } = alone();
  const answer = call(ec2, GetConsoleOutputCommand, { InstanceId: id });
  expect([answer.InstanceId, answer.Timestamp, 'Output' in answer]).toEqual([id, expect.any(Date), false]);
});

test('an Auto Scaling group terminates a stopped instance and launches another one', () => {
  const { stop, own, group, asg, pass, id } = running();
  stop();
  expect(group()?.Instances).toMatchObject([{ InstanceId: id, HealthStatus: 'Healthy' }]);
  pass(21);
  expect(group()?.Instances?.[0]).toMatchObject({ InstanceId: id, HealthStatus: 'Unhealthy' });
  pass(60);
  expect(own()?.State?.Name).toBe('terminated');
  expect(group()?.Instances).toMatchObject([{ LifecycleState: 'InService', HealthStatus: 'Healthy' }]);
  expect(group()?.Instances?.[0]?.InstanceId).not.toBe(id);
  const named = { AutoScalingGroupName: 'host' };
  const causes = asg(DescribeScalingActivitiesCommand, named).Activities?.map(({ Cause }) => Cause);
  expect(causes?.[0]).toContain('terminated or stopped');
});

test('a container instance that is stopped loses its tasks and its connection, and comes back to its registration', () => {
  const cloud = instanceCloud();
  cloud.group({ DesiredCapacity: 1, NewInstancesProtectedFromScaleIn: false });
  cloud.pass(85);
  const [host] = cloud.hosts();
  cloud.world.table('us-east-1/autoscaling/groups').clear();
  const InstanceIds = [host?.ec2InstanceId ?? ''];
  cloud.any(ec2, StopInstancesCommand, { InstanceIds });
  expect(cloud.hosts()).toMatchObject([{ status: 'ACTIVE', agentConnected: false }]);
  cloud.pass(31);
  cloud.any(ec2, StartInstancesCommand, { InstanceIds });
  cloud.pass(80);
  expect(cloud.hosts()).toMatchObject([
    { containerInstanceArn: host?.containerInstanceArn, status: 'ACTIVE', agentConnected: true },
  ]);
});
