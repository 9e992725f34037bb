import {
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../src/sandbox/service.js';
import { filterNames } from '../../../../src/sandbox/services/ec2/filter-names.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { testContext } from '../../context.js';

const questions = [
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
];

test.each(questions.map((it) => [it.name, it] as const))(
  'every filter that EC2 has is known to %s, or answered with 501, and is never called invalid',
  (_name, command) => {
    const { call } = testContext();
    const endings = [...filterNames].map((Name) => {
      try {
        call(ec2, command as typeof DescribeVpcsCommand, { Filters: [{ Name, Values: ['x'] }] });
        return 200;
      } catch (error) {
        return error instanceof AwsError ? error.status : error;
      }
    });
    expect(new Set(endings)).toEqual(new Set([200, 501]));
  },
);

test('a filter that EC2 has nowhere is invalid', () => {
  const { refusal } = testContext();
  const refused = refusal(ec2, DescribeVpcsCommand, { Filters: [{ Name: 'colour', Values: ['red'] }] });
  expect(refused).toMatchObject({ code: 'InvalidParameterValue', message: "The filter 'colour' is invalid" });
});
