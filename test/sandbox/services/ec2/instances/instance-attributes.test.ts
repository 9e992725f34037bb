import {
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstanceCreditSpecificationsCommand,
  DescribeInstancesCommand,
  GetInstanceUefiDataCommand,
  InstanceAttributeName,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type InstanceAttributeName as Name,
  type ModifyInstanceAttributeRequest,
  type RunInstancesRequest,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

function testInstance() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const Filters = [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }];
  const ImageId = cloud.call(DescribeImagesCommand, { Filters }).Images?.[0]?.ImageId;
  const wanted = { ImageId, InstanceType: 't3.nano' as const, MinCount: 1, MaxCount: 1, SubnetId };
  const launch = (more: Partial<RunInstancesRequest> = {}) =>
    cloud.call(RunInstancesCommand, { ...wanted, ...more }).Instances?.[0]?.InstanceId ?? '';
  return {
    ...cloud,
    VpcId,
    launch,
    reason: (more: Partial<RunInstancesRequest>) => cloud.refused(RunInstancesCommand, { ...wanted, ...more }),
    attribute(InstanceId: string, Attribute: Name) {
      const { InstanceId: _, ...shown } = cloud.call(DescribeInstanceAttributeCommand, { InstanceId, Attribute });
      return shown;
    },
    modify: (InstanceId: string, change: Omit<ModifyInstanceAttributeRequest, 'InstanceId'>) =>
      cloud.call(ModifyInstanceAttributeCommand, { InstanceId, ...change }),
  };
}

test('each attribute that EC2 has can be read', () => {
  const { launch, attribute } = testInstance();
  const id = launch({ UserData: 'aGk=', InstanceInitiatedShutdownBehavior: 'terminate', DisableApiStop: true });
  expect(Object.values(InstanceAttributeName).map((name) => attribute(id, name))).toHaveLength(16);
  expect(attribute(id, 'userData')).toEqual({ UserData: { Value: 'aGk=' } });
  expect(attribute(id, 'instanceInitiatedShutdownBehavior')).toEqual({
    InstanceInitiatedShutdownBehavior: { Value: 'terminate' },
  });
  expect(attribute(id, 'disableApiStop')).toEqual({ DisableApiStop: { Value: true } });
  expect(attribute(id, 'disableApiTermination')).toEqual({ DisableApiTermination: { Value: false } });
  expect(attribute(launch(), 'userData')).toEqual({ UserData: {} });
});

test('an attribute is changed by its own member or by its name, and one at a time', () => {
  const { launch, attribute, modify, call, refused, group, VpcId } = testInstance();
  const InstanceId = launch();
  modify(InstanceId, { SourceDestCheck: { Value: false } });
  expect(attribute(InstanceId, 'sourceDestCheck')).toEqual({ SourceDestCheck: { Value: false } });
  modify(InstanceId, { Attribute: 'disableApiTermination', Value: 'true' });
  expect(refused(TerminateInstancesCommand, { InstanceIds: [InstanceId] })[0]).toBe('OperationNotPermitted');
  const GroupId = group(VpcId);
  modify(InstanceId, { Groups: [GroupId] });
  expect(attribute(InstanceId, 'groupSet')).toMatchObject({ Groups: [{ GroupId }] });
  const [{ Instances: [seen] = [] } = {}] = call(DescribeInstancesCommand, {}).Reservations ?? [];
  expect(seen).toMatchObject({ SourceDestCheck: false, SecurityGroups: [{ GroupId }] });

  const refusal = (change: Omit<ModifyInstanceAttributeRequest, 'InstanceId'>) =>
    refused(ModifyInstanceAttributeCommand, { InstanceId, ...change })[0];
  expect(refusal({})).toBe('MissingParameter');
  expect(refusal({ DisableApiStop: { Value: true }, SourceDestCheck: { Value: true } })).toBe(
    'InvalidParameterCombination',
  );
  expect(refusal({ InstanceType: { Value: 't3.micro' } })).toBe('IncorrectInstanceState');
  expect(refusal({ InstanceInitiatedShutdownBehavior: { Value: 'hibernate' } })).toBe('InvalidParameterValue');
});

test('members that are blank or say what is so anyway are no wishes', () => {
  const { launch, reason } = testInstance();
  const Placement = { AvailabilityZone: '', GroupName: '', Tenancy: 'default' as const };
  launch({ Placement, DisableApiTermination: false, EnclaveOptions: { Enabled: false } });
  launch({ Placement: { AvailabilityZone: 'us-east-1a' } });
  expect(reason({ Placement: { AvailabilityZone: 'us-east-1b' } })[0]).toBe('InvalidParameterCombination');
  expect(reason({ Placement: { Tenancy: 'dedicated' } })[0]).toBe('NotImplemented');
  expect(reason({ EnclaveOptions: { Enabled: true } })[0]).toBe('NotImplemented');
});

test('burstable instances have unlimited credits unless asked otherwise, others have none', () => {
  const { launch, reason, call, refused } = testInstance();
  const [usual, modest, steady] = [
    launch(),
    launch({ CreditSpecification: { CpuCredits: 'standard' } }),
    launch({ InstanceType: 'c5.large' }),
  ];
  const credits = (...InstanceIds: string[]) =>
    call(DescribeInstanceCreditSpecificationsCommand, { InstanceIds }).InstanceCreditSpecifications;
  expect(credits(usual, modest)).toEqual([
    { InstanceId: usual, CpuCredits: 'unlimited' },
    { InstanceId: modest, CpuCredits: 'standard' },
  ]);
  expect(credits()).toEqual([{ InstanceId: usual, CpuCredits: 'unlimited' }]);
  expect(refused(DescribeInstanceCreditSpecificationsCommand, { InstanceIds: [steady] })[0]).toBe(
    'InvalidInstanceID.NotSupported',
  );
  expect(reason({ InstanceType: 'c5.large', CreditSpecification: { CpuCredits: 'standard' } })[0]).toBe(
    'InvalidParameterCombination',
  );
});

test('whoever asks for the firmware data of an image is told that it is no instance', () => {
  const { refused, launch } = testInstance();
  const reason = (InstanceId: string) => refused(GetInstanceUefiDataCommand, { InstanceId })[0];
  expect(reason('ami-0123456789abcdef0')).toBe('InvalidInstanceID.Malformed');
  expect(reason(launch())).toBe('NotImplemented');
});
