import {
  AllocateAddressCommand,
  AuthorizeSecurityGroupEgressCommand,
  CreateNatGatewayCommand,
  DescribeAddressesCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSubnetsCommand,
  type NatGateway,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { meaningOf } from '../../../src/aws-errors.js';
import { dependenciesOf } from '../../../src/step-dependencies.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { elasticIp } from '../../../steps/ec2/elastic-ip/resource.js';
import { internetGatewayAttachment } from '../../../steps/ec2/internet-gateway-attachment/resource.js';
import { internetGateway } from '../../../steps/ec2/internet-gateway/resource.js';
import { natGateway } from '../../../steps/ec2/nat-gateway/resource.js';
import { prefixList } from '../../../steps/ec2/prefix-list/resource.js';
import { routeTableAssociation } from '../../../steps/ec2/route-table-association/resource.js';
import { routeTable } from '../../../steps/ec2/route-table/resource.js';
import { defaultRoute, natRoute } from '../../../steps/ec2/route/resource.js';
import { cidrRule, securityGroupRule } from '../../../steps/ec2/security-group-rule/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { privateSubnet, publicSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, ourFilters, tags, upper } from '../fake-cloud.js';

const cidr = '10.0.0.0/16';
const region = 'us-east-1';
const theVpc = vpc('vpc', { cidr });
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const openSubnet = publicSubnet('public-subnet', { vpc: theVpc, zones }, { cidr, index: 0 });
const table = routeTable('table', { vpc: theVpc });
const gateway = internetGateway('gateway');
const attachment = internetGatewayAttachment('attachment', { gateway, vpc: theVpc });
const route = defaultRoute('route', { table, attachment });
const association = routeTableAssociation('association', { table, subnet: openSubnet });
const address = elasticIp('address');
const nat = natGateway('nat', { subnet: openSubnet, address, attachment, route, association });
const closed = { groupName: 'demo-group', description: 'Group', egress: 'none' } as const;
const group = securityGroup('group', { vpc: theVpc }, closed);
const list = prefixList('list', { service: 's3', region });

test('an address is allocated once: EC2 takes no token for it, so it is found by its tags', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(AllocateAddressCommand).resolves({ AllocationId: 'eipalloc-1' });
  const live = { AllocationId: 'eipalloc-1', PublicIp: '198.51.100.7', Domain: 'vpc' as const, Tags: upper };
  ec2.on(DescribeAddressesCommand).resolves({ Addresses: [live] });
  const want = address.want({});
  expect(await address.resource.create(cloud, want)).toBe('eipalloc-1');
  expect(await address.resource.find(cloud, want)).toEqual([{ id: 'eipalloc-1', tags }]);
  const out = { allocationId: 'eipalloc-1', publicIp: '198.51.100.7' };
  expect(await address.resource.read(cloud, 'eipalloc-1')).toEqual({ is: 'ready', out, live: want, tags });
  await address.resource.delete(cloud, 'eipalloc-1');
  expect(sent()).toEqual([
    ['AllocateAddress', { Domain: 'vpc', TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: upper }] }],
    ['DescribeAddresses', { Filters: ourFilters }],
    ['DescribeAddresses', { AllocationIds: ['eipalloc-1'] }],
    ['ReleaseAddress', { AllocationId: 'eipalloc-1' }],
  ]);
});

test('an address that a NAT gateway still holds is in use, although EC2 speaks of permission', () => {
  const refusal = (message: string) => Object.assign(new Error(message), { name: 'AuthFailure' });
  const held = refusal('You do not have permission to access the specified resource.');
  expect(meaningOf(held, 'delete')).toBe('in-use');
  expect(meaningOf(held, 'create')).toBe('refused');
  const denied = refusal('AWS was not able to validate the provided access credentials');
  expect(meaningOf(denied, 'delete')).toBe('refused');
});

test('a NAT gateway is made with a token, and what its packets need is there first', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateNatGatewayCommand).resolves({ NatGateway: { NatGatewayId: 'nat-1' } });
  const given = { attachment: { internetGatewayId: 'igw-1' }, route: undefined, association: undefined };
  const want = nat.want({
    subnet: { subnetId: 'subnet-1' },
    address: { allocationId: 'eipalloc-1', publicIp: '198.51.100.7' },
    ...given,
  });
  expect(await nat.resource.create(cloud, want)).toBe('nat-1');
  const TagSpecifications = [{ ResourceType: 'natgateway', Tags: upper }];
  const input = { SubnetId: 'subnet-1', AllocationId: 'eipalloc-1', ClientToken: 'token-1', TagSpecifications };
  expect(sent()).toEqual([['CreateNatGateway', input]]);

  // The attachment must outlive it, for EC2 detaches no gateway by which a public address is reached.
  const edges = dependenciesOf(nat).map(({ to, outlives }) => [to.name, outlives]);
  expect(Object.fromEntries(edges)).toEqual({
    'public-subnet': true,
    address: true,
    attachment: true,
    route: false,
    association: false,
  });
  expect(dependenciesOf(natGateway('nat', { subnet: openSubnet, address }))).toHaveLength(2);
});

test('a NAT gateway that failed is broken with its code and its message; a deleted one is gone', async () => {
  const { ec2, cloud } = fakeCloud();
  const seen = (more: NatGateway) => {
    ec2.on(DescribeNatGatewaysCommand).resolves({ NatGateways: [{ NatGatewayId: 'nat-1', ...more }] });
    return nat.resource.read(cloud, 'nat-1');
  };
  expect(await seen({ State: 'pending' })).toEqual({ is: 'pending', why: 'the gateway is pending' });
  expect(await seen({ State: 'deleting' })).toEqual({ is: 'pending', why: 'the gateway is deleting', isLeaving: true });
  expect(await seen({ State: 'deleted' })).toEqual({ is: 'absent' });
  const FailureMessage = 'Network vpc-1 has no Internet gateway attached';
  expect(await seen({ State: 'failed', FailureCode: 'Gateway.NotAttached', FailureMessage })).toEqual({
    is: 'broken',
    why: 'Gateway.NotAttached: Network vpc-1 has no Internet gateway attached',
  });
  const NatGatewayAddresses = [{ AllocationId: 'eipalloc-2' }, { AllocationId: 'eipalloc-1', IsPrimary: true }];
  expect(await seen({ State: 'available', SubnetId: 'subnet-1', NatGatewayAddresses, Tags: upper })).toEqual({
    is: 'ready',
    out: { natGatewayId: 'nat-1' },
    live: { SubnetId: 'subnet-1', AllocationId: 'eipalloc-1' },
    tags,
  });
});

test('of NAT gateways with our tags the one that lives is found, not the one that failed before it', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const failed = { NatGatewayId: 'nat-old', State: 'failed' as const, Tags: upper };
  const living = { NatGatewayId: 'nat-new', State: 'pending' as const, Tags: upper };
  const answers = ec2.on(DescribeNatGatewaysCommand);
  answers.resolvesOnce({ NatGateways: [failed, living] }).resolves({ NatGateways: [failed] });
  const want = { SubnetId: 'subnet-1', AllocationId: 'eipalloc-1' };
  expect(await nat.resource.find(cloud, want)).toEqual([
    { id: 'nat-new', tags },
    { id: 'nat-old', tags },
  ]);
  expect(await nat.resource.find(cloud, want)).toEqual([{ id: 'nat-old', tags }]);
  const state = { Name: 'state', Values: ['pending', 'available', 'failed'] };
  expect(sent()[0]).toEqual(['DescribeNatGateways', { Filter: [...ourFilters, state] }]);
});

test('private subnets lie in the upper half of the VPC, so that another zone moves none', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const given = { vpc: { vpcId: 'vpc-1' }, zones: { zoneIds: ['use1-az1', 'use1-az2'] } };
  const at = (index: number, cidrBlock?: string) =>
    privateSubnet('private', { vpc: theVpc, zones }, { cidr, index, cidrBlock });
  const want = at(1).want(given);
  const place = { VpcId: 'vpc-1', AvailabilityZoneId: 'use1-az2' };
  expect(want).toEqual({ ...place, CidrBlock: '10.0.144.0/20', MapPublicIpOnLaunch: false });
  expect(at(0, '10.0.3.9/24').want(given)).toMatchObject({ CidrBlock: '10.0.3.0/24', AvailabilityZoneId: 'use1-az1' });
  const own = publicSubnet('public', { vpc: theVpc, zones }, { cidr, index: 1, cidrBlock: '10.0.2.0/28' });
  expect(own.want(given)).toEqual({ ...place, CidrBlock: '10.0.2.0/28', MapPublicIpOnLaunch: true });

  // Only one that someone has opened is closed again.
  ec2
    .on(DescribeSubnetsCommand)
    .resolvesOnce({ Subnets: [{ MapPublicIpOnLaunch: false }] })
    .resolves({ Subnets: [{ MapPublicIpOnLaunch: true }] });
  await at(1).resource.update?.(cloud, 'subnet-1', want, ['MapPublicIpOnLaunch']);
  await at(1).resource.update?.(cloud, 'subnet-1', want, ['MapPublicIpOnLaunch']);
  const close = { SubnetId: 'subnet-1', MapPublicIpOnLaunch: { Value: false } };
  expect(sent().filter(([operation]) => operation !== 'DescribeSubnets')).toEqual([['ModifySubnetAttribute', close]]);
});

test('a route leads to a NAT gateway by a member of its own, and in place to an internet gateway', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const privately = natRoute('private-route', { table, gateway: nat });
  const want = privately.want({ table: { routeTableId: 'rtb-1' }, gateway: { natGatewayId: 'nat-1' } });
  const id = await privately.resource.create(cloud, want);
  await privately.resource.update?.(cloud, id, want, ['GatewayId']);
  await privately.resource.update?.(cloud, id, { ...want, GatewayId: 'igw-1' }, ['GatewayId']);
  expect(sent()).toEqual([
    ['CreateRoute', { ...id, NatGatewayId: 'nat-1' }],
    ['ReplaceRoute', { ...id, NatGatewayId: 'nat-1' }],
    ['ReplaceRoute', { ...id, GatewayId: 'igw-1' }],
  ]);
  const Routes = [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' as const }];
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ Routes }] });
  expect(await privately.resource.read(cloud, id)).toMatchObject({ is: 'ready', live: want });
});

test('a rule has one peer: a group, a range as EC2 writes it, or a prefix list', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const made = { SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-1' }] };
  ec2.on(AuthorizeSecurityGroupEgressCommand).resolves(made);
  const out = { direction: 'egress', port: 443, why: 'out' } as const;
  const toList = securityGroupRule('to-list', { group, peer: list }, out);
  const toAll = cidrRule('to-all', { group }, { ...out, cidr: '10.1.2.3/8' });
  const given = { group: { groupId: 'sg-1' }, peer: { prefixListId: 'pl-1' } };
  await toList.resource.create(cloud, toList.want(given));
  await toAll.resource.create(cloud, toAll.want(given));
  const ports = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  expect(sent().map(([, input]) => (input as { IpPermissions: unknown }).IpPermissions)).toEqual([
    [{ ...ports, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
    [{ ...ports, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
  ]);

  const rule = { SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', IsEgress: true, ...ports };
  const id = { groupId: 'sg-1', ruleId: 'sgr-1', direction: 'egress' } as const;
  const seen = (peer: object) => {
    ec2.on(DescribeSecurityGroupRulesCommand).resolves({ SecurityGroupRules: [{ ...rule, ...peer }] });
    return toList.resource.read(cloud, id);
  };
  expect(await seen({ PrefixListId: 'pl-1' })).toMatchObject({ live: toList.want(given) });
  expect(await seen({ CidrIpv4: '10.0.0.0/8' })).toMatchObject({ live: toAll.want(given) });
});

test("AWS's prefix list is looked up by its name once, and pinned", async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2
    .on(DescribeManagedPrefixListsCommand)
    .resolvesOnce({ PrefixLists: [{ PrefixListId: 'pl-1' }] })
    .resolves({});
  const id = await list.resource.create(cloud, list.want({}));
  expect(await list.resource.read(cloud, id)).toEqual({ is: 'ready', out: { prefixListId: 'pl-1' }, live: {} });
  const Filters = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }];
  expect(sent()).toEqual([['DescribeManagedPrefixLists', { Filters }]]);
  await expect(list.resource.create(cloud, list.want({}))).rejects.toThrow(
    'us-east-1 has no prefix list named com.amazonaws.us-east-1.s3',
  );
});
