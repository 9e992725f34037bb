import {
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { World } from '../../../../src/sandbox/world.js';
import type { WorldData } from '../../../../src/sandbox/world-data.js';
import { testContext } from '../../context.js';
import { setQuotas } from '../../../../src/sandbox/quotas.js';
import { testNetwork } from './network.js';

const unknown = 'vpc-00000000000000000';

test('an id that does not exist fails the whole description, a filter that matches nothing answers nothing', () => {
  const cloud = testNetwork();
  const id = cloud.vpc();
  expect(cloud.refused(DescribeVpcsCommand, { VpcIds: [id, unknown] })).toEqual([
    'InvalidVpcID.NotFound',
    `The vpc ID '${unknown}' does not exist`,
  ]);
  expect(cloud.call(DescribeVpcsCommand, { Filters: [{ Name: 'vpc-id', Values: [unknown] }] })).toEqual({ Vpcs: [] });
});

test('every id is read before any is looked up, so a malformed one is named first', () => {
  const cloud = testNetwork();
  expect(cloud.refused(DescribeVpcsCommand, { VpcIds: [unknown, 'subnet-12345678'] })).toEqual([
    'InvalidVpcID.Malformed',
    'Invalid id: "subnet-12345678" (expecting "vpc-...")',
  ]);
  expect(cloud.refused(DescribeSecurityGroupsCommand, { GroupIds: ['web'] })[0]).toBe('InvalidGroupId.Malformed');
  expect(cloud.refused(DescribeSubnetsCommand, { SubnetIds: ['subnet-12345678'] })[0]).toBe('InvalidSubnetID.NotFound');
});

test('filters match any of their values, with wildcards, and all filters must match', () => {
  const cloud = testNetwork();
  const [blue, green] = [cloud.vpc('10.1.0.0/16'), cloud.vpc('10.2.0.0/16')];
  cloud.call(CreateTagsCommand, { Resources: [blue], Tags: [{ Key: 'Name', Value: 'blue*print' }] });
  cloud.call(CreateTagsCommand, {
    Resources: [green],
    Tags: [
      { Key: 'Name', Value: 'green' },
      { Key: 'Owner', Value: '' },
    ],
  });
  const found = (...Filters: { Name: string; Values: string[] }[]) =>
    (cloud.call(DescribeVpcsCommand, { Filters }).Vpcs ?? []).map(({ VpcId }) => VpcId);

  expect(found({ Name: 'tag:Name', Values: ['blue*', 'red'] })).toEqual([blue]);
  expect(found({ Name: 'tag:Name', Values: ['g?een'] })).toEqual([green]);
  expect(found({ Name: 'tag:Name', Values: ['blue\\*print'] })).toEqual([blue]);
  expect(found({ Name: 'tag:Name', Values: ['green\\*'] })).toEqual([]);
  expect(found({ Name: 'tag:Name', Values: ['Green'] })).toEqual([]);
  expect(found({ Name: 'tag-key', Values: ['Owner'] })).toEqual([green]);
  expect(found({ Name: 'tag:Owner', Values: [''] })).toEqual([green]);
  expect(found({ Name: 'tag:Name', Values: ['*'] }, { Name: 'cidr', Values: ['10.2.?.0/16'] })).toEqual([green]);
  expect(found({ Name: 'is-default', Values: ['false'] })).toEqual([blue, green]);
});

test('a filter that AWS does not have is refused, also where there is nothing to filter', () => {
  const cloud = testNetwork();
  const Filters = [{ Name: 'colour', Values: ['blue'] }];
  expect(cloud.refused(DescribeVpcsCommand, { Filters })).toEqual([
    'InvalidParameterValue',
    "The filter 'colour' is invalid",
  ]);
  expect(cloud.refused(DescribeVpcsCommand, { Filters: [{ Name: 'vpc-id' }] })[0]).toBe('MissingParameter');
});

test('pages follow each other until there is no token', () => {
  const cloud = testNetwork();
  setQuotas(cloud, { vpcs: 12 });
  const all = Array.from({ length: 12 }, (_, index) => cloud.vpc(`10.${index}.0.0/16`));
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page = cloud.call(DescribeVpcsCommand, { MaxResults: 5, NextToken });
    seen.push(...(page.Vpcs ?? []).map(({ VpcId }) => VpcId));
    NextToken = page.NextToken;
    pages += 1;
  } while (NextToken);
  expect(seen).toEqual(all);
  expect(pages).toBe(3);
});

test('a page size out of range, an unknown token, and a page size together with ids are refused', () => {
  const cloud = testNetwork();
  const VpcIds = [cloud.vpc()];
  expect(cloud.refused(DescribeVpcsCommand, { MaxResults: 4 })[0]).toBe('InvalidParameterValue');
  expect(cloud.refused(DescribeRouteTablesCommand, { MaxResults: 101 })[0]).toBe('InvalidParameterValue');
  expect(cloud.refused(DescribeVpcsCommand, { NextToken: 'tomorrow' })[0]).toBe('InvalidParameterValue');
  expect(cloud.refused(DescribeVpcsCommand, { VpcIds, MaxResults: 5 })).toEqual([
    'InvalidParameterCombination',
    'The parameter vpcIds cannot be used with the parameter maxResults',
  ]);
});

test('regions know nothing of each other', () => {
  const here = testContext({ region: 'us-east-1' });
  const there = testContext({ region: 'eu-west-3', world: here.world });
  here.call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' });
  expect(there.call(ec2, DescribeVpcsCommand, {}).Vpcs).toEqual([]);
});

test('a world put on disk and read again describes the same network, and time goes on in it', () => {
  const cloud = testNetwork();
  const id = cloud.vpc();
  cloud.subnet(id);
  const data = JSON.parse(JSON.stringify(cloud.world)) as WorldData;
  const again = testContext({ services: [ec2], world: World.from(data) });
  expect(again.call(ec2, DescribeSubnetsCommand, {})).toEqual(cloud.call(DescribeSubnetsCommand, {}));
  again.pass(2);
  expect(again.call(ec2, DescribeVpcsCommand, {}).Vpcs?.[0]?.State).toBe('available');
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs?.[0]?.State).toBe('pending');
});
