import {
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteTagsCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { testNetwork } from './network.js';

const tag = (Key: string, Value?: string) => ({ Key, Value });

test('what is created with tags has them at once', () => {
  const cloud = testNetwork();
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [tag('Name', 'shop'), tag('Empty')] }];
  const { Vpc } = cloud.call(CreateVpcCommand, { CidrBlock: '10.0.0.0/16', TagSpecifications });
  expect(Vpc?.Tags).toEqual([tag('Name', 'shop'), tag('Empty', '')]);
});

test('tags for another type of resource, tags twice and tags of AWS are refused, and nothing is created', () => {
  const cloud = testNetwork();
  const refused = (ResourceType: 'vpc' | 'subnet', ...Tags: { Key: string; Value?: string | undefined }[]) =>
    cloud.refused(CreateVpcCommand, { CidrBlock: '10.0.0.0/16', TagSpecifications: [{ ResourceType, Tags }] });
  expect(refused('subnet', tag('Name', 'shop'))).toEqual([
    'InvalidParameterValue',
    "'subnet' is not a valid taggable resource type for this operation.",
  ]);
  expect(refused('vpc', tag('Name', 'a'), tag('Name', 'b'))).toEqual([
    'InvalidParameterValue',
    "Duplicate tag key 'Name' specified.",
  ]);
  expect(refused('vpc', tag('aws:cloudformation:stack-name', 'x'))[0]).toBe('InvalidParameterValue');
  expect(refused('vpc', tag('k'.repeat(129)))[0]).toBe('InvalidParameterValue');
  expect(refused('vpc', tag('k', 'v'.repeat(257)))[0]).toBe('InvalidParameterValue');
  expect(refused('vpc', ...Array.from({ length: 51 }, (_, index) => tag(`k${index}`)))[0]).toBe('TagLimitExceeded');
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs).toEqual([]);
});

test('a tag put on again gets the new value', () => {
  const cloud = testNetwork();
  const Resources = [cloud.vpc()];
  cloud.call(CreateTagsCommand, { Resources, Tags: [tag('Name', 'old'), tag('Owner', 'me')] });
  cloud.call(CreateTagsCommand, { Resources, Tags: [tag('Name', 'new')] });
  expect(cloud.call(DescribeVpcsCommand, {}).Vpcs?.[0]?.Tags).toEqual([tag('Name', 'new'), tag('Owner', 'me')]);
});

test('a tag is deleted by its key, or only where the value is the one given; without tags all go', () => {
  const cloud = testNetwork();
  const Resources = [cloud.vpc()];
  const left = () => cloud.call(DescribeTagsCommand, {}).Tags?.map(({ Key }) => Key);
  cloud.call(CreateTagsCommand, { Resources, Tags: [tag('a', '1'), tag('b', '2'), tag('c', '3'), tag('d', '4')] });
  cloud.call(DeleteTagsCommand, { Resources, Tags: [tag('a'), tag('b', 'other'), tag('c', '3')] });
  expect(left()).toEqual(['b', 'd']);
  cloud.call(DeleteTagsCommand, { Resources });
  expect(left()).toEqual([]);
});

test('tags are found across all kinds of resources', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const GroupId = cloud.group(VpcId);
  cloud.call(CreateTagsCommand, { Resources: [VpcId, SubnetId, GroupId], Tags: [tag('stack', 'shop')] });
  cloud.call(CreateTagsCommand, { Resources: [VpcId], Tags: [tag('Name', 'net')] });
  const found = (Name: string, ...Values: string[]) =>
    cloud.call(DescribeTagsCommand, { Filters: [{ Name, Values }] }).Tags?.map(({ ResourceId }) => ResourceId);
  expect(found('key', 'stack')).toEqual([VpcId, SubnetId, GroupId]);
  expect(found('tag:stack', 'sh*')).toEqual([VpcId, SubnetId, GroupId]);
  expect(found('resource-type', 'subnet', 'security-group')).toEqual([SubnetId, GroupId]);
  expect(found('value', 'net')).toEqual([VpcId]);
  expect(found('resource-id', SubnetId)).toEqual([SubnetId]);
});

test('one resource that is not there leaves all of them untagged', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const Tags = [tag('Name', 'shop')];
  const refused = (id: string) => cloud.refused(CreateTagsCommand, { Resources: [VpcId, id], Tags })[0];
  expect(refused('subnet-00000000000000000')).toBe('InvalidSubnetID.NotFound');
  expect(refused('shop')).toBe('InvalidID');
  expect(cloud.refusal(ec2, CreateTagsCommand, { Resources: ['snap-00000000000000000'], Tags }).status).toBe(501);
  expect(cloud.refused(CreateTagsCommand, { Resources: [VpcId], Tags: [] })[0]).toBe('MissingParameter');
  expect(cloud.call(DescribeTagsCommand, {}).Tags).toEqual([]);
});
