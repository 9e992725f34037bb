import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  DescribeAddressesCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DisassociateAddressCommand,
  ReleaseAddressCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testEgress } from '../egress.js';
import { testNetwork } from '../network.js';

/** An instance with a public address of Amazon's, and an Elastic IP beside it. */
function testAddresses() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const Filters = [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }];
  const ImageId = cloud.call(DescribeImagesCommand, { Filters }).Images?.[0]?.ImageId;
  const launch = () =>
    cloud.call(RunInstancesCommand, {
      ImageId,
      InstanceType: 't3.nano',
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, AssociatePublicIpAddress: true }],
    }).Instances?.[0]?.InstanceId ?? '';
  const instance = (InstanceId: string) =>
    cloud.call(DescribeInstancesCommand, { InstanceIds: [InstanceId] }).Reservations?.[0]?.Instances?.[0];
  const allocate = () => cloud.call(AllocateAddressCommand, {}).AllocationId ?? '';
  const address = (AllocationId: string) =>
    cloud.call(DescribeAddressesCommand, { AllocationIds: [AllocationId] }).Addresses?.[0];
  const connect = () => {
    const InternetGatewayId = cloud.call(CreateInternetGatewayCommand, {}).InternetGateway?.InternetGatewayId;
    cloud.call(AttachInternetGatewayCommand, { InternetGatewayId, VpcId });
  };
  return { ...cloud, VpcId, launch, instance, allocate, address, connect };
}

test("an Elastic IP takes the place of an instance's public address, which does not come back", () => {
  const { call, pass, connect, launch, instance, allocate, address, refused } = testAddresses();
  connect();
  const InstanceId = launch();
  pass(60);
  const before = instance(InstanceId)?.PublicIpAddress;
  const AllocationId = allocate();
  const { AssociationId } = call(AssociateAddressCommand, { AllocationId, InstanceId });
  const { PublicIp } = address(AllocationId) ?? {};
  expect(PublicIp).not.toBe(before);
  expect(instance(InstanceId)).toMatchObject({
    PublicIpAddress: PublicIp,
    NetworkInterfaces: [{ Association: { PublicIp, IpOwnerId: '000000000000' } }],
  });
  expect(address(AllocationId)).toMatchObject({ AssociationId, InstanceId });
  expect(call(DescribeAddressesCommand, { Filters: [{ Name: 'instance-id', Values: [InstanceId] }] })).toMatchObject({
    Addresses: [{ AllocationId }],
  });
  expect(refused(ReleaseAddressCommand, { AllocationId })[0]).toBe('InvalidIPAddress.InUse');

  call(DisassociateAddressCommand, { AssociationId });
  expect(instance(InstanceId)?.PublicIpAddress).toBeUndefined();
  expect(refused(DisassociateAddressCommand, { AssociationId })).toEqual([
    'InvalidAssociationID.NotFound',
    `The association ID '${AssociationId}' does not exist`,
  ]);
  call(ReleaseAddressCommand, { AllocationId });
});

test('an Elastic IP moves to another instance, unless the request says that it must not', () => {
  const { call, pass, connect, launch, instance, allocate, address, refused } = testAddresses();
  connect();
  const [first, second] = [launch(), launch()];
  pass(60);
  const AllocationId = allocate();
  call(AssociateAddressCommand, { AllocationId, InstanceId: first });
  expect(refused(AssociateAddressCommand, { AllocationId, InstanceId: second, AllowReassociation: false })[0]).toBe(
    'Resource.AlreadyAssociated',
  );
  call(AssociateAddressCommand, { AllocationId, InstanceId: second });
  expect(instance(first)?.PublicIpAddress).toBeUndefined();
  expect(instance(second)?.PublicIpAddress).toBe(address(AllocationId)?.PublicIp);
});

test('an Elastic IP needs an internet gateway, and an instance that runs', () => {
  const { pass, connect, launch, allocate, refused } = testAddresses();
  const [InstanceId, AllocationId] = [launch(), allocate()];
  const associate = () => refused(AssociateAddressCommand, { AllocationId, InstanceId });
  expect(associate()).toEqual([
    'InvalidInstanceID',
    `The pending instance '${InstanceId}' is not in a valid state for this operation.`,
  ]);
  pass(60);
  expect(associate()[0]).toBe('Gateway.NotAttached');
  connect();
  expect(() => associate()).toThrow('was expected to be refused');
});

test('nobody takes the address of a NAT gateway away from it', () => {
  const cloud = testEgress();
  cloud.gateway(cloud.VpcId);
  const AllocationId = cloud.address();
  cloud.nat({ AllocationId });
  const [{ AssociationId } = {}] = cloud.call(DescribeAddressesCommand, {}).Addresses ?? [];
  expect(cloud.refused(DisassociateAddressCommand, { AssociationId })[0]).toBe('AuthFailure');
});
