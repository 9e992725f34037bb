import {
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { keepSelected } from '../../src/cloud/selected.js';
import { schemaOf } from '../../src/sandbox/service.js';
import { shapeOf } from '../../src/sdk-schema.js';

/** What is left of an answer. */
function kept(Command: Parameters<typeof schemaOf>[0], input: object, output: object): object {
  const [, , operation, , , answer] = schemaOf(Command);
  const result = structuredClone(output);
  keepSelected(operation, shapeOf(answer), input, result);
  return result;
}
const tagged = (Value: string) => ({ Tags: [{ Key: 'provision:stack', Value }] });

test('by tags and by a member of a member, in reservations', () => {
  const of = (InstanceId: string, Name: string, stack: string) => ({ InstanceId, State: { Name }, ...tagged(stack) });
  const Filters = [
    { Name: 'tag:provision:stack', Values: ['shop'] },
    { Name: 'instance-state-name', Values: ['pending', 'running'] },
  ];
  const ours = of('i-1', 'running', 'shop');
  const Reservations = [
    { Instances: [ours, of('i-2', 'terminated', 'shop')] },
    { Instances: [of('i-3', 'running', 'other'), { InstanceId: 'i-4' }] },
  ];
  expect(kept(DescribeInstancesCommand, { Filters }, { Reservations })).toEqual({
    Reservations: [{ Instances: [ours] }],
  });
});

test('what does not show the member was not asked for; wildcards are those of EC2', () => {
  const NetworkInterfaces = [{ Description: 'ELB app/shop/1' }, { Description: 'ELB app/shopping/1' }, {}];
  const ask = (value: string) =>
    kept(
      DescribeNetworkInterfacesCommand,
      { Filters: [{ Name: 'description', Values: [value] }] },
      { NetworkInterfaces },
    );
  expect(ask('ELB app/shop/*')).toEqual({ NetworkInterfaces: NetworkInterfaces.slice(0, 1) });
  expect(ask('ELB app/shop.1')).toEqual({ NetworkInterfaces: [] });
});

test('zones stay where an endpoint does not say of which type they are', () => {
  const AvailabilityZones = [
    { ZoneId: 'use1-az1', State: 'available' },
    { ZoneId: 'x', ZoneType: 'local-zone' },
  ];
  const Filters = [{ Name: 'zone-type', Values: ['availability-zone'] }];
  expect(kept(DescribeAvailabilityZonesCommand, { Filters }, { AvailabilityZones })).toEqual({
    AvailabilityZones: AvailabilityZones.slice(0, 1),
  });
});

test('by name, by ARN, by cluster, and by what an ARN begins with', () => {
  const arn = (of: string) => `arn:aws:ecs:us-east-1:1:${of}`;
  const services = ['shop/web', 'shop/api', 'other/web'].map((it) => ({
    serviceArn: arn(`service/${it}`),
    clusterArn: arn(`cluster/${it.split('/')[0]}`),
  }));
  const answer = kept(DescribeServicesCommand, { cluster: 'shop', services: ['web'] }, { services, failures: [] });
  expect(answer).toEqual({ services: services.slice(0, 1), failures: [] });
  const taskArns = [arn('task/shop/1'), arn('task/other/2'), arn('task/3')];
  expect(kept(ListTasksCommand, { cluster: arn('cluster/shop') }, { taskArns })).toEqual({
    taskArns: [taskArns[0], taskArns[2]],
  });
  const Rules = [{ RuleArn: 'arn:listener-rule/app/a/1/2' }, { RuleArn: 'arn:listener-rule/app/b/1/2' }];
  expect(kept(DescribeRulesCommand, { ListenerArn: 'arn:listener/app/a/1' }, { Rules })).toEqual({
    Rules: Rules.slice(0, 1),
  });
});
