import { DeleteVpcEndpointsCommand, ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testEgress } from '../egress.js';

function withEndpoint() {
  const cloud = testEgress();
  const GroupId = cloud.group(cloud.VpcId, 'endpoints');
  const [SubnetId] = cloud.subnets;
  const id = cloud.endpoint('logs', { SubnetIds: [SubnetId], SecurityGroupIds: [GroupId] });
  cloud.pass(43);
  const modify = (input: object) => cloud.call(ModifyVpcEndpointCommand, { VpcEndpointId: id, ...input });
  const refused = (input: object) => cloud.refused(ModifyVpcEndpointCommand, { VpcEndpointId: id, ...input });
  return { ...cloud, id, GroupId, modify, refused, shown: () => cloud.endpoints(id)[0] };
}

test('an endpoint moves to other subnets and other groups, its interfaces with it', () => {
  const {
    modify,
    shown,
    interfaces,
    group,
    subnets: [from, to],
    VpcId,
    GroupId,
  } = withEndpoint();
  const other = group(VpcId, 'other');
  expect(modify({ AddSubnetIds: [to], AddSecurityGroupIds: [other] })).toEqual({ Return: true });
  expect(shown()?.SubnetIds).toEqual([from, to]);
  modify({ RemoveSubnetIds: [from], RemoveSecurityGroupIds: [GroupId] });
  expect(shown()).toMatchObject({ SubnetIds: [to], Groups: [{ GroupId: other }], State: 'available' });
  expect(interfaces('vpc_endpoint')).toMatchObject([{ SubnetId: to, Groups: [{ GroupId: other }] }]);
});

test('the policy and the private DNS of an endpoint can be changed back and forth', () => {
  const { modify, shown } = withEndpoint();
  const before = shown()?.PolicyDocument;
  modify({ PolicyDocument: '{"Statement":[]}', PrivateDnsEnabled: false });
  expect(shown()).toMatchObject({ PolicyDocument: '{"Statement":[]}', PrivateDnsEnabled: false });
  modify({ ResetPolicy: true, PrivateDnsEnabled: true });
  expect(shown()).toMatchObject({ PolicyDocument: before, PrivateDnsEnabled: true });
});

test('a modification with one refused change makes none of its changes', () => {
  const {
    modify,
    refused,
    shown,
    endpoint,
    subnets: [from, to],
    GroupId,
  } = withEndpoint();
  const change = { AddSubnetIds: [to] };
  expect(refused({ ...change, RemoveSecurityGroupIds: [GroupId] })[1]).toContain('at least one security group');
  expect(refused({ ...change, AddSecurityGroupIds: ['sg-00000000000000000'] })[0]).toBe('InvalidGroup.NotFound');
  expect(refused({ AddSubnetIds: [from] })[0]).toBe('DuplicateSubnetsInSameZone');
  expect(refused({ ...change, RemoveSubnetIds: [to] })[0]).toBe('InvalidParameter');
  expect(refused({ ...change, AddRouteTableIds: ['rtb-00000000000000000'] })[0]).toBe('InvalidParameter');
  modify({ PrivateDnsEnabled: false });
  endpoint('logs');
  expect(refused({ ...change, PrivateDnsEnabled: true })[1]).toContain('conflicting DNS domain');
  expect(shown()?.SubnetIds).toEqual([from]);
});

test('a gateway endpoint gets and loses route tables', () => {
  const cloud = testEgress();
  const [first, second] = [cloud.table(cloud.VpcId), cloud.table(cloud.VpcId)];
  const VpcEndpointId = cloud.endpoint('s3', { RouteTableIds: [first] });
  cloud.call(ModifyVpcEndpointCommand, { VpcEndpointId, AddRouteTableIds: [second], RemoveRouteTableIds: [first] });
  expect(cloud.endpoints(VpcEndpointId)[0]?.RouteTableIds).toEqual([second]);
  expect([first, second].map((id) => cloud.routes(id).length)).toEqual([1, 2]);
  const refused = (input: object) => cloud.refused(ModifyVpcEndpointCommand, { VpcEndpointId, ...input })[0];
  expect(refused({ RemoveRouteTableIds: [first] })).toBe('InvalidParameter');
  expect(refused({ AddRouteTableIds: [second] })).toBe('RouteAlreadyExists');
  cloud.call(DeleteVpcEndpointsCommand, { VpcEndpointIds: [VpcEndpointId] });
  expect(cloud.routes(second)).toHaveLength(1);
  expect(refused({ ResetPolicy: true })).toBe('InvalidVpcEndpointId.NotFound');
});
