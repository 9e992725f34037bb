import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Config } from '../../../src/config/schema.js';
import { serviceIn } from '../project.js';
import { isFull } from '../../full.js';
import type { Rig } from '../rig.js';
import { AStack } from './a-stack.js';
import { balancerOf, serviceOf, targetGroupsOf } from './looks.js';

let stack: AStack;
let clients: Rig['clients'];
beforeAll(async () => {
  if (!isFull) return;
  stack = await AStack.of('alb-microservices');
  ({ clients } = stack.rig);
  await stack.comesUp(73);
});
afterAll(() => (isFull ? stack.rig.close() : undefined));
const book = (config: Config) => serviceIn(config, 'book-service');
const author = (config: Config) => serviceIn(config, 'author-service');
const running = () => serviceOf(clients, 'alb-microservices', 'book-service');
const toBooks = 'forward alb-microservices-book-service';
const toAuthors = 'forward alb-microservices-author-service';

// Ten changes of the largest blueprint, one after the other.
(isFull ? describe : describe.skip)('alb-microservices, changed', () => {
  test('another path for a rule: the rule is changed in place', async () => {
    expect(await stack.change((it) => void (book(it).rules = [{ path: '/books*', priority: 1 }]))).toEqual({
      calls: ['ModifyRule'],
      differs: { rules: { less: [`1 /api/books* ${toBooks}`], more: [`1 /books* ${toBooks}`] } },
    });
  });

  test('two rules change places', async () => {
    const { differs } = await stack.change((it) => {
      book(it).rules = [{ path: '/books*', priority: 2 }];
      author(it).rules = [{ path: '/api/authors*', priority: 1 }];
    });
    const less = [`1 /books* ${toBooks}`, `2 /api/authors* ${toAuthors}`];
    expect(differs).toEqual({ rules: { less, more: [`1 /api/authors* ${toAuthors}`, `2 /books* ${toBooks}`] } });
  });

  test('a service that takes everything else is what the listener leads to', async () => {
    const { calls, differs } = await stack.change((it) => void (author(it).rules = [{ path: '$default' }]));
    expect(calls).toEqual(['DeleteRule', 'ModifyListener']);
    expect(differs).toMatchObject({ listeners: { less: ['HTTP 80 fixed 404'], more: [`HTTP 80 ${toAuthors}`] } });
  });

  test('another health check of the targets, connections that stay open longer, other routes of the API', async () => {
    const { calls, differs } = await stack.change((it) => {
      book(it).target.health = { path: '/health', interval: 10, timeout: 4, healthy: 3, unhealthy: 5 };
      it.ingress.loadBalancer.idleTimeout = 120;
      it.ingress.routes = ['$default', 'GET /api/{proxy+}'];
    });
    const routed = ['CreateRoute', 'CreateRoute', 'DeleteRoute'];
    expect(calls).toEqual([...routed, 'ModifyLoadBalancerAttributes', 'ModifyTargetGroup']);
    expect(differs).toMatchObject({ apiRoutes: { less: ['ANY /{proxy+}'], more: ['$default', 'GET /api/{proxy+}'] } });
    expect((await targetGroupsOf(clients))['alb-microservices-book-service']).toMatchObject({
      ...{ HealthCheckPath: '/health', HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 4 },
      ...{ HealthyThresholdCount: 3, UnhealthyThresholdCount: 5 },
    });
    expect((await balancerOf(clients)).attributes).toMatchObject({ 'idle_timeout.timeout_seconds': '120' });
  });

  test('one NAT gateway for all zones: the other zone is led to it before its own goes; and back again', async () => {
    const one = { interfaces: ['nat_gateway in-use'], addresses: ['associated'], natGateways: ['available'] };
    const each = (way: 'less' | 'more') =>
      Object.fromEntries(Object.entries(one).map(([kind, names]) => [kind, { less: [], more: [], [way]: names }]));
    expect(await stack.change((it) => void (it.network.egress = 'nat'))).toEqual({
      calls: ['DeleteNatGateway', 'ReleaseAddress', 'ReplaceRoute'],
      differs: each('less'),
    });
    expect(await stack.change((it) => void (it.network.egress = 'nat-per-zone'))).toEqual({
      calls: ['AllocateAddress', 'CreateNatGateway', 'ReplaceRoute'],
      differs: each('more'),
    });
  });

  test('a service comes with a rule, and goes with exactly what was its own', async () => {
    const { calls, differs: came } = await stack.change((it) => {
      const rules = [{ path: '/reviews*', priority: 9 }];
      it.services['reviews'] = { ...book(it), repository: 'reviews', rules, discovery: undefined, logGroup: undefined };
    });
    expect(calls.filter((it) => /^(Delete|Deregister|Update)/.test(it))).toEqual([]);
    expect(came).toMatchObject({
      services: { less: [], more: ['reviews ACTIVE 2/2'] },
      rules: { less: [], more: ['9 /reviews* forward alb-microservices-reviews'] },
      targets: { less: [], more: ['alb-microservices-reviews healthy', 'alb-microservices-reviews healthy'] },
    });
    const { differs: went } = await stack.change((it) => void delete it.services['reviews']);
    const reversed = Object.entries(came).map(([kind, { less, more }]) => [kind, { less: more, more: less }]);
    expect(went).toEqual(Object.fromEntries(reversed));
  });

  test('an image is built of something else: a new revision, a rolling update, and the old ones are kept', async () => {
    const old = await running();
    stack.circumstances = { tagOf: (service) => (service === 'book-service' ? 'context-2' : undefined) };
    const { calls, differs } = await stack.change(() => {});
    expect(calls.filter((it) => !/Layer|PutImage/.test(it))).toEqual(['RegisterTaskDefinition', 'UpdateService']);
    expect(differs).toEqual({
      images: { less: [], more: ['book-service:context-2'] },
      taskDefinitions: { less: [], more: ['book-service'] },
    });
    const { service, definition, container } = await running();
    expect(container?.image).toMatch(/\/book-service:context-2$/);
    expect(definition?.revision).toBe((old.definition?.revision ?? NaN) + 1);
    expect(service?.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 }]);
  });

  test('another port: both sides of the firewall and the targets follow', async () => {
    const { differs } = await stack.change((it) => void (book(it).port = 8080));
    const rules = (port: string) => [
      `alb-microservices-book-service from alb-microservices-load-balancer tcp ${port}`,
      `alb-microservices-load-balancer to alb-microservices-book-service tcp ${port}`,
    ];
    expect(differs).toEqual({
      securityGroupRules: { less: rules('80-80'), more: rules('8080-8080') },
      taskDefinitions: { less: [], more: ['book-service'] },
    });
  });

  test('what AWS cannot change is refused, with what stands on it', async () => {
    const cidr = await stack.refuses((it) => void (it.network.cidr = '10.9.0.0/16'));
    expect(cidr).toMatch(/^vpc: AWS cannot change CidrBlock of the VPC in place/);
    for (const name of ['public-subnet-a', 'load-balancer-security-group'])
      expect(cidr).toMatch(new RegExp(`would have to be deleted with it: .*${name}`));
  });

  test('a target group gets another name, and what leads to it follows', async () => {
    const { differs } = await stack.change((it) => void (book(it).target.name = 'books'));
    expect(differs['targetGroups']?.more).toEqual([expect.stringContaining('books')]);
  });

  test('the consumer goes, and then all the rest', async () => {
    const { differs } = await stack.change((it) => void delete it.consumer);
    expect(differs).toMatchObject({ vpcs: { less: ['10.1.0.0/16'] }, machines: { less: ['t3.nano running'] } });
    expect(Object.values(differs).flatMap(({ more }) => more)).toEqual([]);
    await stack.isAtRest();
    await stack.goes();
  });
});
