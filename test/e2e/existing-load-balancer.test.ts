import {
  AuthorizeSecurityGroupEgressCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateRuleCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  SetSubnetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { takenBy } from '../../src/listener-conditions.js';
import type { Cloud } from '../../src/step.js';
import { textOf } from '../../src/ui/failure.js';
import { longTest } from '../full.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { existingIds } from './existing-ids.js';
import { makeBalancer, makeDomain, makeNetwork } from './landlord.js';
import { withRealIds } from './possible-config.js';
import { Project, variant, serviceIn } from './project.js';
import { openRig, type Rig } from './rig.js';

/** A stack behind a load balancer of somebody else: it gets rules at a listener of it, and nothing else of it is changed. */

let rig: Rig;
let shared: Config;
let arn: string;
const written = {
  name: 'shop',
  network: { existing: { vpc: existingIds.vpc, private: existingIds.private, public: existingIds.public } },
  services: {
    web: { image: 'nginx', port: 80, keep: 0, rules: [{ path: ['/api', '/api/*'], host: 'shop.example.com' }] },
  },
  ingress: { type: 'alb', loadBalancer: { arn: existingIds.balancer } },
};
beforeAll(async () => void (rig = await openRig()));
beforeEach(async () => {
  await rig.reset();
  const network = await makeNetwork(rig);
  const ids = new Map([...network, ...(await makeBalancer(rig, network))]);
  shared = loadConfig('provision.yaml', withRealIds(stringify(written), ids));
  arn = ids.get(existingIds.balancer) ?? '';
});
afterAll(() => rig.close());

const listenerArn = async () => {
  const { Listeners = [] } = await rig.clients.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: arn }));
  return Listeners[0]?.ListenerArn ?? '';
};
const rules = async () => {
  const ListenerArn = await listenerArn();
  return (await rig.clients.elbv2.send(new DescribeRulesCommand({ ListenerArn }))).Rules ?? [];
};
const priorities = async () => (await rules()).map(({ Priority }) => Priority);

/** All that belongs to the load balancer's owner. */
async function theirs() {
  const { elbv2, ec2 } = rig.clients;
  const { LoadBalancers } = await elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }));
  const GroupIds = LoadBalancers?.[0]?.SecurityGroups;
  return [
    LoadBalancers,
    (await elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }))).Attributes,
    (await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn: arn }))).Listeners,
    (await elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn, await listenerArn()] }))).TagDescriptions,
    (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }))).SecurityGroups,
    (await rules()).filter(({ Priority }) => Number(Priority) <= 10 || Priority === 'default'),
  ];
}

/** Nothing is changed. @returns what `up` says */
async function refused(config: Config): Promise<string> {
  const { done, mutating } = await rig.during(() => new Project(rig, config.name).up(config));
  expect(mutating).toEqual([]);
  return done.failures.map((it) => textOf(it, { command: 'up' })).join('\n');
}

test('its listener gets a rule, tasks behind it are healthy, and all of it goes again; the load balancer stays as it was', async () => {
  const before = await theirs();
  const project = new Project(rig, shared.name);
  const plan = await comesTrue(rig, project, shared);
  expect(plan.failures).toEqual([]);
  expect(await theirs()).toEqual(before);
  expect(await priorities()).toHaveLength(3);
  const { TargetGroups: [group] = [] } = await rig.clients.elbv2.send(new DescribeTargetGroupsCommand({}));
  const { TargetHealthDescriptions: targets = [] } = await rig.clients.elbv2.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: group?.TargetGroupArn }),
  );
  expect(targets.map(({ TargetHealth }) => TargetHealth?.State)).toEqual(['healthy']);
  const again = await rig.during(() => project.up(shared));
  expect(again).toMatchObject({ done: { failures: [] }, mutating: [] });
  expect((await project.down()).failures).toEqual([]);
  expect(await priorities()).toEqual(['10', 'default']);
  expect(await theirs()).toEqual(before);
});

const rule = async (Priority: number, host = `blog-${Priority}.example.com`) => {
  const Conditions = [{ Field: 'host-header', HostHeaderConfig: { Values: [host] } }];
  const Actions = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } }];
  await rig.clients.elbv2.send(
    new CreateRuleCommand({ ListenerArn: await listenerArn(), Priority, Conditions, Actions }),
  );
};
const own = async () => (await priorities()).map(Number).filter((it) => it > 100);

longTest(
  'a priority that nobody has is chosen, stays when others come, and another one is chosen where it is taken',
  async () => {
    const project = new Project(rig, shared.name);
    await project.up(shared);
    const [first = 0] = await own();
    expect((await project.down()).failures).toEqual([]);
    await rule(first);
    await rule(first + 1);
    expect((await comesTrue(rig, project, shared)).failures).toEqual([]);
    expect(await own()).toEqual([first, first + 1, first + 2]);
    await rule(first + 3);
    // A rule more, which comes before the one that is there.
    const more = variant(
      shared,
      (it) => void serviceIn(it).rules.push({ path: ['/more'], host: ['shop.example.com'] }),
    );
    const { done, mutating } = await rig.during(() => project.up(more));
    expect([done.failures, mutating.filter((it) => /Rule/.test(it))]).toEqual([[], ['elbv2:CreateRule']]);
    expect(await own()).toContain(first + 2);
    expect((await rig.during(() => project.up(more))).mutating).toEqual([]);
  },
);

test('what is in the way is said before anything is made', async () => {
  const without = (change: (config: Config) => void) => refused(variant(shared, change));
  expect(
    await without(({ services }) => void Object.assign(services['web']?.rules[0] ?? {}, { priority: 10 })),
  ).toMatch(
    /the priority 10, which is said for web-rule-10, is that of a rule of somebody else.*Free are, for example, 9, 8 and 11/s,
  );
  expect(await without((it) => void (it.ingress.loadBalancer.listener = 8443))).toMatch(
    /has no listener at port 8443.*name one that it has, as in `listener: 80`: 80/,
  );
  expect(await without((it) => void (it.ingress.domain = { name: 'shop.example.com', alternativeNames: [] }))).toMatch(
    /the listener at port 80 speaks HTTP, and names are called over HTTPS/,
  );
  expect(await without((it) => void (it.ingress.loadBalancer.arn = arn.replace(/.{4}$/, '0000')))).toMatch(
    /loadbalancer\/app\/shared\/\w+0000 does not exist in us-east-1, or is not of this account/,
  );
});

test('security groups and zones of the load balancer are looked at, and who owns it is told what is missing', async () => {
  const { ec2, elbv2 } = rig.clients;
  const { LoadBalancers: [balancer] = [] } = await elbv2.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }),
  );
  const GroupId = balancer?.SecurityGroups?.[0];
  const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: [all] }));
  const said = await refused(shared);
  expect(said).toMatch(
    /lets it out to port 80 of 10\.7\.20\.0\/24.*aws ec2 authorize-security-group-egress --group-id sg-/s,
  );
  // What it says, done by its owner.
  const ranges = [...said.matchAll(/CidrIp=([\d./]+)/g)].map(([, CidrIp]) => ({ CidrIp }));
  const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: ranges };
  await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [rule] }));
  const Subnets = balancer?.AvailabilityZones?.slice(0, 2).flatMap(({ SubnetId = [] }) => SubnetId);
  await elbv2.send(new SetSubnetsCommand({ LoadBalancerArn: arn, Subnets }));
  expect(await refused(shared)).toMatch(/subnet-\w+ is in us-east-1\w, where the load balancer has no subnet/);
});

longTest(
  'where somebody takes a chosen priority in the same moment, that is said, and the next run chooses another one',
  async () => {
    const project = new Project(rig, shared.name);
    let isTaken = false;
    const through = (cloud: Cloud): Cloud => ({
      ...cloud,
      elbv2: {
        ...cloud.elbv2,
        send: (async (command: Parameters<Cloud['elbv2']['send']>[0]) => {
          if (command instanceof CreateRuleCommand && !isTaken) {
            isTaken = true;
            await rule(command.input.Priority ?? 0);
          }
          return cloud.elbv2.send(command);
        }) as Cloud['elbv2']['send'],
      },
    });
    const { failures } = await project.up(shared, { through });
    expect(failures.map((it) => textOf(it, { command: 'up' })).join()).toMatch(/the next run chooses another one/);
    expect((await comesTrue(rig, project, shared)).failures).toEqual([]);
    expect(await own()).toHaveLength(2);
  },
);

longTest(
  'with a domain, what is for the rest takes what is sent to its names, which are led there; a recovered state knows all of it',
  async () => {
    await rig.reset();
    const network = await makeNetwork(rig);
    const ids = new Map([...network, ...(await makeDomain(rig))]);
    const all = new Map([...ids, ...(await makeBalancer(rig, ids))]);
    arn = all.get(existingIds.balancer) ?? '';
    const named = {
      ...written,
      services: { web: { ...written.services.web, rules: [{ path: '$default' }, { path: '/api/*' }] } },
      ingress: { ...written.ingress, domain: { name: 'api.example.com', zone: 'example.com' } },
    };
    const config = loadConfig('provision.yaml', withRealIds(stringify(named), all));
    const before = await theirs();
    const project = new Project(rig, config.name);
    const plan = await comesTrue(rig, project, config);
    expect([plan.failures, plan.outputs]).toEqual([[], { LoadBalancerUrl: 'https://api.example.com' }]);
    const taken = (await rules()).map(({ Conditions = [] }) => takenBy(Conditions));
    expect(taken).toEqual(['at blog.example.com', '/api/* at api.example.com', 'at api.example.com', '']);
    expect(Object.values(await project.status(config)).filter(({ state }) => state !== 'ok')).toEqual([]);
    const records = new Map(project.store.records);
    await project.recover(config);
    expect([...project.store.records.keys()].toSorted()).toEqual([...records.keys()].toSorted());
    expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
    // A name that no certificate of the listener is for.
    const other = variant(config, (it) => void Object.assign(it.ingress.domain ?? {}, { name: 'a.b.c.example.com' }));
    const { done, mutating } = await rig.during(() => project.up(other));
    expect(mutating).toEqual([]);
    expect(done.failures.map((it) => textOf(it, { command: 'up' })).join()).toMatch(
      /no certificate.*add-listener-certificates/s,
    );
    expect((await project.down()).failures).toEqual([]);
    expect(await theirs()).toEqual(before);
  },
);

longTest('a stack moves from a load balancer of its own to a shared one, and back', async () => {
  const own = variant(shared, (it) => void (it.ingress.loadBalancer = {}));
  const before = await theirs();
  const project = new Project(rig, shared.name);
  expect((await comesTrue(rig, project, own)).failures).toEqual([]);
  for (const next of [shared, own]) {
    expect((await comesTrue(rig, project, next)).failures).toEqual([]);
    expect((await rig.during(() => project.up(next))).mutating).toEqual([]);
    expect(Object.values(await project.status(next)).filter(({ state }) => state !== 'ok')).toEqual([]);
  }
  expect(await theirs()).toEqual(before);
  // A group with a name of its own cannot be there twice: it is told, before anything is changed, which name would do.
  const named = (of: Config) => variant(of, (it) => void (serviceIn(it).target.name = 'mine'));
  expect((await project.up(named(own))).failures).toEqual([]);
  const { done, mutating } = await rig.during(() => project.up(named(shared)));
  expect(mutating).toEqual([]);
  expect(done.failures.map((it) => textOf(it, { command: 'up' })).join()).toContain('services.web.target.name');
  expect((await project.down()).failures).toEqual([]);
});
