import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { vpcLinkZoneIds } from '../../../../../src/facts/vpc-link-zones.js';
import { subnetOf } from '../../../../../src/sandbox/services/ec2/routing/subnet-routing.js';
import { zonesOf } from '../../../../../src/facts/zones.js';
import { testNetwork } from '../network.js';

test('a subnet is in the zone that is named, by its name or by its id', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const byName = cloud.call(CreateSubnetCommand, {
    VpcId,
    CidrBlock: '10.0.1.0/24',
    AvailabilityZone: 'us-east-1c',
  }).Subnet;
  expect(byName).toMatchObject({ AvailabilityZone: 'us-east-1c', AvailabilityZoneId: 'use1-az1', State: 'pending' });
  const byId = cloud.call(CreateSubnetCommand, {
    VpcId,
    CidrBlock: '10.0.2.0/24',
    AvailabilityZoneId: 'use1-az6',
  }).Subnet;
  expect(byId).toMatchObject({ AvailabilityZone: 'us-east-1b', AvailabilityZoneId: 'use1-az6' });
  expect(subnetOf(cloud.context(), byId?.SubnetId ?? '').AvailabilityZoneId).toBe('use1-az6');
  cloud.pass(1);
  expect(cloud.call(DescribeSubnetsCommand, {}).Subnets?.map(({ State }) => State)).toEqual(['available', 'available']);
});

test('a zone of another region is refused, naming those there are', () => {
  const cloud = testNetwork('eu-west-3');
  const VpcId = cloud.vpc();
  const asked = { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' };
  expect(cloud.refused(CreateSubnetCommand, asked)).toEqual([
    'InvalidParameterValue',
    'Value (us-east-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the ' +
      'following availability zones: eu-west-3a, eu-west-3b, eu-west-3c.',
  ]);
  const both = { ...asked, AvailabilityZone: 'eu-west-3a', AvailabilityZoneId: 'euw3-az1' };
  expect(cloud.refused(CreateSubnetCommand, both)[0]).toBe('InvalidParameterCombination');
});

test('a subnet is inside its VPC and overlaps no other', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  cloud.subnet(VpcId, '10.0.0.0/24');
  const refused = (CidrBlock: string) => cloud.refused(CreateSubnetCommand, { VpcId, CidrBlock });
  expect(refused('10.1.0.0/24')).toEqual(['InvalidSubnet.Range', "The CIDR '10.1.0.0/24' is invalid."]);
  expect(refused('10.0.1.0/29')[0]).toBe('InvalidSubnet.Range');
  expect(refused('10.0.0.128/25')).toEqual([
    'InvalidSubnet.Conflict',
    "The CIDR '10.0.0.128/25' conflicts with another subnet",
  ]);
  expect(refused('10.0.0.0/16')[0]).toBe('InvalidSubnet.Conflict');
  const elsewhere = cloud.vpc();
  expect(cloud.subnet(elsewhere, '10.0.0.0/24')).toMatch(/^subnet-/);
});

test('five addresses of a subnet are kept by EC2, and each interface takes one', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc(), '10.0.0.0/28');
  const free = () => cloud.call(DescribeSubnetsCommand, {}).Subnets?.[0]?.AvailableIpAddressCount;
  expect(free()).toBe(11);
  cloud.attach(SubnetId);
  expect(free()).toBe(10);
});

test('attributes are changed one at a time', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc());
  const MapPublicIpOnLaunch = { Value: true };
  cloud.call(ModifySubnetAttributeCommand, { SubnetId, MapPublicIpOnLaunch });
  expect(cloud.call(DescribeSubnetsCommand, {}).Subnets?.[0]?.MapPublicIpOnLaunch).toBe(true);
  const two = { SubnetId, MapPublicIpOnLaunch, PrivateDnsHostnameTypeOnLaunch: 'resource-name' as const };
  expect(cloud.refused(ModifySubnetAttributeCommand, two)[0]).toBe('InvalidParameterCombination');
  expect(cloud.refused(ModifySubnetAttributeCommand, { SubnetId })[0]).toBe('InvalidParameterCombination');
});

test('a deleted subnet leaves its route table behind, without the association', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const { RouteTableId } = cloud.route(VpcId, SubnetId, cloud.gateway(VpcId));
  cloud.call(DeleteSubnetCommand, { SubnetId });
  expect(
    cloud.call(DescribeRouteTablesCommand, { RouteTableIds: [RouteTableId] }).RouteTables?.[0]?.Associations,
  ).toEqual([]);
  expect(cloud.refused(DeleteSubnetCommand, { SubnetId })[0]).toBe('InvalidSubnetID.NotFound');
});

test('zones are described by name, by id and by filter', () => {
  const cloud = testNetwork('us-west-2');
  const zones = (input: object) =>
    (cloud.call(DescribeAvailabilityZonesCommand, input).AvailabilityZones ?? []).map(({ ZoneId }) => ZoneId);
  expect(zones({})).toHaveLength(4);
  expect(zones({ ZoneNames: ['us-west-2a'] })).toEqual(['usw2-az2']);
  expect(zones({ ZoneIds: ['usw2-az4'] })).toEqual(['usw2-az4']);
  const available = [
    { Name: 'state', Values: ['available'] },
    { Name: 'zone-type', Values: ['availability-zone'] },
    { Name: 'opt-in-status', Values: ['opt-in-not-required'] },
  ];
  expect(zones({ Filters: available })).toHaveLength(4);
  expect(zones({ Filters: [{ Name: 'zone-type', Values: ['local-zone'] }] })).toEqual([]);
  expect(cloud.refused(DescribeAvailabilityZonesCommand, { ZoneNames: ['us-west-2z'] })).toEqual([
    'InvalidParameterValue',
    'Invalid availability zone: [us-west-2z]',
  ]);
});

test('every zone where a VPC link can be is a zone of its region, and a region nobody knows has none', () => {
  for (const region of 'us-east-1 us-west-1 us-west-2 ap-east-1 ap-northeast-1 ca-central-1 eu-west-3'.split(' ')) {
    expect(vpcLinkZoneIds(region)).toBeDefined();
    const ids = zonesOf(region)?.map(({ ZoneId }) => ZoneId);
    expect(ids).toEqual(expect.arrayContaining([...(vpcLinkZoneIds(region) ?? [])]));
  }
  expect(zonesOf('atlantis-1')).toBeUndefined();
  expect(testNetwork('atlantis-1').refused(DescribeAvailabilityZonesCommand, {})[0]).toBe('NotImplemented');
});
