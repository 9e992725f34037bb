import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from './network.js';

/** A network in which nothing has tags. */
function untagged() {
  const it = testNetwork();
  const vpcId = it.vpc();
  const SubnetId = it.subnet(vpcId);
  it.gateway(vpcId);
  it.call(CreateNatGatewayCommand, {
    SubnetId,
    AllocationId: it.call(AllocateAddressCommand, { Domain: 'vpc' }).AllocationId,
  });
  return { ...it, vpcId };
}

type Described = typeof DescribeVpcsCommand;
test.each([
  [DescribeVpcsCommand, 'Vpcs', undefined],
  [DescribeSubnetsCommand, 'Subnets', undefined],
  [DescribeSecurityGroupsCommand, 'SecurityGroups', undefined],
  [DescribeAddressesCommand, 'Addresses', undefined],
  [DescribeNatGatewaysCommand, 'NatGateways', undefined],
  [DescribeRouteTablesCommand, 'RouteTables', []],
  [DescribeNetworkAclsCommand, 'NetworkAcls', []],
  [DescribeInternetGatewaysCommand, 'InternetGateways', []],
  [DescribeSecurityGroupRulesCommand, 'SecurityGroupRules', []],
] as const)('%p shows a resource without tags as EC2 does', (command, member, tags) => {
  const { [member as 'Vpcs']: rows = [] } = untagged().call(command as unknown as Described, {});
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect([row.Tags, 'Tags' in row]).toEqual([tags, tags !== undefined]);
});

test('an interface without tags has an empty set of them', () => {
  expect(untagged().call(DescribeNetworkInterfacesCommand, {}).NetworkInterfaces?.[0]?.TagSet).toEqual([]);
});

test('what is made shows its tags, or none, and gets them back with its first one', () => {
  const { call, vpcId } = untagged();
  expect(call(CreateVpcCommand, { CidrBlock: '10.9.0.0/16' }).Vpc).not.toHaveProperty('Tags');
  const Tags = [{ Key: 'stack', Value: 'shop' }];
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags }];
  expect(call(CreateVpcCommand, { CidrBlock: '10.8.0.0/16', TagSpecifications }).Vpc?.Tags).toEqual(Tags);
  call(CreateTagsCommand, { Resources: [vpcId], Tags });
  expect(call(DescribeVpcsCommand, { VpcIds: [vpcId] }).Vpcs?.[0]?.Tags).toEqual(Tags);
});
