import { DescribeAccountAttributesCommand, DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from './network.js';

const names = (input: object, region?: string) =>
  testNetwork(region)
    .call(DescribeRegionsCommand, input)
    .Regions?.map(({ RegionName }) => RegionName) ?? [];

test('the regions of the partition are shown that every account has, the others where they are asked for', () => {
  expect(names({})).toEqual(expect.arrayContaining(['us-east-1', 'eu-west-1']));
  expect(names({})).not.toContain('ap-east-1');
  expect(names({})).not.toContain('us-gov-west-1');
  expect(names({ AllRegions: true })).toContain('ap-east-1');
  expect(names({ RegionNames: ['ap-east-1'] })).toEqual(['ap-east-1']);
  expect(names({}, 'us-gov-west-1')).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  const Filters = [{ Name: 'opt-in-status', Values: ['not-opted-in'] }];
  expect(names({ AllRegions: true, Filters })).not.toContain('us-east-1');
  expect(testNetwork().refused(DescribeRegionsCommand, { RegionNames: ['moon-1'] })).toEqual([
    'InvalidParameterValue',
    'Invalid region specified: moon-1',
  ]);
});

test('the account has no default VPC, and as many addresses as its quota says', () => {
  const { call, refused } = testNetwork();
  const shown = call(DescribeAccountAttributesCommand, {}).AccountAttributes;
  expect(shown).toContainEqual({ AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: 'none' }] });
  expect(shown).toContainEqual({ AttributeName: 'max-elastic-ips', AttributeValues: [{ AttributeValue: '5' }] });
  expect(call(DescribeAccountAttributesCommand, { AttributeNames: ['default-vpc'] }).AccountAttributes).toHaveLength(1);
  const odd = { AttributeNames: ['odd' as 'default-vpc'] };
  expect(refused(DescribeAccountAttributesCommand, odd)[0]).toBe('InvalidParameterValue');
});
