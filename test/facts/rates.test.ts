import { describe, expect, test } from '@jest/globals';
import { bucketsOf, throttleAnswerOf } from '../../src/facts/rates.js';
import { awsRates } from '../../src/facts/rates-table.js';
import type { ServiceRates } from '../../src/facts/rate-limits.js';

const rated = Object.fromEntries(
  Object.entries(awsRates).filter((it): it is [string, ServiceRates] => typeof it[1] !== 'string'),
);

const namesOf = (service: string, operation: string, input: object = {}, region = 'us-east-1') =>
  bucketsOf(service, operation, input, region).map(({ name, burst, perSecond }) => [name, burst, perSecond]);

test('each service says where its rates are from, or why it has none here', () => {
  for (const { source } of Object.values(rated))
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/|^believed/);
  for (const why of Object.values(awsRates)) if (typeof why === 'string') expect(why).toMatch(/\w+ \w+/);
});

describe('each limit', () => {
  const limits = Object.entries(rated).flatMap(([service, { sets }]) =>
    sets.flat().map((limit) => ({ service, limit })),
  );

  test('holds at least one token, and refills', () => {
    for (const { limit } of limits) {
      expect(limit.perSecond).toBeGreaterThan(0);
      expect(limit.burst ?? limit.perSecond).toBeGreaterThanOrEqual(1);
    }
  });

  test('is of operations that the SDK has', async () => {
    const packages = {
      ...{ ec2: 'ec2', ecs: 'ecs', elbv2: 'elastic-load-balancing-v2', apigatewayv2: 'apigatewayv2' },
      ...{ logs: 'cloudwatch-logs', servicediscovery: 'servicediscovery', route53: 'route-53', iam: 'iam' },
      ...{ acm: 'acm', ecr: 'ecr', ssm: 'ssm' },
    };
    expect(Object.keys(packages).toSorted()).toEqual(Object.keys(rated).toSorted());
    for (const [service, name] of Object.entries(packages)) {
      const sdk = Object.keys((await import(`@aws-sdk/client-${name}`)) as object);
      const named = limits
        .filter((it) => it.service === service)
        .flatMap(({ limit: { operations } }) => (operations instanceof RegExp ? [] : operations));
      const unknown = named.filter((it) => !sdk.includes(`${it}Command`));
      expect([service, unknown]).toEqual([service, []]);
    }
  });
});

test('EC2 counts each action by itself, and reads at large apart', () => {
  expect(namesOf('ec2', 'CreateVpc')).toEqual([['ec2 CreateVpc', 50, 5]]);
  expect(namesOf('ec2', 'CreateVpcEndpoint')).toEqual([['ec2 CreateVpcEndpoint', 4, 0.3]]);
  expect(namesOf('ec2', 'DescribeVpcs')).toEqual([['ec2 DescribeVpcs', 100, 20]]);
  expect(namesOf('ec2', 'DescribeSecurityGroups')).toEqual([['ec2 DescribeSecurityGroups, unfiltered', 50, 10]]);
  const filtered = { Filters: [{ Name: 'vpc-id', Values: ['vpc-1'] }] };
  expect(namesOf('ec2', 'DescribeSecurityGroups', filtered)).toEqual([['ec2 DescribeSecurityGroups', 100, 20]]);
});

test('a call takes of its own group and of the total of the account', () => {
  expect(namesOf('elbv2', 'CreateLoadBalancer')).toEqual([
    ['elbv2 resource-intensive', 10, 0.2],
    ['elbv2 all', 40, 10],
  ]);
  expect(namesOf('elbv2', 'CreateRule')).toEqual(namesOf('elbv2', 'DeleteRule'));
  expect(namesOf('apigatewayv2', 'CreateVpcLink').map(([name]) => name)).toEqual([
    'apigatewayv2 CreateVpcLink',
    'apigatewayv2 all',
  ]);
  expect(namesOf('ecs', 'RunTask')).toEqual([
    ['ecs cluster resource modify', 100, 40],
    ['ecs Fargate launch', 100, 20],
  ]);
  expect(namesOf('ecs', 'RunTask', { launchType: 'EC2' })).toHaveLength(1);
});

test('a limit may differ by region, and what is unpublished has none', () => {
  expect(namesOf('logs', 'FilterLogEvents')).toEqual([['logs FilterLogEvents', 25, 25]]);
  expect(namesOf('logs', 'FilterLogEvents', {}, 'eu-central-1')).toEqual([['logs FilterLogEvents', 5, 5]]);
  expect(namesOf('logs', 'FilterLogEvents', {}, 'eu-west-1')).toEqual([['logs FilterLogEvents', 10, 10]]);
  expect([namesOf('autoscaling', 'DescribeTags'), namesOf('sts', 'AssumeRole')]).toEqual([[], []]);
  expect(throttleAnswerOf('autoscaling', 'DescribeTags')).toBeUndefined();
});
