import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Config } from '../../../src/config/schema.js';
import { longTest } from '../../full.js';
import { withDomain, zoneIn } from '../domain-bed.js';
import { serviceIn } from '../project.js';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { balancerOf, targetGroupsOf } from './looks.js';

/** What a service says of its target group, and the ingress of its load balancer, at first and while it runs. */

let stack: AStack;
let clients: Rig['clients'];
let name = '';
beforeAll(async () => {
  stack = await AStack.of('ec2-capacity');
  ({ clients } = stack.rig);
  [name = ''] = Object.keys(stack.config.services);
  await stack.project.up(stack.config);
});
afterAll(() => stack.rig.close());

const target = (config: Config) => serviceIn(config, name).target;
const changed = async (change: (config: Config) => void) => (await stack.change(change)).calls;

test('settings of targets and load balancer are changed in place, and go again; deletion protection keeps everything', async () => {
  const calls = await changed((config) => {
    Object.assign(target(config), { stickiness: { cookie: 'SESSION', duration: 60 }, slowStart: 60 });
    target(config).health.codes = '200,204';
    target(config).health.port = 8081;
    Object.assign(config.ingress.loadBalancer, { deletionProtection: true, keepAlive: 600, http2: false });
  });
  expect(calls).toEqual([
    'AuthorizeSecurityGroupEgress',
    'AuthorizeSecurityGroupIngress',
    'ModifyLoadBalancerAttributes',
    'ModifyTargetGroup',
    'ModifyTargetGroupAttributes',
  ]);
  const [group] = Object.values(await targetGroupsOf(clients));
  expect(group).toMatchObject({ Matcher: { HttpCode: '200,204' }, HealthCheckPort: '8081' });
  const { attributes } = await balancerOf(clients);
  expect(attributes).toMatchObject({ 'client_keep_alive.seconds': '600', 'routing.http2.enabled': 'false' });
  await stack.isAtRest();

  const { held } = await stack.project.lookBeforeDown();
  expect(held).toMatchObject([{ step: 'load-balancer', heldBy: [{ type: 'deletion-protection' }] }]);

  const back = await changed((config) => {
    Object.assign(target(config), { stickiness: undefined, slowStart: undefined, algorithm: 'weighted_random' });
    delete target(config).health.port;
    config.ingress.loadBalancer.deletionProtection = false;
  });
  expect(back.filter((it) => it === 'ModifyTargetGroupAttributes')).toHaveLength(2);
  await stack.isAtRest();
});

longTest('another version takes the place of the target group, which gets a name of its own', async () => {
  await zoneIn(stack.rig);
  await stack.change(withDomain);
  await stack.change((config) => void (target(config).version = 'http2'));
  expect(Object.entries(await targetGroupsOf(clients))).toMatchObject([
    [expect.stringMatching(/-http2$/), { ProtocolVersion: 'HTTP2' }],
  ]);
  await stack.isAtRest();
  await stack.change((config) => void (target(config).name = 'mine'));
  const toGrpc = (config: Config) => {
    Object.assign(target(config), { version: 'grpc', health: { interval: 30, timeout: 5, healthy: 2, unhealthy: 2 } });
  };
  expect(await stack.refuses(toGrpc)).toMatch(/target\.name/);
  await stack.goes();
});
