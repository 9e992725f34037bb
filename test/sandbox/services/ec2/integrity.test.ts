import {
  AuthorizeSecurityGroupIngressCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { releaseInterface } from '../../../../src/sandbox/services/ec2/network-interfaces/network-interfaces.js';
import { testNetwork } from './network.js';

const from = (GroupId: string) => [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] }];

test('a VPC cannot be deleted while it has a subnet', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  expect(cloud.refused(DeleteVpcCommand, { VpcId })).toEqual([
    'DependencyViolation',
    `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
  ]);
  cloud.call(DeleteSubnetCommand, { SubnetId });
  cloud.call(DeleteVpcCommand, { VpcId });
  expect(cloud.refused(DeleteVpcCommand, { VpcId })[0]).toBe('InvalidVpcID.NotFound');
});

test('a VPC cannot be deleted while it has a security group of its own', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const GroupId = cloud.group(VpcId);
  expect(cloud.refused(DeleteVpcCommand, { VpcId })[0]).toBe('DependencyViolation');
  cloud.call(DeleteSecurityGroupCommand, { GroupId });
  expect(cloud.call(DeleteVpcCommand, { VpcId })).toEqual({});
});

test('a VPC cannot be deleted while an internet gateway is attached, nor can the gateway', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const InternetGatewayId = cloud.gateway(VpcId);
  expect(cloud.refused(DeleteVpcCommand, { VpcId })[0]).toBe('DependencyViolation');
  expect(cloud.refused(DeleteInternetGatewayCommand, { InternetGatewayId })).toEqual([
    'DependencyViolation',
    `The internetGateway '${InternetGatewayId}' has dependencies and cannot be deleted.`,
  ]);
  cloud.call(DetachInternetGatewayCommand, { InternetGatewayId, VpcId });
  expect(cloud.call(DeleteVpcCommand, { VpcId })).toEqual({});
  expect(cloud.call(DeleteInternetGatewayCommand, { InternetGatewayId })).toEqual({});
});

test('a VPC cannot be deleted while it has a second route table', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const RouteTableId = cloud.table(VpcId);
  expect(cloud.refused(DeleteVpcCommand, { VpcId })[0]).toBe('DependencyViolation');
  cloud.call(DeleteRouteTableCommand, { RouteTableId });
  expect(cloud.call(DeleteVpcCommand, { VpcId })).toEqual({});
});

test('a route table cannot be deleted while a subnet follows it, and the main one never', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const main = cloud.call(DescribeRouteTablesCommand, {}).RouteTables?.[0]?.RouteTableId;
  const { RouteTableId, AssociationId } = cloud.route(VpcId, cloud.subnet(VpcId), cloud.gateway(VpcId));
  expect(cloud.refused(DeleteRouteTableCommand, { RouteTableId })).toEqual([
    'DependencyViolation',
    `The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
  ]);
  cloud.call(DisassociateRouteTableCommand, { AssociationId });
  expect(cloud.call(DeleteRouteTableCommand, { RouteTableId })).toEqual({});
  expect(cloud.refused(DeleteRouteTableCommand, { RouteTableId: main })[0]).toBe('DependencyViolation');
});

test('a task holds its subnet, its group and, with a public address, the internet gateway', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const GroupId = cloud.group(VpcId);
  const InternetGatewayId = cloud.gateway(VpcId);
  const { NetworkInterfaceId } = cloud.attach(SubnetId, { groupIds: [GroupId], publicIp: true });

  expect(cloud.refused(DeleteSubnetCommand, { SubnetId })).toEqual([
    'DependencyViolation',
    `The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
  ]);
  expect(cloud.refused(DeleteSecurityGroupCommand, { GroupId })).toEqual([
    'DependencyViolation',
    `resource ${GroupId} has a dependent object`,
  ]);
  expect(cloud.refused(DetachInternetGatewayCommand, { InternetGatewayId, VpcId })).toEqual([
    'DependencyViolation',
    expect.stringContaining(`Network ${VpcId} has some mapped public address(es).`),
  ]);

  releaseInterface(cloud.context(), NetworkInterfaceId);
  cloud.call(DetachInternetGatewayCommand, { InternetGatewayId, VpcId });
  cloud.call(DeleteSubnetCommand, { SubnetId });
  cloud.call(DeleteSecurityGroupCommand, { GroupId });
  cloud.call(DeleteVpcCommand, { VpcId });
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs).toEqual([]);
});

test('a task without a public address does not hold the internet gateway', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const InternetGatewayId = cloud.gateway(VpcId);
  cloud.attach(cloud.subnet(VpcId));
  expect(cloud.call(DetachInternetGatewayCommand, { InternetGatewayId, VpcId })).toEqual({});
});

test('two groups that name each other go only after a rule is revoked; a group that names itself just goes', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const [web, link] = [cloud.group(VpcId, 'web'), cloud.group(VpcId, 'link')];
  cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId: web, IpPermissions: from(link) });
  cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId: link, IpPermissions: from(web) });
  cloud.call(AuthorizeSecurityGroupIngressCommand, { GroupId: web, IpPermissions: from(web) });
  for (const GroupId of [web, link])
    expect(cloud.refused(DeleteSecurityGroupCommand, { GroupId })[0]).toBe('DependencyViolation');

  cloud.call(RevokeSecurityGroupIngressCommand, { GroupId: link, IpPermissions: from(web) });
  cloud.call(DeleteSecurityGroupCommand, { GroupId: web });
  cloud.call(DeleteSecurityGroupCommand, { GroupId: link });
  expect(cloud.call(DeleteVpcCommand, { VpcId })).toEqual({});
});

test('the default security group cannot be deleted', () => {
  const cloud = testNetwork();
  cloud.vpc();
  const GroupId = cloud.call(DescribeSecurityGroupsCommand, {}).SecurityGroups?.[0]?.GroupId;
  expect(cloud.refused(DeleteSecurityGroupCommand, { GroupId })).toEqual([
    'CannotDelete',
    `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
  ]);
});
