import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  DescribeRulesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { takenBy } from '../../../src/listener-conditions.js';
import type { Config } from '../../../src/config/schema.js';
import { census } from '../census.js';
import { serviceIn } from '../project.js';
import { AStack } from './a-stack.js';

/** Rules of a service with all kinds of conditions, and how they change. */

let stack: AStack;
let name = '';
beforeAll(async () => {
  stack = await AStack.of('ec2-capacity');
  [name = ''] = Object.keys(stack.config.services);
  await stack.project.up(stack.config);
});
afterAll(() => stack.rig.close());

type Rules = Config['services'][string]['rules'];
const change = async (rules: Rules) => {
  const { calls } = await stack.change((config) => void (serviceIn(config, name).rules = rules));
  return calls;
};

/** In the order in which they are tried. */
async function rulesThere(): Promise<string[]> {
  const { elbv2 } = stack.rig.clients;
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const { Listeners: [listener] = [] } = await elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
  );
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }));
  return Rules.filter(({ IsDefault }) => !IsDefault).map(({ Conditions = [] }) => takenBy(Conditions));
}

test('rules look at all that a load balancer can look at, are tried in their order, and change in place', async () => {
  const byHost = { path: ['/api', '/api/*'], host: 'api.example.com' };
  const byRest = { methods: ['GET', 'HEAD'], headers: { 'X-A': 'b' }, query: { v: '2' }, sourceIps: '10.0.0.0/8' };
  expect(await change([{ path: '/a*' }, byHost, byRest, { path: '/first', priority: 1 }])).toEqual(
    expect.arrayContaining(['CreateRule', 'CreateRule', 'CreateRule', 'CreateRule']),
  );
  expect(await rulesThere()).toEqual([
    '/first',
    'GET or HEAD with X-A: b, ?v=2 from 10.0.0.0/8',
    '/api, /api/* at api.example.com',
    '/a*',
  ]);
  await stack.isAtRest();

  const changed = { ...byRest, headers: { 'X-A': 'c' } };
  expect(await change([{ path: '/a*' }, byHost, changed, { path: '/second', priority: 1 }])).toEqual(
    expect.arrayContaining(['ModifyRule', 'ModifyRule']),
  );
  expect(await rulesThere()).toContain('GET or HEAD with X-A: c, ?v=2 from 10.0.0.0/8');
  expect(await rulesThere()).toHaveLength(4);
  await stack.isAtRest();

  expect(await change([{ path: '/a*' }])).toEqual(['DeleteRule', 'DeleteRule', 'DeleteRule']);
  expect(await rulesThere()).toEqual(['/a*']);
});

test('a rule shares its requests out between two services, by weights that change in place; then one of them goes', async () => {
  const shared = (canary: number): Rules => [
    { path: '/a*', weights: { [name]: 100 - canary, canary } },
    { path: '$default' },
  ];
  await stack.change((config) => {
    const { rules: _, discovery: __, ...own } = serviceIn(config, name);
    config.services['canary'] = { ...own, rules: [], count: 1, port: 8080, target: { ...own.target, name: undefined } };
    serviceIn(config, name).rules = shared(10);
  });
  const shares = async () => ((await census(stack.rig))['rules'] ?? []).map((it) => it.replace(/^.* forward /, ''));
  expect(await shares()).toEqual([expect.stringMatching(/^\S+ 90 \+ \S+-canary 10$/)]);
  await stack.isAtRest();
  expect(await change(shared(50))).toEqual(['ModifyRule']);
  expect(await shares()).toEqual([expect.stringMatching(/^\S+ 50 \+ \S+-canary 50$/)]);

  await stack.change((config) => {
    delete config.services['canary'];
    serviceIn(config, name).rules = [{ path: '/a*' }, { path: '$default' }];
  });
  await stack.goes();
});
