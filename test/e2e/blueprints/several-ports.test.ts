import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Config } from '../../../src/config/schema.js';
import { longTest } from '../../full.js';
import { serviceIn } from '../project.js';
import { AStack } from './a-stack.js';
import { serviceOf, targetGroupsOf } from './looks.js';

/** A service with several ports behind a load balancer, and how they change. */

let stack: AStack;
let name = '';
beforeAll(async () => {
  stack = await AStack.of('ec2-capacity');
  [name = ''] = Object.keys(stack.config.services);
  await stack.project.up(stack.config);
});
afterAll(() => stack.rig.close());

type Ports = Config['services'][string]['ports'];
const envoy = { image: 'public.ecr.aws/x/envoy:1', memory: 64 };
const ports = (config: Config): Ports => serviceIn(config, name).ports;
const change = async (how: (config: Config) => void) => (await stack.change(how)).calls;

/** By target group: how many healthy tasks there are, and at which port. */
async function healthy() {
  const { elbv2 } = stack.rig.clients;
  const groups = Object.entries(await targetGroupsOf(stack.rig.clients));
  const entries = groups.map(async ([groupName, { TargetGroupArn }]) => {
    const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    const targets = TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy');
    return [groupName.replace(`${stack.config.name}-`, ''), targets.map(({ Target }) => Target?.Port)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test('a further port has a target group, rules and security group rules of its own, and its number changes in place', async () => {
  const calls = await change((config) => {
    Object.assign(serviceIn(config, name), { containers: { envoy } });
    Object.assign(ports(config), {
      admin: {
        port: 9090,
        container: 'envoy',
        rules: [{ host: 'admin.example.com' }],
        target: { health: { path: '/ready', port: 9091 } },
      },
      dns: { port: 5353, protocol: 'udp', allow: ['10.0.0.0/8'] },
    });
  });
  expect(calls).toEqual([
    // Of the port and of its checks on both sides, and of the port of udp.
    ...Array<string>(2).fill('AuthorizeSecurityGroupEgress'),
    ...Array<string>(3).fill('AuthorizeSecurityGroupIngress'),
    ...['CreateRule', 'CreateTargetGroup', 'ModifyTargetGroupAttributes', 'RegisterTaskDefinition', 'UpdateService'],
  ]);
  expect(await healthy()).toEqual({ [name]: [80, 80], [`${name}-admin`]: [9090, 9090] });
  const { service, definition } = await serviceOf(
    stack.rig.clients,
    stack.config.cluster.name ?? stack.config.name,
    name,
  );
  expect(service?.loadBalancers).toMatchObject([
    { containerName: name, containerPort: 80 },
    { containerName: 'envoy', containerPort: 9090 },
  ]);
  expect(definition?.containerDefinitions?.map(({ portMappings }) => portMappings)).toEqual([
    [
      { containerPort: 80, hostPort: 80, protocol: 'tcp' },
      { containerPort: 5353, hostPort: 5353, protocol: 'udp', name: 'dns' },
    ],
    [{ containerPort: 9090, hostPort: 9090, protocol: 'tcp', name: 'admin' }],
  ]);
  await stack.isAtRest();

  const moved = await change((config) => void Object.assign(ports(config)['admin'] ?? {}, { port: 9092 }));
  expect(moved).toEqual([
    ...['AuthorizeSecurityGroupEgress', 'AuthorizeSecurityGroupIngress', 'RegisterTaskDefinition'],
    ...['RevokeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'UpdateService'],
  ]);
  expect(await healthy()).toEqual({ [name]: [80, 80], [`${name}-admin`]: [9092, 9092] });
});

longTest('rules move from one port to another; what none leads to is left by its tasks, and then goes', async () => {
  await stack.isAtRest();
  const exchanged = await change((config) => {
    const { rules } = serviceIn(config, name);
    serviceIn(config, name).rules = ports(config)['admin']?.rules ?? [];
    Object.assign(ports(config)['admin'] ?? {}, { rules });
  });
  expect(exchanged).toEqual(['AddTags', 'CreateRule', 'ModifyListener', 'ModifyRule']);
  await stack.isAtRest();

  await change((config) => void (serviceIn(config, name).rules = []));
  expect(await healthy()).toEqual({ [`${name}-admin`]: [9092, 9092] });
  await stack.isAtRest();

  await change((config) => {
    serviceIn(config, name).rules = ports(config)['admin']?.rules ?? [];
    serviceIn(config, name).ports = {};
  });
  expect(await healthy()).toEqual({ [name]: [80, 80] });
  await stack.isAtRest();
  await stack.goes();
});
