import {
  DeleteSecurityGroupCommand,
  DeleteVpcEndpointsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { setMonitoring } from '../../../../../src/sandbox/services/ec2/guardduty/runtime-monitoring.js';
import { testCloud } from '../../ecs/cloud.js';

function watchedCloud({ on = true } = {}) {
  const cloud = testCloud();
  const { any, vpcId, world } = cloud;
  setMonitoring(world, on);
  cloud.register();
  const Filters = [{ Name: 'tag:GuardDutyManaged', Values: ['true'] }];
  return {
    ...cloud,
    endpoints: () => any(ec2, DescribeVpcEndpointsCommand, { Filters }).VpcEndpoints ?? [],
    groups: () => any(ec2, DescribeSecurityGroupsCommand, { Filters }).SecurityGroups ?? [],
    groupName: `GuardDutyManagedSecurityGroup-${vpcId}`,
  };
}

test('into a VPC with tasks it puts an endpoint, and a group that lets the VPC in', () => {
  const { create, pass, endpoints, groups, groupName, vpcId, subnetIds } = watchedCloud();
  create();
  pass(80);
  expect(endpoints()).toEqual([]);
  pass(20);
  const [group] = groups();
  expect(group).toMatchObject({ GroupName: groupName, VpcId: vpcId });
  expect(group?.IpPermissions).toMatchObject([
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
  ]);
  expect(endpoints()).toMatchObject([
    {
      ServiceName: 'com.amazonaws.us-east-1.guardduty-data',
      VpcEndpointType: 'Interface',
      VpcId: vpcId,
      Groups: [{ GroupId: group?.GroupId }],
    },
  ]);
  expect(endpoints()[0]?.SubnetIds?.toSorted()).toEqual(subnetIds.toSorted());
});

test('unless it is turned on, nobody watches', () => {
  const { create, pass, endpoints, groups } = watchedCloud({ on: false });
  create();
  pass(3600);
  expect([endpoints(), groups()]).toEqual([[], []]);
});

test('deleted while tasks run, the endpoint comes again; once they have ended, it does not', () => {
  const { any, create, update, pass, endpoints, groups } = watchedCloud();
  create();
  pass(600);
  const idOf = () => endpoints()[0]?.VpcEndpointId ?? '';
  const first = idOf();
  any(ec2, DeleteVpcEndpointsCommand, { VpcEndpointIds: [first] });
  pass(600);
  expect(idOf()).toMatch(/^vpce-/);
  expect(idOf()).not.toBe(first);
  update({ desiredCount: 0 });
  pass(600);
  expect(endpoints()).toHaveLength(1);
  any(ec2, DeleteVpcEndpointsCommand, { VpcEndpointIds: [idOf()] });
  pass(600);
  expect(endpoints()).toEqual([]);
  any(ec2, DeleteSecurityGroupCommand, { GroupId: groups()[0]?.GroupId });
  expect(groups()).toEqual([]);
});
