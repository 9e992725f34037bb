import {
  AllocateAddressCommand,
  CreateTagsCommand,
  DescribeAddressesAttributeCommand,
  DescribeAddressesCommand,
  ReleaseAddressCommand,
  DeleteNatGatewayCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testEgress } from '../egress.js';
import { testNetwork } from '../network.js';

test('an address is allocated with its tags, found by them, and released', () => {
  const cloud = testNetwork();
  const Tags = [{ Key: 'provision:stack', Value: 'shop' }];
  const made = cloud.call(AllocateAddressCommand, {
    Domain: 'vpc',
    TagSpecifications: [{ ResourceType: 'elastic-ip', Tags }],
  });
  expect(made).toEqual({
    AllocationId: expect.stringMatching(/^eipalloc-[0-9a-f]{17}$/),
    PublicIp: '198.18.0.0',
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: 'us-east-1',
  });
  cloud.call(AllocateAddressCommand, {});
  const Filters = [{ Name: 'tag:provision:stack', Values: ['shop'] }];
  expect(cloud.call(DescribeAddressesCommand, { Filters }).Addresses).toEqual([{ ...made, Tags }]);
  const AllocationId = made.AllocationId ?? '';
  cloud.call(CreateTagsCommand, { Resources: [AllocationId], Tags: [{ Key: 'Name', Value: 'nat' }] });
  expect(cloud.call(DescribeAddressesCommand, { AllocationIds: [AllocationId] }).Addresses?.[0]?.Tags).toHaveLength(2);

  cloud.call(ReleaseAddressCommand, { AllocationId });
  const gone = ['InvalidAllocationID.NotFound', `The allocation ID '${AllocationId}' does not exist`];
  expect(cloud.refused(ReleaseAddressCommand, { AllocationId })).toEqual(gone);
  expect(cloud.refused(DescribeAddressesCommand, { AllocationIds: [AllocationId] })).toEqual(gone);
});

test('an allocated address is given to nobody else', () => {
  const cloud = testNetwork();
  cloud.call(AllocateAddressCommand, {});
  expect(cloud.attach(cloud.subnet(cloud.vpc()), { publicIp: true }).Association?.PublicIp).toBe('198.18.0.1');
});

test('a sixth address in a region is one too many', () => {
  const cloud = testNetwork();
  for (let count = 0; count < 5; count += 1) cloud.call(AllocateAddressCommand, {});
  expect(cloud.refused(AllocateAddressCommand, {})).toEqual([
    'AddressLimitExceeded',
    'The maximum number of addresses has been reached.',
  ]);
});

test('the address of a NAT gateway is not released before the gateway is deleted', () => {
  const cloud = testEgress();
  cloud.gateway(cloud.VpcId);
  const AllocationId = cloud.address();
  const NatGatewayId = cloud.nat({ AllocationId });
  const shown = () => cloud.call(DescribeAddressesCommand, { AllocationIds: [AllocationId] }).Addresses?.[0];
  const [own] = cloud.interfaces('nat_gateway');
  expect(shown()).toMatchObject({
    AssociationId: own?.Association?.AssociationId,
    NetworkInterfaceId: own?.NetworkInterfaceId,
    PrivateIpAddress: '10.0.1.4',
  });
  cloud.pass(114);
  cloud.call(DeleteNatGatewayCommand, { NatGatewayId });
  expect(cloud.refused(ReleaseAddressCommand, { AllocationId })).toEqual([
    'AuthFailure',
    'You do not have permission to access the specified resource.',
  ]);
  cloud.pass(56);
  expect(shown()?.AssociationId).toBeUndefined();
  cloud.call(ReleaseAddressCommand, { AllocationId });
});

test('an address that nobody has given a name is shown without one', () => {
  const cloud = testNetwork();
  const { AllocationId = '', PublicIp } = cloud.call(AllocateAddressCommand, {});
  const question = { AllocationIds: [AllocationId], Attribute: 'domain-name' as const };
  expect(cloud.call(DescribeAddressesAttributeCommand, question).Addresses).toEqual([{ AllocationId, PublicIp }]);
  cloud.call(ReleaseAddressCommand, { AllocationId });
  expect(cloud.refused(DescribeAddressesAttributeCommand, question)[0]).toBe('InvalidAllocationID.NotFound');
});
