import {
  AssociateVpcCidrBlockCommand,
  CreateSubnetCommand,
  DescribeSecurityGroupRulesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { textOf } from '../../src/ui/failure.js';
import { longTest } from '../full.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { census, left } from './census.js';
import { existingIds } from './existing-ids.js';
import { rig } from './fresh.js';
import { makeNetwork } from './landlord.js';
import { Project } from './project.js';

/** A load balancer of one stack, which another stack is behind. */

const configOf = (written: object): Config => loadConfig('provision.yaml', stringify(written));
const owner = (loadBalancer: object, network: object = { egress: 'public' }) =>
  configOf({
    ...{ name: 'front', network },
    services: { web: { image: 'nginx', port: 80, keep: 0, rules: [{ path: '$default' }] } },
    ingress: { type: 'alb', loadBalancer },
  });

const outOf = (project: Project, step: string) => project.store.records.get(step)?.out as Record<string, string>;
function guestOf(project: Project, network: object) {
  const arn = outOf(project, 'load-balancer')['loadBalancerArn'];
  return configOf({
    ...{ name: 'guest', network: { existing: network } },
    services: {
      api: { image: 'nginx', port: 8080, keep: 0, rules: [{ path: '/api/*', host: 'api.example.com' }] },
    },
    ingress: { type: 'alb', loadBalancer: { arn } },
  });
}
const inside = (project: Project) => ({
  vpc: outOf(project, 'vpc')['vpcId'],
  public: ['a', 'b'].map((zone) => outOf(project, `public-subnet-${zone}`)['subnetId']),
});

const said = (failures: readonly Parameters<typeof textOf>[0][], command = 'up') =>
  failures
    .map((it) => textOf(it, { command }))
    .join('\n')
    .replaceAll(/\s+/g, ' ');

async function healthOf(name: string) {
  const { elbv2 } = rig.clients;
  const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  const TargetGroupArn = TargetGroups.find(({ TargetGroupName = '' }) =>
    TargetGroupName.includes(name),
  )?.TargetGroupArn;
  const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State);
}

test('a stack opens its load balancer to another one, which then stays healthy whatever runs; both go again', async () => {
  const front = new Project(rig, 'front');
  expect((await front.up(owner({}))).failures).toEqual([]);
  const guest = guestOf(front, inside(front));
  const project = new Project(rig, guest.name);
  const refused = await rig.during(() => project.up(guest));
  expect(refused.mutating).toEqual([]);
  expect(said(refused.done.failures)).toMatch(
    /load balancer of the stack front: set `ingress\.loadBalancer\.shared: true` in its config, and run `provision up` there/,
  );
  expect(said(refused.done.failures)).not.toContain('authorize-security-group-egress');

  const shared = owner({ shared: true });
  const opened = await rig.during(() => comesTrue(rig, front, shared));
  expect([opened.done.failures, opened.mutating]).toEqual([[], ['ec2:AuthorizeSecurityGroupEgress']]);
  expect((await comesTrue(rig, project, guest)).failures).toEqual([]);
  expect(await healthOf('guest')).toEqual(['healthy']);
  expect(await rig.during(() => front.up(shared))).toMatchObject({ done: { failures: [] }, mutating: [] });
  expect(Object.values(await front.status(shared)).filter(({ state }) => state !== 'ok')).toEqual([]);
  expect([await healthOf('guest'), await healthOf('front')]).toEqual([['healthy'], ['healthy']]);

  // What keeps the owner from going is all of the guest.
  const { held } = await front.lookBeforeDown();
  expect(held.map(({ step }) => step)).toContain('load-balancer-security-group');
  expect(new Set(held.flatMap(({ heldBy }) => heldBy.map(({ ofStack }) => ofStack)))).toEqual(new Set(['guest']));
  const text = said([{ code: 'deletion-held', held }], 'down');
  expect(text).toContain('All of what is in the way is of the stack guest: run `provision down` there.');
  expect(text).not.toMatch(/aws \w+ delete/);

  expect((await project.down()).failures).toEqual([]);
  const closed = await rig.during(() => comesTrue(rig, front, owner({})));
  expect([closed.done.failures, closed.mutating]).toEqual([[], ['ec2:RevokeSecurityGroupEgress']]);
  expect((await front.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('a priority that is said goes from one service of the stack to another: that rule is nobody else’s', async () => {
  const front = new Project(rig, 'front');
  const shared = owner({ shared: true });
  expect((await front.up(shared)).failures).toEqual([]);
  const guest = guestOf(front, inside(front));
  const withFirst = (name: string, path: string) => ({
    ...guest,
    services: Object.fromEntries(
      Object.values(guest.services).map((it) => [name, { ...it, rules: [{ path, priority: 7 }] }]),
    ),
  });
  const project = new Project(rig, guest.name);
  expect((await comesTrue(rig, project, withFirst('api', '/api/*') as Config)).failures).toEqual([]);
  expect((await comesTrue(rig, project, withFirst('web', '/web/*') as Config)).failures).toEqual([]);
});

longTest('in a VPC of others it is opened to the first range, and who is in another one is told so', async () => {
  const ids = await makeNetwork(rig);
  const real = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
  const vpc = ids.get(existingIds.vpc) ?? '';
  const front = new Project(rig, 'front');
  const shared = owner({ shared: true }, { existing: { vpc, public: real(existingIds.public) } });
  expect((await comesTrue(rig, front, shared)).failures).toEqual([]);
  const { ec2 } = rig.clients;
  const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  expect(SecurityGroupRules.filter(({ ToPort }) => ToPort === 65_535)).toMatchObject([
    { IsEgress: true, IpProtocol: 'tcp', FromPort: 0, CidrIpv4: '10.7.0.0/16' },
  ]);
  const guest = guestOf(front, { vpc, private: real(existingIds.private) });
  const project = new Project(rig, guest.name);
  expect((await comesTrue(rig, project, guest)).failures).toEqual([]);
  expect((await rig.during(() => front.up(shared))).mutating).toEqual([]);
  expect(await healthOf('guest')).toEqual(['healthy']);
  expect((await project.down()).failures).toEqual([]);

  await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpc, CidrBlock: '100.64.0.0/16' }));
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId: vpc, AvailabilityZoneId: 'use1-az1', CidrBlock: '100.64.1.0/24' }),
  );
  const outside = await rig.during(() => project.up(guestOf(front, { vpc, private: [Subnet?.SubnetId] })));
  expect(outside.mutating).toEqual([]);
  expect(said(outside.done.failures)).toMatch(
    /port 8080 of 100\.64\.1\.0\/24.*shares it with the first range of the VPC: name subnets in 10\.7\.0\.0\/16/,
  );
  expect((await front.down()).failures).toEqual([]);
});
