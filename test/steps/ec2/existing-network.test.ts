import {
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type Vpc as LiveVpc,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { existingSubnet } from '../../../steps/ec2/existing-subnet/resource.js';
import { existingVpc } from '../../../steps/ec2/existing-vpc/resource.js';
import { network } from '../../../steps/stack/network.js';
import { routeTable } from '../../../steps/ec2/route-table/resource.js';
import { configOf } from '../config.js';
import { fakeCloud } from '../fake-cloud.js';

const there: LiveVpc = { VpcId: 'vpc-1', State: 'available', CidrBlock: '10.0.0.0/16' };
/** A cloud with one VPC, its DNS attributes as told. */
function withVpc({ support = true, hostnames = true, vpcs = [there] }) {
  const it = fakeCloud('eu-west-3');
  it.ec2.on(DescribeVpcsCommand).resolves({ Vpcs: vpcs });
  const attribute = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    it.ec2.on(DescribeVpcAttributeCommand, { Attribute });
  attribute('enableDnsSupport').resolves({ EnableDnsSupport: { Value: support } });
  attribute('enableDnsHostnames').resolves({ EnableDnsHostnames: { Value: hostnames } });
  return it;
}

test("a VPC of the user's own stands where one of ours would, and its DNS is its own business", async () => {
  const { cloud, sent } = withVpc({ hostnames: false });
  const plain = existingVpc('vpc', { vpcId: 'vpc-1', needsDns: false });
  const id = await plain.resource.create(cloud, plain.want({}));
  expect(await plain.resource.read(cloud, id)).toEqual({
    is: 'ready',
    out: { vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
    live: { VpcId: 'vpc-1', Dns: 'any' },
  });
  expect(sent().map(([operation]) => operation)).toEqual(['DescribeVpcs', 'DescribeVpcs']);
  const inIt = routeTable('table', { vpc: plain });
  expect(inIt.want({ vpc: { vpcId: 'vpc-1' } })).toEqual({ VpcId: 'vpc-1' });
});

test('a VPC without the DNS that is needed is refused with what to do; switched off later, it shows', async () => {
  const needing = existingVpc('vpc', { vpcId: 'vpc-1', needsDns: true });
  const id = { vpcId: 'vpc-1', dns: 'on' } as const;
  const bare = withVpc({ hostnames: false });
  await expect(needing.resource.create(bare.cloud, needing.want({}))).rejects.toThrow(
    /^vpc-1 has dns-hostnames switched off.*: aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-hostnames$/,
  );
  expect(await needing.resource.read(bare.cloud, id)).toMatchObject({ is: 'ready', live: { Dns: 'off' } });
  const barer = withVpc({ support: false, hostnames: false });
  await expect(needing.resource.create(barer.cloud, needing.want({}))).rejects.toThrow(
    /dns-support and dns-hostnames switched off.*--enable-dns-support, then .*--enable-dns-hostnames$/,
  );
  const fine = withVpc({});
  expect(await needing.resource.create(fine.cloud, needing.want({}))).toEqual(id);
  expect(await needing.resource.read(fine.cloud, id)).toMatchObject({ live: needing.want({}) });
});

test('a VPC that is not there is an error that names it, at once; later it is gone', async () => {
  const { cloud } = withVpc({ vpcs: [] });
  const step = existingVpc('vpc', { vpcId: 'vpc-9', needsDns: true });
  await expect(step.resource.create(cloud, step.want({}))).rejects.toThrow(
    'vpc-9 does not exist in eu-west-3, or is not shared with this account',
  );
  expect(await step.resource.read(cloud, { vpcId: 'vpc-9', dns: 'on' })).toEqual({ is: 'absent' });
});

test("a subnet of the user's own is refused if it is missing, in another VPC, or where no link can be", async () => {
  const { ec2, cloud, sent } = fakeCloud('eu-west-3');
  const at = (zone: string, VpcId = 'vpc-1') =>
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ VpcId, AvailabilityZoneId: zone, State: 'available' }] });
  const given = { vpc: { vpcId: 'vpc-1' } };
  const needs = { vpc: existingVpc('vpc', { vpcId: 'vpc-1', needsDns: false }) };
  const plain = existingSubnet('subnet', needs, { subnetId: 'subnet-1' });
  const linked = existingSubnet('subnet', needs, { subnetId: 'subnet-1', forVpcLink: true });
  const create = (step: typeof plain) => step.resource.create(cloud, step.want(given));

  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [] });
  await expect(create(plain)).rejects.toThrow('subnet-1 does not exist in eu-west-3');
  expect(await plain.resource.read(cloud, 'subnet-1')).toEqual({ is: 'absent' });
  at('euw3-az1', 'vpc-2');
  await expect(create(plain)).rejects.toThrow('subnet-1 is in vpc-2, not in vpc-1');
  at('euw3-az2');
  expect(await create(plain)).toBe('subnet-1');
  await expect(create(linked)).rejects.toThrow(
    'subnet-1 is in euw3-az2, where there are no VPC links: name one in euw3-az1, euw3-az3',
  );
  at('euw3-az3');
  expect(await create(linked)).toBe('subnet-1');
  const live = { SubnetId: 'subnet-1', VpcId: 'vpc-1' };
  expect(await linked.resource.read(cloud, 'subnet-1')).toEqual({
    is: 'ready',
    out: { subnetId: 'subnet-1', zoneId: 'euw3-az3' },
    live,
  });
  expect(sent()[0]).toEqual(['DescribeSubnets', { Filters: [{ Name: 'subnet-id', Values: ['subnet-1'] }] }]);
});

test('a subnet for tasks is refused in a zone where the load balancer, which is to reach them, has none', async () => {
  const { ec2, cloud } = fakeCloud('eu-west-3');
  const at = (zone: string) =>
    ec2
      .on(DescribeSubnetsCommand)
      .resolves({ Subnets: [{ VpcId: 'vpc-1', AvailabilityZoneId: zone, State: 'available' }] });
  const vpc = existingVpc('vpc', { vpcId: 'vpc-1', needsDns: false });
  const open = existingSubnet('open', { vpc }, { subnetId: 'subnet-1' });
  const reached = existingSubnet('closed', { vpc, reachedFrom: [open, open] }, { subnetId: 'subnet-2' });
  const zones = ['euw3-az2', 'euw3-az1'].map((zoneId) => ({ subnetId: 'subnet-1', zoneId }));
  const want = reached.want({ vpc: { vpcId: 'vpc-1' }, reachedFrom: zones });
  expect(want).toMatchObject({ Zones: ['euw3-az1', 'euw3-az2'] });
  at('euw3-az3');
  await expect(reached.resource.create(cloud, want)).rejects.toThrow(
    'subnet-2 is in euw3-az3, where the load balancer has no subnet, so that it reaches no task there: name one in euw3-az1, euw3-az2, or give the load balancer a subnet in euw3-az3',
  );
  at('euw3-az1');
  expect(await reached.resource.create(cloud, want)).toBe('subnet-2');
});

test.each([
  ['tasks in private subnets, behind a balancer on the internet', { type: 'alb' }, {}, 'private'],
  [
    'tasks in public subnets, behind a balancer inside',
    { type: 'http-api', via: 'alb' },
    { subnets: 'public' },
    'public',
  ],
  ['tasks beside the balancer', { type: 'alb' }, { subnets: 'public' }, undefined],
  ['tasks that nothing balances', { type: 'none' }, {}, undefined],
])("whose zones must be the load balancer's: %s", (_what, ingress, where, expected) => {
  const existing = {
    vpc: 'vpc-12345678',
    public: ['subnet-00000001', 'subnet-00000002'],
    private: ['subnet-00000003', 'subnet-00000004'],
  };
  const rules = ingress.type === 'none' ? {} : { rules: [{ path: '$default' }] };
  const config = configOf({
    network: { existing },
    ingress,
    services: { web: { image: 'nginx', port: 80, ...rules, ...where } },
  });
  const { public: open, private: closed } = network(config);
  const bound = [...open.subnets, ...closed.subnets].filter(
    ({ needs }) => (needs as { reachedFrom?: unknown }).reachedFrom,
  );
  expect(bound.map(({ name }) => name)).toEqual(
    expected ? [`existing-${expected}-subnet-1`, `existing-${expected}-subnet-2`] : [],
  );
});
