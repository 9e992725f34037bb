import {
  CreateNatGatewayCommand,
  CreateRouteCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNatGatewaysCommand,
  DetachInternetGatewayCommand,
  type Filter,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testEgress } from '../egress.js';

/** With an internet gateway, and an address to use. */
function withGateway() {
  const cloud = testEgress();
  return { ...cloud, InternetGatewayId: cloud.gateway(cloud.VpcId), AllocationId: cloud.address() };
}

test('a NAT gateway carries its address on an interface of its own, and is available after two minutes', () => {
  const cloud = withGateway();
  const {
    AllocationId,
    subnets: [SubnetId],
    VpcId,
  } = cloud;
  const NatGatewayId = cloud.nat({ AllocationId });
  const [own] = cloud.interfaces('nat_gateway');
  expect(own).toMatchObject({
    SubnetId,
    Description: `Interface for NAT Gateway ${NatGatewayId}`,
    Groups: [],
    RequesterManaged: true,
    Association: { AllocationId, PublicIp: '198.18.0.0', IpOwnerId: '000000000000' },
  });
  expect(cloud.natGateway(NatGatewayId)).toMatchObject({ State: 'pending', SubnetId, VpcId });
  cloud.pass(113);
  expect(cloud.natGateway(NatGatewayId)?.State).toBe('pending');
  cloud.pass(1);
  expect(cloud.natGateway(NatGatewayId)).toMatchObject({
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      { AllocationId, NetworkInterfaceId: own?.NetworkInterfaceId, PrivateIp: '10.0.1.4', Status: 'succeeded' },
    ],
  });
});

test('a token makes one gateway of a repeated request', () => {
  const cloud = withGateway();
  const { AllocationId } = cloud;
  const request = { AllocationId, SubnetId: cloud.subnets[0], ClientToken: 'mine' };
  const first = cloud.call(CreateNatGatewayCommand, request);
  expect(first.ClientToken).toBe('mine');
  expect(cloud.call(CreateNatGatewayCommand, request)).toEqual(first);
  expect(cloud.refused(CreateNatGatewayCommand, { ...request, SubnetId: cloud.subnets[1] })[0]).toBe(
    'IdempotentParameterMismatch',
  );
});

test('a NAT gateway in a VPC without an internet gateway is accepted, and fails', () => {
  const cloud = testEgress();
  const AllocationId = cloud.address();
  const NatGatewayId = cloud.nat({ AllocationId });
  expect(cloud.natGateway(NatGatewayId)?.State).toBe('pending');
  cloud.pass(10);
  expect(cloud.natGateway(NatGatewayId)).toMatchObject({
    State: 'failed',
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: `Network ${cloud.VpcId} has no Internet gateway attached`,
    NatGatewayAddresses: [{ AllocationId }],
  });
  cloud.call(DeleteSubnetCommand, { SubnetId: cloud.subnets[0] });
  cloud.pass(3600);
  expect(cloud.refused(DescribeNatGatewaysCommand, { NatGatewayIds: [NatGatewayId] })).toEqual([
    'NatGatewayNotFound',
    `The natGateway ID '${NatGatewayId}' does not exist`,
  ]);
});

test('a NAT gateway whose address is in use, or whose subnet is full, is accepted, and fails', () => {
  const cloud = withGateway();
  const { AllocationId } = cloud;
  cloud.nat({ AllocationId });
  const second = cloud.nat({ AllocationId });
  const SubnetId = cloud.subnet(cloud.VpcId, '10.0.3.0/28');
  for (let count = 0; count < 11; count += 1) cloud.attach(SubnetId);
  const third = cloud.nat({ AllocationId: cloud.address(), SubnetId });
  cloud.pass(10);
  expect([second, third].map((id) => cloud.natGateway(id)?.FailureCode)).toEqual([
    'Resource.AlreadyAssociated',
    'InsufficientFreeAddressesInSubnet',
  ]);
});

test('CreateNatGateway needs a subnet and an address that exist; private and regional gateways answer 501', () => {
  const cloud = withGateway();
  const request = { AllocationId: cloud.AllocationId, SubnetId: cloud.subnets[0] };
  const refused = (input: object) => cloud.refused(CreateNatGatewayCommand, { ...request, ...input })[0];
  expect(refused({ SubnetId: 'subnet-00000000000000000' })).toBe('InvalidSubnetID.NotFound');
  expect(refused({ AllocationId: 'eipalloc-00000000000000000' })).toBe('InvalidAllocationID.NotFound');
  expect(refused({ AllocationId: undefined })).toBe('MissingParameter');
  expect(refused({ ConnectivityType: 'private' })).toBe('NotImplemented');
  expect(refused({ AvailabilityMode: 'regional' })).toBe('NotImplemented');
});

test('a NAT gateway keeps its subnet, its VPC and the internet gateway from being deleted until it is deleted', () => {
  const cloud = withGateway();
  const {
    VpcId,
    InternetGatewayId,
    subnets: [SubnetId],
  } = cloud;
  const NatGatewayId = cloud.nat({ AllocationId: cloud.AllocationId });
  cloud.pass(114);
  const held = () => [
    cloud.refused(DeleteSubnetCommand, { SubnetId })[0],
    cloud.refused(DeleteVpcCommand, { VpcId })[0],
    cloud.refused(DetachInternetGatewayCommand, { InternetGatewayId, VpcId })[1],
  ];
  const blocked = ['DependencyViolation', 'DependencyViolation', expect.stringContaining('mapped public address')];
  expect(held()).toEqual(blocked);
  cloud.call(DeleteNatGatewayCommand, { NatGatewayId });
  expect(cloud.natGateway(NatGatewayId)?.State).toBe('deleting');
  expect(cloud.call(DeleteNatGatewayCommand, { NatGatewayId })).toEqual({ NatGatewayId });
  expect(held()).toEqual(blocked);

  cloud.pass(56);
  expect(cloud.natGateway(NatGatewayId)).toMatchObject({ State: 'deleted', DeleteTime: expect.anything() });
  expect(cloud.refused(DeleteNatGatewayCommand, { NatGatewayId })[0]).toBe('NatGatewayNotFound');
  cloud.call(DetachInternetGatewayCommand, { InternetGatewayId, VpcId });
  cloud.call(DeleteInternetGatewayCommand, { InternetGatewayId });
  for (const id of cloud.subnets) cloud.call(DeleteSubnetCommand, { SubnetId: id });
  cloud.call(DeleteVpcCommand, { VpcId });
  cloud.pass(3600);
  expect(cloud.call(DescribeNatGatewaysCommand, {}).NatGateways).toEqual([]);
});

test('a route may lead to a pending NAT gateway, is a black hole once it is deleted, and is refused to a failed one', () => {
  const cloud = withGateway();
  const RouteTableId = cloud.table(cloud.VpcId);
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
  const NatGatewayId = cloud.nat({ AllocationId: cloud.AllocationId });
  cloud.call(CreateRouteCommand, { ...route, NatGatewayId });
  expect(cloud.routes(RouteTableId)[1]).toMatchObject({ NatGatewayId, State: 'active' });
  const failed = cloud.nat({ AllocationId: cloud.AllocationId });
  cloud.pass(114);
  expect(cloud.refused(CreateRouteCommand, { ...route, NatGatewayId: failed })).toEqual([
    'InvalidNatGatewayID.NotFound',
    `The natGateway ID '${failed}' does not exist`,
  ]);
  const elsewhere = cloud.table(cloud.vpc('10.1.0.0/16'));
  expect(cloud.refused(CreateRouteCommand, { ...route, RouteTableId: elsewhere, NatGatewayId })[0]).toBe(
    'InvalidParameterValue',
  );
  cloud.call(DeleteNatGatewayCommand, { NatGatewayId });
  cloud.pass(56);
  expect(cloud.routes(RouteTableId)[1]).toMatchObject({ NatGatewayId, State: 'blackhole' });
});

test('gateways are found by filters, and shown a page at a time', () => {
  const cloud = withGateway();
  const made = [cloud.AllocationId, cloud.address(), cloud.address(), cloud.address(), cloud.address()].map(
    (AllocationId, index) => cloud.nat({ AllocationId, SubnetId: cloud.subnets[index % 2] }),
  );
  const failed = cloud.nat({ AllocationId: cloud.AllocationId });
  cloud.pass(120);
  const found = (...Filter: Filter[]) =>
    cloud.call(DescribeNatGatewaysCommand, { Filter }).NatGateways?.map((it) => it.NatGatewayId);
  expect(found({ Name: 'state', Values: ['pending', 'available'] })).toEqual(made);
  expect(found({ Name: 'subnet-id', Values: [cloud.subnets[1]] })).toEqual([made[1], made[3]]);
  expect(found({ Name: 'vpc-id', Values: [cloud.VpcId] }, { Name: 'state', Values: ['failed'] })).toEqual([failed]);
  const { NatGateways, NextToken } = cloud.call(DescribeNatGatewaysCommand, { MaxResults: 5 });
  expect(NatGateways).toHaveLength(5);
  expect(cloud.call(DescribeNatGatewaysCommand, { NextToken }).NatGateways).toMatchObject([{ NatGatewayId: failed }]);
});
