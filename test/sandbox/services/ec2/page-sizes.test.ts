import {
  DescribeLaunchTemplatesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from './network.js';

test.each([
  [DescribeLaunchTemplatesCommand, 1, 200],
  [DescribeManagedPrefixListsCommand, 1, 100],
  [DescribeSubnetsCommand, 5, 1000],
  [DescribeVpcsCommand, 5, 1000],
] as const)('a page of %p has so many rows as the service model says, and no fewer or more', (command, least, most) => {
  const cloud = testNetwork();
  for (const MaxResults of [least, most])
    expect(() => cloud.call(command as typeof DescribeVpcsCommand, { MaxResults })).not.toThrow();
  for (const MaxResults of [least - 1, most + 1])
    expect(cloud.refused(command as typeof DescribeVpcsCommand, { MaxResults })[0]).toBe('InvalidParameterValue');
});
