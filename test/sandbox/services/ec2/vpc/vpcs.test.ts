import {
  CreateNetworkAclCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteNetworkAclCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

test('a VPC is pending for two seconds, then available', () => {
  const cloud = testNetwork();
  const { Vpc } = cloud.call(CreateVpcCommand, { CidrBlock: '10.0.0.0/16' });
  expect(Vpc).toMatchObject({ State: 'pending', CidrBlock: '10.0.0.0/16', IsDefault: false, OwnerId: '000000000000' });
  expect(Vpc?.VpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
  cloud.pass(1.9);
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs?.[0]?.State).toBe('pending');
  cloud.pass(0.1);
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs?.[0]?.State).toBe('available');
});

test('a VPC that is deleted while pending stays deleted', () => {
  const cloud = testNetwork();
  cloud.call(DeleteVpcCommand, { VpcId: cloud.vpc() });
  cloud.pass(5);
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs).toEqual([]);
});

test('ranges are put into canonical form, and held to /16 to /28', () => {
  const cloud = testNetwork();
  expect(cloud.call(CreateVpcCommand, { CidrBlock: '10.0.9.9/16' }).Vpc?.CidrBlock).toBe('10.0.0.0/16');
  for (const CidrBlock of ['10.0.0.0/15', '10.0.0.0/29'])
    expect(cloud.refused(CreateVpcCommand, { CidrBlock })).toEqual([
      'InvalidVpc.Range',
      `The CIDR '${CidrBlock}' is invalid.`,
    ]);
  expect(cloud.refused(CreateVpcCommand, { CidrBlock: 'ten' })).toEqual([
    'InvalidParameterValue',
    'Value (ten) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  ]);
});

test('a VPC comes with a main route table, a default group and a default network ACL, and takes them along', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const tables = cloud.call(DescribeRouteTablesCommand, { Filters }).RouteTables;
  expect(tables).toMatchObject([
    {
      Associations: [{ Main: true, AssociationState: { State: 'associated' } }],
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          GatewayId: 'local',
          State: 'active',
          Origin: 'CreateRouteTable',
        },
      ],
    },
  ]);
  const groups = cloud.call(DescribeSecurityGroupsCommand, { Filters }).SecurityGroups;
  expect(groups).toMatchObject([
    {
      GroupName: 'default',
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: groups?.[0]?.GroupId }] }],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
  ]);
  expect(cloud.call(DescribeNetworkAclsCommand, { Filters }).NetworkAcls).toMatchObject([{ IsDefault: true }]);

  cloud.call(DeleteVpcCommand, { VpcId });
  expect(cloud.call(DescribeRouteTablesCommand, {}).RouteTables).toEqual([]);
  expect(cloud.call(DescribeSecurityGroupsCommand, {}).SecurityGroups).toEqual([]);
  expect(cloud.call(DescribeNetworkAclsCommand, {}).NetworkAcls).toEqual([]);
});

test('a subnet has one network ACL: another one takes the place of the default, and keeps its VPC until it is gone', () => {
  const cloud = testNetwork();
  const { Vpc: { VpcId } = {} } = cloud.call(CreateVpcCommand, { CidrBlock: '10.0.0.0/16' });
  const { Subnet: { SubnetId } = {} } = cloud.call(CreateSubnetCommand, { VpcId, CidrBlock: '10.0.0.0/24' });
  const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId ?? ''] }];
  const aclOf = () => cloud.call(DescribeNetworkAclsCommand, { Filters }).NetworkAcls ?? [];
  const associationOf = () => aclOf()[0]?.Associations?.[0]?.NetworkAclAssociationId;
  const [before] = aclOf();
  const { NetworkAcl: { NetworkAclId, Entries } = {} } = cloud.call(CreateNetworkAclCommand, { VpcId });
  expect(Entries?.every(({ RuleAction }) => RuleAction === 'deny')).toBe(true);

  cloud.call(ReplaceNetworkAclAssociationCommand, { AssociationId: associationOf(), NetworkAclId });
  expect(aclOf()).toMatchObject([{ NetworkAclId, IsDefault: false, Associations: [{ SubnetId }] }]);
  expect(() => cloud.call(DeleteNetworkAclCommand, { NetworkAclId })).toThrow('has dependencies');
  expect(() => cloud.call(DeleteNetworkAclCommand, { NetworkAclId: before?.NetworkAclId })).toThrow('default');

  cloud.call(ReplaceNetworkAclAssociationCommand, {
    AssociationId: associationOf(),
    NetworkAclId: before?.NetworkAclId,
  });
  expect(aclOf()).toMatchObject([{ IsDefault: true, Associations: [{ SubnetId }] }]);
  cloud.call(DeleteSubnetCommand, { SubnetId });
  expect(() => cloud.call(DeleteVpcCommand, { VpcId })).toThrow('has dependencies');
  cloud.call(DeleteNetworkAclCommand, { NetworkAclId });
  cloud.call(DeleteVpcCommand, { VpcId });
});

test('attributes are read one at a time: DNS support is on from the start, DNS hostnames is not', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  expect(cloud.call(DescribeVpcAttributeCommand, { VpcId, Attribute: 'enableDnsSupport' })).toEqual({
    VpcId,
    EnableDnsSupport: { Value: true },
  });
  expect(cloud.call(DescribeVpcAttributeCommand, { VpcId, Attribute: 'enableDnsHostnames' })).toEqual({
    VpcId,
    EnableDnsHostnames: { Value: false },
  });
  expect(cloud.refused(DescribeVpcAttributeCommand, { VpcId, Attribute: undefined })[0]).toBe('MissingParameter');
});

test('attributes are changed one at a time, and hostnames only where DNS support is on', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const on = { Value: true };
  expect(cloud.refused(ModifyVpcAttributeCommand, { VpcId, EnableDnsSupport: on, EnableDnsHostnames: on })).toEqual([
    'InvalidParameterCombination',
    'Fields for multiple attribute types specified: enableDnsSupport, enableDnsHostnames',
  ]);
  cloud.call(ModifyVpcAttributeCommand, { VpcId, EnableDnsSupport: { Value: false } });
  expect(cloud.refused(ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: on })[0]).toBe(
    'InvalidParameterCombination',
  );
  cloud.call(ModifyVpcAttributeCommand, { VpcId, EnableDnsSupport: on });
  cloud.call(ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: on });
  expect(
    cloud.call(DescribeVpcAttributeCommand, { VpcId, Attribute: 'enableDnsHostnames' }).EnableDnsHostnames,
  ).toEqual(on);
});
