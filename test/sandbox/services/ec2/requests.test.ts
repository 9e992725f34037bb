import {
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteRouteTableCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { testNetwork } from './network.js';

test('a dry run that would succeed says so and changes nothing, not even later', () => {
  const cloud = testNetwork();
  const answer = cloud.refusal(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16', DryRun: true });
  expect([answer.code, answer.status]).toEqual(['DryRunOperation', 412]);
  cloud.pass(60);
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs).toEqual([]);

  const VpcId = cloud.vpc();
  expect(cloud.refused(DeleteVpcCommand, { VpcId, DryRun: true })[0]).toBe('DryRunOperation');
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs).toHaveLength(1);
});

test('a dry run that would be refused is refused', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  cloud.subnet(VpcId);
  expect(cloud.refused(DeleteVpcCommand, { VpcId, DryRun: true })[0]).toBe('DependencyViolation');
});

test('the same token with the same request gets the same route table, with another request an error', () => {
  const cloud = testNetwork();
  const [VpcId, other] = [cloud.vpc(), cloud.vpc('10.1.0.0/16')];
  const first = cloud.call(CreateRouteTableCommand, { VpcId, ClientToken: 'attempt-1' });
  const second = cloud.call(CreateRouteTableCommand, { VpcId, ClientToken: 'attempt-1', TagSpecifications: undefined });
  expect(second).toEqual(first);
  expect(first.ClientToken).toBe('attempt-1');
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  expect(cloud.call(DescribeRouteTablesCommand, { Filters }).RouteTables).toHaveLength(2);
  expect(cloud.refused(CreateRouteTableCommand, { VpcId: other, ClientToken: 'attempt-1' })[0]).toBe(
    'IdempotentParameterMismatch',
  );
});

test('a token outlives what it made: the deleted table is answered, no second one is made', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const { RouteTable } = cloud.call(CreateRouteTableCommand, { VpcId, ClientToken: 'attempt-1' });
  cloud.call(DeleteRouteTableCommand, { RouteTableId: RouteTable?.RouteTableId });
  expect(cloud.call(CreateRouteTableCommand, { VpcId, ClientToken: 'attempt-1' }).RouteTable).toEqual(RouteTable);
  expect(cloud.call(DescribeRouteTablesCommand, {}).RouteTables).toHaveLength(1);
});

test('a refused create does not use its token up', () => {
  const cloud = testNetwork();
  const nowhere = { VpcId: 'vpc-00000000000000000', ClientToken: 'attempt-1' };
  expect(cloud.refused(CreateRouteTableCommand, nowhere)[0]).toBe('InvalidVpcID.NotFound');
  const VpcId = cloud.vpc();
  expect(cloud.call(CreateRouteTableCommand, { ...nowhere, VpcId }).RouteTable?.VpcId).toBe(VpcId);
});

test('a missing parameter is named, and one that the sandbox does not have answers 501', () => {
  const cloud = testNetwork();
  expect(cloud.refused(CreateVpcCommand, {})).toEqual([
    'MissingParameter',
    'The request must contain the parameter cidrBlock',
  ]);
  const ipv6 = cloud.refusal(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true });
  expect([ipv6.status, ipv6.message]).toEqual([501, expect.stringContaining('AmazonProvidedIpv6CidrBlock')]);
  const off = { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: false };
  const VpcId = cloud.call(CreateVpcCommand, off).Vpc?.VpcId;
  expect(cloud.refusal(ec2, CreateSubnetCommand, { VpcId, CidrBlock: '10.0.0.0/24', OutpostArn: 'arn' }).status).toBe(
    501,
  );
});
