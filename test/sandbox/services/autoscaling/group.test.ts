import {
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  DescribeTagsCommand,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DeleteLaunchTemplateCommand, DeleteSubnetCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateInstanceProfileCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { autoscaling } from '../../../../src/sandbox/services/autoscaling/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../context.js';
import { testFleet } from './fleet.js';

const named = { AutoScalingGroupName: 'host' };

test('a group launches what it shall have, in turn in its zones, and is at rest then', () => {
  const { create, group, instances, pass, world, asg } = testFleet();
  const Tags = [
    { Key: 'team', Value: 'shop', PropagateAtLaunch: true },
    { Key: 'own', Value: '1', PropagateAtLaunch: false },
  ];
  create({ DesiredCapacity: 2, NewInstancesProtectedFromScaleIn: true, Tags });
  pass(4);
  expect(group()?.Instances?.map(({ LifecycleState }) => LifecycleState)).toEqual(['Pending', 'Pending']);
  pass(32);
  expect(group()).toMatchObject({
    DesiredCapacity: 2,
    AvailabilityZones: ['us-east-1a', 'us-east-1b'],
    Instances: [
      { AvailabilityZone: 'us-east-1a', LifecycleState: 'InService', ProtectedFromScaleIn: true },
      { AvailabilityZone: 'us-east-1b', LaunchTemplate: { Version: '1' }, InstanceType: 'c5.xlarge' },
    ],
    Tags: [{ Key: 'team', ResourceId: 'host', ResourceType: 'auto-scaling-group' }, { Key: 'own' }],
  });
  const tags = instances()[0]?.Tags?.map(({ Key }) => Key);
  const own = ['aws:autoscaling:groupName', 'aws:ec2launchtemplate:id', 'aws:ec2launchtemplate:version'];
  expect(tags).toEqual(['team', ...own]);
  expect(asg(DescribeScalingActivitiesCommand, named).Activities).toMatchObject([
    { StatusCode: 'Successful', Progress: 100 },
    { StatusCode: 'Successful', Description: expect.stringMatching(/^Launching a new EC2 instance: i-/) },
  ]);
  // What EC2 goes on checking for two minutes, the group does not wait for; the agent of ECS on the image looks for its cluster.
  pass(120);
  expect(new Set(world.toJSON().due.map(({ timer }) => timer))).toEqual(new Set(['ecs/agent-registers']));
});

test('a tag of the group goes before one of the same key in the launch template', () => {
  const ours = [
    { Key: 'step', Value: 'template' },
    { Key: 'both', Value: 'template' },
  ];
  const { create, instances, pass } = testFleet({ TagSpecifications: [{ ResourceType: 'instance', Tags: ours }] });
  create({ DesiredCapacity: 1, Tags: [{ Key: 'both', Value: 'group', PropagateAtLaunch: true }] });
  pass(36);
  const tags = instances()[0]?.Tags?.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  expect(tags).toEqual([
    { Key: 'step', Value: 'template' },
    { Key: 'both', Value: 'group' },
  ]);
});

test('a group is refused where nothing could be launched for it, in the words of EC2', () => {
  const fleet = testFleet({ IamInstanceProfile: { Name: 'young' } });
  const { refused, wanted, call, create, pass } = fleet;
  call(iam, CreateInstanceProfileCommand, { InstanceProfileName: 'young' });
  const reason = (more: object) => refused(CreateAutoScalingGroupCommand, { ...wanted, ...more });
  expect(reason({})).toEqual([
    'ValidationError',
    'You must use a valid fully-formed launch template. Value (young) for parameter iamInstanceProfile.name is ' +
      'invalid. Invalid IAM Instance Profile name',
  ]);
  expect(reason({ LaunchTemplate: { LaunchTemplateId: 'lt-00000000000000000' } })[1]).toBe(
    'You must use a valid fully-formed launch template. The specified launch template, with template ID ' +
      'lt-00000000000000000, does not exist.',
  );
  expect(reason({ VPCZoneIdentifier: 'subnet-00000000000000000' })).toEqual([
    'ValidationError',
    "The subnet ID 'subnet-00000000000000000' does not exist",
  ]);
  expect(reason({ MinSize: 11 })[1]).toBe('Max bound, 10, must be greater than or equal to min bound, 11');
  expect(reason({ DesiredCapacity: 11 })[1]).toContain('must be between');
  expect(reason({ LaunchTemplate: undefined })[0]).toBe('ValidationError');
  expect(reason({ TargetGroupARNs: ['arn'] })[0]).toBe('NotImplemented');
  pass(10);
  expect(() => create()).toThrow('has no associated IAM Roles');
});

test('a name is taken as long as its group is there', () => {
  const { create, refused, wanted, asg, pass } = testFleet();
  create();
  expect(refused(CreateAutoScalingGroupCommand, wanted)[0]).toBe('AlreadyExistsFault');
  asg(DeleteAutoScalingGroupCommand, named);
  expect(refused(CreateAutoScalingGroupCommand, wanted)[1]).toContain('pending delete');
  pass(6);
  expect(asg(DescribeAutoScalingGroupsCommand, { AutoScalingGroupNames: ['host'] }).AutoScalingGroups).toEqual([]);
  expect(refused(SetDesiredCapacityCommand, { ...named, DesiredCapacity: 1 })).toEqual([
    'ValidationError',
    'AutoScalingGroup name not found - AutoScalingGroup host not found',
  ]);
  create();
});

test('scaling in takes the oldest of the fullest zone and leaves what is protected', () => {
  const { create, group, asg, pass, instances } = testFleet();
  create({ DesiredCapacity: 3 });
  pass(40);
  const [first, second, third] = group()?.Instances?.map(({ InstanceId = '' }) => InstanceId) ?? [];
  asg(SetInstanceProtectionCommand, { ...named, InstanceIds: [first ?? ''], ProtectedFromScaleIn: true });
  asg(SetDesiredCapacityCommand, { ...named, DesiredCapacity: 1 });
  pass(60);
  expect(group()?.Instances?.map(({ InstanceId }) => InstanceId)).toEqual([first]);
  asg(SetDesiredCapacityCommand, { ...named, DesiredCapacity: 0 });
  pass(60);
  expect(group()?.Instances).toHaveLength(1);
  const states = new Map(instances().map(({ InstanceId, State }) => [InstanceId, State?.Name]));
  expect([first, second, third].map((id) => states.get(id))).toEqual(['running', 'terminated', 'terminated']);
  asg(SetInstanceProtectionCommand, { ...named, InstanceIds: [first ?? ''], ProtectedFromScaleIn: false });
  pass(60);
  expect(group()?.Instances).toEqual([]);
});

test('an instance that somebody terminates is replaced', () => {
  const { create, group, call, pass } = testFleet();
  create({ DesiredCapacity: 1 });
  pass(40);
  const gone = group()?.Instances?.[0]?.InstanceId ?? '';
  call(ec2, TerminateInstancesCommand, { InstanceIds: [gone] });
  expect(group()?.Instances).toMatchObject([{ HealthStatus: 'Unhealthy', LifecycleState: 'Terminating' }]);
  pass(90);
  expect(group()?.Instances).toMatchObject([{ HealthStatus: 'Healthy', LifecycleState: 'InService' }]);
  expect(group()?.Instances?.[0]?.InstanceId).not.toBe(gone);
});

test('only an empty group can be deleted, unless by force: then protection protects nothing', () => {
  const { create, refused, asg, group, pass, instances, call, subnetIds } = testFleet();
  create({ DesiredCapacity: 1, NewInstancesProtectedFromScaleIn: true });
  pass(4);
  expect(refused(DeleteAutoScalingGroupCommand, named)[0]).toBe('ScalingActivityInProgressFault');
  pass(40);
  expect(refused(DeleteAutoScalingGroupCommand, named)[0]).toBe('ResourceInUseFault');
  expect(() => call(ec2, DeleteSubnetCommand, { SubnetId: subnetIds[0] })).toThrow('has dependencies');
  asg(DeleteAutoScalingGroupCommand, { ...named, ForceDelete: true });
  expect(group()).toMatchObject({ Status: 'Delete in progress', Instances: [{ LifecycleState: 'Terminating' }] });
  pass(50);
  expect(group()).toBeDefined();
  pass(20);
  expect(group()).toBeUndefined();
  expect(instances()[0]?.State?.Name).toBe('terminated');
  call(ec2, DeleteSubnetCommand, { SubnetId: subnetIds[0] });
  const told = asg(DescribeScalingActivitiesCommand, { ...named, IncludeDeletedGroups: true }).Activities;
  expect(told?.[0]).toMatchObject({ StatusCode: 'Successful', Description: expect.stringContaining('Terminating') });
});

test('a launch that EC2 refuses is told and tried again, when something was put right at once', () => {
  const { create, group, asg, call, templateId, pass, wanted } = testFleet();
  create();
  call(ec2, DeleteLaunchTemplateCommand, { LaunchTemplateId: templateId });
  asg(SetDesiredCapacityCommand, { ...named, DesiredCapacity: 1 });
  pass(10);
  expect(group()?.Instances).toEqual([]);
  expect(asg(DescribeScalingActivitiesCommand, named).Activities).toMatchObject([
    { StatusCode: 'Failed', StatusMessage: expect.stringContaining('does not exist. Launching EC2 instance failed.') },
  ]);
  expect(() => asg(UpdateAutoScalingGroupCommand, { ...named, LaunchTemplate: wanted.LaunchTemplate })).toThrow();
});

test('bounds take the desired capacity along', () => {
  const { create, group, asg } = testFleet();
  create({ DesiredCapacity: 2 });
  asg(UpdateAutoScalingGroupCommand, { ...named, MaxSize: 1 });
  expect(group()).toMatchObject({ MinSize: 0, MaxSize: 1, DesiredCapacity: 1 });
  asg(UpdateAutoScalingGroupCommand, { ...named, MinSize: 3, MaxSize: 5, NewInstancesProtectedFromScaleIn: true });
  expect(group()).toMatchObject({ DesiredCapacity: 3, NewInstancesProtectedFromScaleIn: true });
});

test('one instance can be ended with or without a replacement', () => {
  const { create, group, asg, refused, pass } = testFleet();
  create({ DesiredCapacity: 1, MinSize: 1 });
  pass(40);
  const InstanceId = group()?.Instances?.[0]?.InstanceId ?? '';
  const end = (ShouldDecrementDesiredCapacity: boolean) => ({ InstanceId, ShouldDecrementDesiredCapacity });
  expect(refused(TerminateInstanceInAutoScalingGroupCommand, end(true))[1]).toContain("violate group's min size");
  expect(asg(TerminateInstanceInAutoScalingGroupCommand, end(false)).Activity?.Description).toContain(InstanceId);
  pass(60);
  expect(group()?.Instances).toHaveLength(1);
});

test('tags are put on, found and taken off', () => {
  const { create, group, asg } = testFleet();
  create();
  const where = { ResourceId: 'host', ResourceType: 'auto-scaling-group', Key: 'stack' };
  const tag = { ...where, Value: 'shop', PropagateAtLaunch: true };
  asg(CreateOrUpdateTagsCommand, { Tags: [tag] });
  const found = (Value: string) =>
    asg(DescribeAutoScalingGroupsCommand, { Filters: [{ Name: 'tag:stack', Values: [Value] }] }).AutoScalingGroups;
  expect([found('shop')?.length, found('other')?.length]).toEqual([1, 0]);
  expect(asg(DescribeTagsCommand, { Filters: [{ Name: 'auto-scaling-group', Values: ['host'] }] }).Tags).toEqual([tag]);
  asg(DeleteTagsCommand, { Tags: [where] });
  expect(group()?.Tags).toEqual([]);
});

test('a filter that Auto Scaling does not have is refused, whether there is anything to filter or not', () => {
  const cloud = testContext({ services: [autoscaling] });
  const Filters = [{ Name: 'colour', Values: ['red'] }];
  for (const command of [DescribeAutoScalingGroupsCommand, DescribeTagsCommand])
    expect(cloud.refusal(autoscaling, command, { Filters })).toMatchObject({ code: 'ValidationError' });
  for (const Name of ['tag-key', 'tag-value', 'tag:team'])
    expect(
      cloud.call(autoscaling, DescribeAutoScalingGroupsCommand, { Filters: [{ Name, Values: ['x'] }] })
        .AutoScalingGroups,
    ).toEqual([]);
});
