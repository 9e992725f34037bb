import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand, DetachRolePolicyCommand } from '@aws-sdk/client-iam';
import { DescribeInstanceInformationCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { ssm } from '../../../../src/sandbox/services/ssm/index.js';
import { instanceCloud } from '../ecs/instance-cloud.js';

test('an instance is managed while it runs, its role lets its agent, and it has a way to Systems Manager', () => {
  const { any, pass, group } = instanceCloud();
  group({ MaxSize: 2, DesiredCapacity: 2 });
  pass(120);
  const managed = (more: object = {}) =>
    any(ssm, DescribeInstanceInformationCommand, more).InstanceInformationList?.map(({ InstanceId }) => InstanceId) ??
    [];
  const running = (any(ec2, DescribeInstancesCommand, {}).Reservations ?? [])
    .flatMap(({ Instances = [] }) => Instances)
    .map(({ InstanceId }) => InstanceId)
    .toSorted();
  expect(running).toHaveLength(2);
  expect(managed()).toEqual([]);
  const policy = { RoleName: 'host', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' };
  any(iam, AttachRolePolicyCommand, policy);
  expect(managed().toSorted()).toEqual(running);
  expect(managed({ Filters: [{ Key: 'InstanceIds', Values: running.slice(0, 1) }] })).toEqual(running.slice(0, 1));
  any(iam, DetachRolePolicyCommand, policy);
  expect(managed()).toEqual([]);
});
