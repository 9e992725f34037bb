import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Config } from '../../../src/config/schema.js';
import { textOf } from '../../../src/ui/failure.js';
import { longTest } from '../../full.js';
import { serviceIn, variant } from '../project.js';
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

longTest(
  'a target group of a further port is replaced as one of the own port is, and no more at once than ECS takes',
  async () => {
    stack = await AStack.of('ec2-capacity');
    await stack.change((config) => {
      Object.assign(ports(config), {
        a: { port: 9001, rules: [{ path: '/a' }], target: {} },
        b: { port: 9002, rules: [{ path: '/b' }], target: {} },
      });
    });
    await stack.isAtRest();
    const withTls = (keys: readonly string[]) => (config: Config) => {
      for (const key of keys) Object.assign(ports(config)[key]?.target ?? {}, { protocol: 'https' });
    };
    const tooMany = variant(stack.config, (config) => {
      serviceIn(config, name).target.protocol = 'https';
      withTls(['a', 'b'])(config);
    });
    const { failures } = await stack.project.up(tooMany);
    expect(failures.map((it) => textOf(it, { command: 'up' })).join()).toMatch(
      /in 6 target groups, .*: ECS takes 5; change the targets of fewer ports at once/,
    );
    expect(Object.keys(await healthy())).toHaveLength(6);
    await change(withTls(['a', 'b']));
    expect(Object.keys(await healthy()).toSorted()).toEqual([name, `${name}-a-tls`, `${name}-b-tls`]);
    await stack.isAtRest();
    await stack.goes();
  },
);
