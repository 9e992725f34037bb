import { CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { changedMembers, differencesOf, tagChanges } from '../../../src/runner/compare.js';
import type { Step } from '../../../src/step.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { elasticIp } from '../../../steps/ec2/elastic-ip/resource.js';
import { endpoints } from '../../../steps/stack/endpoints.js';
import { existingSubnet } from '../../../steps/ec2/existing-subnet/resource.js';
import { existingVpc } from '../../../steps/ec2/existing-vpc/resource.js';
import { internetGatewayAttachment } from '../../../steps/ec2/internet-gateway-attachment/resource.js';
import { internetGateway } from '../../../steps/ec2/internet-gateway/resource.js';
import { natGateway } from '../../../steps/ec2/nat-gateway/resource.js';
import { routeTableAssociation } from '../../../steps/ec2/route-table-association/resource.js';
import { routeTable } from '../../../steps/ec2/route-table/resource.js';
import { defaultRoute, natRoute } from '../../../steps/ec2/route/resource.js';
import { cidrRule } from '../../../steps/ec2/security-group-rule/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { privateSubnet, publicSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { wantOf } from '../samples.js';
import { asked, ended, sandbox, waited, where, type Sandbox } from '../sandbox.js';

/** The ways out of a private network, on the embedded AWS and through the real SDK, step by step. */

const cidr = '10.0.0.0/16';
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const theVpc = vpc('vpc', { cidr });
const inVpc = { vpc: theVpc, zones };
const open = publicSubnet('public-subnet', inVpc, { cidr, index: 0 });
const closed = [0, 1].map((index) => privateSubnet(`private-subnet-${index}`, inVpc, { cidr, index }));
const gateway = internetGateway('gateway');
const attachment = internetGatewayAttachment('attachment', { gateway, vpc: theVpc });
const table = routeTable('public-table', { vpc: theVpc });
const route = defaultRoute('public-route', { table, attachment });
const association = routeTableAssociation('association', { table, subnet: open });
const address = elasticIp('address');
const nat = natGateway('nat', { subnet: open, address, attachment, route, association });
const privateTable = routeTable('private-table', { vpc: theVpc });
const privateRoute = natRoute('private-route', { table: privateTable, gateway: nat });
const network: Step[] = [zones, theVpc, open, ...closed, gateway, attachment, table, route, association];

interface Built {
  readonly step: Step;
  readonly id: unknown;
}
type Outs = Map<Step, unknown>;

/** Builds the steps in their order, and holds each to what the runner relies on. */
async function build(it: Sandbox, steps: readonly Step[], outs: Outs = new Map()): Promise<Built[]> {
  const built: Built[] = [];
  for (const step of steps) {
    const id = await buildOne(it, step, outs);
    built.push({ step, id });
  }
  return built;
}

async function buildOne(it: Sandbox, step: Step, outs: Outs): Promise<unknown> {
  const { resource } = step;
  const cloud = it.cloudFor(step);
  const want = wantOf(step, (need) => outs.get(need));
  expect([[], 'gone']).toContainEqual(await ended('find', resource.find(cloud, want)));
  const created = await resource.create(cloud, want);
  if (resource.later) await resource.update?.(cloud, created, want, resource.later);
  const { id, seen } = await waited(it, step, created, 'ready');
  if (seen.is !== 'ready') throw new Error('not reached');
  expect([
    changedMembers(step.resource, want, { want: want, shown: {} }, seen.live),
    differencesOf(step.resource, want, seen.live),
  ]).toEqual([[], []]);
  expect(tagChanges(cloud.tags, cloud.tags, seen.tags)).toBeUndefined();

  // Making it what it is changes nothing; asking for it again with the same token gives the same.
  const before = mutations(it).length;
  const changeable = Object.keys(Object(want)).filter((member) => !resource.fixed?.includes(member));
  await resource.update?.(cloud, id, want, changeable);
  if (['nat-gateway', 'vpc-endpoint', 'subnet'].includes(resource.type) && step !== open)
    expect(mutations(it)).toHaveLength(before);
  if (['nat-gateway', 'vpc-endpoint'].includes(resource.type)) expect(await resource.create(cloud, want)).toEqual(id);
  if (!resource.lookup) expect(await resource.find(cloud, want)).toMatchObject([{ id }]);
  outs.set(step, seen.out);
  return id;
}

/** Tears them down in reverse, each asked for again until nothing is in its way. */
async function tearDown(it: Sandbox, built: readonly Built[]): Promise<void> {
  for (const { step, id } of built.toReversed().filter(({ step }) => !step.resource.lookup)) {
    const cloud = it.cloudFor(step);
    await waited(it, step, await asked(it, step, id), 'absent');
    const again = await ended('delete', step.resource.delete(cloud, id));
    expect([undefined, 'gone']).toContain(typeof again === 'object' ? undefined : again);
  }
  expect(it.calls.all().filter(({ status }) => status === 501)).toEqual([]);
}

const mutations = (it: Sandbox) => it.calls.all().filter(({ mutating }) => mutating);

test('a NAT gateway is built with its address and its route, and taken down until nothing is left', async () => {
  const it = sandbox();
  const built = await build(it, [...network, address, nat, privateTable, privateRoute]);
  await tearDown(it, built);
});

test('while the NAT gateway goes, its address is in use; afterwards it is released', async () => {
  const it = sandbox();
  const built = await build(it, [...network, address, nat]);
  const idOf = (step: Step) => built.find((one) => one.step === step)?.id;
  await asked(it, nat, idOf(nat));
  expect(await ended('delete', address.resource.delete(it.cloudFor(address), String(idOf(address))))).toBe('in-use');
  await asked(it, address, idOf(address));
  await waited(it, address, idOf(address), 'absent');
});

test('a NAT gateway that fails for want of an internet gateway says so, and can be made again', async () => {
  const it = sandbox();
  const outs: Outs = new Map();
  const lonely = natGateway('nat', { subnet: open, address });
  await build(it, [zones, theVpc, open, address], outs);
  const why = /nat: Gateway\.NotAttached: Network vpc-\w+ has no Internet gateway attached/;
  await expect(build(it, [lonely], outs)).rejects.toThrow(why);
  const { resource } = lonely;
  const want = wantOf(lonely, (need) => outs.get(need)) as ReturnType<typeof lonely.want>;
  const [found] = await resource.find(it.cloudFor(lonely), want);
  await asked(it, lonely, found?.id);
  await waited(it, lonely, found?.id, 'absent');
  await build(it, [gateway, attachment], outs);
  const id = await resource.create(it.cloudFor(lonely, 'another-token'), want);
  expect((await waited(it, lonely, id, 'ready')).id).not.toBe(found?.id);
});

const groupOf = (name: string, egress: 'all' | 'none') =>
  securityGroup(`${name}-group`, { vpc: theVpc }, { groupName: `demo-${name}`, description: name, egress });
const web = groupOf('web', 'none');
const site = groupOf('site', 'all');
const anywhere = { direction: 'ingress', port: 80, cidr: '0.0.0.0/0', why: 'in' } as const;
const anyone = cidrRule('site-from-anyone', { group: site }, anywhere);
const ways = endpoints(
  ['ecr.api', 'ecr.dkr', 'logs'],
  {
    vpc: theVpc,
    subnets: closed,
    tables: [privateTable, table],
    clients: [
      { name: 'web', group: web, isPrivate: true, isInTables: true },
      { name: 'site', group: site, isPrivate: false, isInTables: true },
    ],
  },
  { stackName: 'demo', region: where.region },
);

test('the endpoints let every client in, and a private one out to them and to S3 only', () => {
  expect(ways.steps.map(({ name }) => name)).toEqual([
    'endpoints-security-group',
    'ecr-api-endpoint',
    'ecr-dkr-endpoint',
    'logs-endpoint',
    's3-endpoint',
    's3-prefix-list',
    'endpoints-ingress-from-web',
    'web-egress-to-endpoints',
    'web-egress-to-s3',
    'endpoints-ingress-from-site',
  ]);
  const path = (client: string) => ways.paths[client]?.map(({ name }) => name);
  const all = ['ecr-api-endpoint', 'ecr-dkr-endpoint', 'logs-endpoint', 's3-endpoint'];
  expect(path('web')).toEqual([...all, 'endpoints-ingress-from-web', 'web-egress-to-endpoints', 'web-egress-to-s3']);
  expect(path('site')).toEqual([...all, 'endpoints-ingress-from-site']);
  const groups = new Map<Step, unknown>([
    [ways.group, { groupId: 'sg-ends' }],
    [web, { groupId: 'sg-web' }],
  ]);
  const wanted = (name: string) => {
    const step = ways.steps.find((one) => one.name === name);
    return step && wantOf(step, (need) => groups.get(need) ?? { prefixListId: 'pl-s3' });
  };
  const inward = { GroupId: 'sg-ends', Direction: 'ingress', IpProtocol: 'tcp', Port: 443, Peer: 'sg-web' };
  const outward = { ...inward, GroupId: 'sg-web', Direction: 'egress' };
  expect(wanted('endpoints-ingress-from-web')).toEqual(inward);
  expect(wanted('web-egress-to-endpoints')).toEqual({ ...outward, Peer: 'sg-ends' });
  expect(wanted('web-egress-to-s3')).toEqual({ ...outward, Peer: 'pl-s3' });
});

test('the endpoints are built, each in one call, follow another subnet, and are taken down again', async () => {
  const it = sandbox();
  const outs: Outs = new Map();
  const around: Step[] = [zones, theVpc, ...closed, table, privateTable, web, site, anyone];
  const built = await build(it, [...around, ...ways.steps], outs);
  const made = it.calls.all().filter(({ operation, status }) => operation === 'CreateVpcEndpoint' && status === 200);
  expect(made).toHaveLength(2 * ways.steps.filter(({ resource }) => resource.type === 'vpc-endpoint').length);

  const places = { 'ecr-api-endpoint': 'SubnetIds', 's3-endpoint': 'RouteTableIds' };
  for (const [name, member] of Object.entries(places)) {
    const [{ step, id }] = built.filter((one) => one.step.name === name) as [Built];
    const want = wantOf(step, (need) => outs.get(need)) as { [member: string]: object };
    const fewer = Object.fromEntries(Object.entries(want[member] ?? {}).slice(1));
    for (const next of [{ ...want, [member]: fewer }, want]) {
      await step.resource.update?.(it.cloudFor(step), id, next, [member]);
      const { seen } = await waited(it, step, id, 'ready');
      expect(differencesOf(step.resource, next, Object(seen).live)).toEqual([]);
    }
  }
  await tearDown(it, built);
});

test("a VPC and subnets of the user's own stand where ours would, and what is wrong with them is said", async () => {
  const it = sandbox();
  const { ec2 } = it.cloudFor({ name: 'user' });
  const made = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const vpcId = String(made.Vpc?.VpcId);
  const inZone = (zone: string, third: number) =>
    ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: `10.9.${third}.0/24`, AvailabilityZoneId: zone }));
  const [one, three] = [await inZone('use1-az1', 1), await inZone('use1-az3', 3)];
  const theirs = existingVpc('vpc', { vpcId, needsDns: false });
  const theirSubnet = (subnetId: string | undefined) =>
    existingSubnet('subnet', { vpc: theirs }, { subnetId: subnetId ?? '', forVpcLink: true });
  const subnet = theirSubnet(one.Subnet?.SubnetId);
  const before = mutations(it).length;
  const outs: Outs = new Map();
  const built = await build(it, [theirs, subnet], outs);
  await tearDown(it, built);
  expect(mutations(it)).toHaveLength(before);
  await build(it, [routeTable('table', { vpc: theirs })], outs);

  const refused = (step: Step, why: string) => expect(build(it, [step], outs)).rejects.toThrow(why);
  await refused(existingVpc('vpc', { vpcId, needsDns: true }), `${vpcId} has dns-hostnames switched off`);
  await refused(theirSubnet(three.Subnet?.SubnetId), 'is in use1-az3, where there are no VPC links');
  await refused(theirSubnet('subnet-0123456789abcdef0'), 'subnet-0123456789abcdef0 does not exist in us-east-1');
});
