import {
  AssociateRouteTableCommand,
  CreateInternetGatewayCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { internetGatewayAttachment } from '../../../steps/ec2/internet-gateway-attachment/resource.js';
import { internetGateway } from '../../../steps/ec2/internet-gateway/resource.js';
import { routeTableAssociation } from '../../../steps/ec2/route-table-association/resource.js';
import { routeTable } from '../../../steps/ec2/route-table/resource.js';
import { defaultRoute } from '../../../steps/ec2/route/resource.js';
import { publicSubnet } from '../../../steps/ec2/subnet/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { isFullZone } from '../../../src/facts/limited-zones.js';
import { vpcLinkRegions, vpcLinkZoneIds } from '../../../src/facts/vpc-link-zones.js';
import { fakeCloud, ourFilters, upper } from '../fake-cloud.js';

const zones = availabilityZones('zones', { count: 2, forVpcLink: true });
const theVpc = vpc('vpc', { cidr: '10.0.7.1/16' });
const subnet = publicSubnet('subnet', { vpc: theVpc, zones }, { cidr: '10.0.0.0/16', index: 1 });
const gateway = internetGateway('gateway');
const attachment = internetGatewayAttachment('attachment', { gateway, vpc: theVpc });
const table = routeTable('table', { vpc: theVpc });
const route = defaultRoute('route', { table, attachment });
const association = routeTableAssociation('association', { table, subnet });

const zonesOf = (...ids: string[]) => ({ AvailabilityZones: ids.map((ZoneId) => ({ ZoneId })) });

test('zones are those a VPC link can be in, sorted by id, and only ordinary ones are asked for', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(DescribeAvailabilityZonesCommand).resolves(zonesOf('use1-az6', 'use1-az3', 'use1-az2', 'use1-az1'));
  expect(await zones.resource.create(cloud, zones.want({}))).toEqual({ zoneIds: ['use1-az1', 'use1-az2'] });
  expect(sent()).toEqual([
    [
      'DescribeAvailabilityZones',
      {
        Filters: [
          { Name: 'state', Values: ['available'] },
          { Name: 'zone-type', Values: ['availability-zone'] },
          { Name: 'opt-in-status', Values: ['opt-in-not-required'] },
        ],
      },
    ],
  ]);
});

test('without a VPC link, or where AWS publishes no list, every zone will do in which all parts of a stack can be', async () => {
  const anywhere = fakeCloud('us-east-1');
  anywhere.ec2.on(DescribeAvailabilityZonesCommand).resolves(zonesOf('use1-az4', 'use1-az3', 'use1-az2'));
  const { resource } = zones;
  const pinned = await resource.create(anywhere.cloud, { Count: 2, ForVpcLink: false });
  expect(pinned).toEqual({ zoneIds: ['use1-az2', 'use1-az4'] });
  const unlisted = fakeCloud('xx-north-9');
  unlisted.ec2.on(DescribeAvailabilityZonesCommand).resolves(zonesOf('xxn9-az2', 'xxn9-az1'));
  const there = await resource.create(unlisted.cloud, { Count: 2, ForVpcLink: true });
  expect(there).toEqual({ zoneIds: ['xxn9-az1', 'xxn9-az2'] });
});

test.each([
  ['use1-az3', 'us-east-1'],
  ['usw1-az2', 'us-west-1'],
  ['apne1-az3', 'ap-northeast-1'],
  ['cac1-az3', 'ca-central-1'],
])('B5: no stack is put into %s', async (limited, region) => {
  const others = ['az5', 'az6'].map((it) => limited.replace(/az\d/, it));
  for (const ForVpcLink of [false, vpcLinkZoneIds(region) === undefined]) {
    const { ec2, cloud } = fakeCloud(region);
    ec2.on(DescribeAvailabilityZonesCommand).resolves(zonesOf(limited, ...others));
    expect(await zones.resource.create(cloud, { Count: 2, ForVpcLink })).toEqual({ zoneIds: others });
  }
});

test('B5: zones in which a part of a stack cannot be are no zones for a VPC link either', () => {
  for (const region of vpcLinkRegions) expect(vpcLinkZoneIds(region)?.filter((zone) => !isFullZone(zone))).toEqual([]);
});

test('too few zones are an error that says how many there are and what to change', async () => {
  const { ec2, cloud } = fakeCloud('eu-west-3');
  ec2.on(DescribeAvailabilityZonesCommand).resolves(zonesOf('euw3-az1', 'euw3-az2'));
  await expect(zones.resource.create(cloud, zones.want({}))).rejects.toThrow(
    'eu-west-3 has 1 availability zones that VPC links support (euw3-az1), and 2 are wanted: ' +
      'lower network.zones or choose another region',
  );
});

test('pinned zones are read back without asking AWS', async () => {
  const { cloud, sent } = fakeCloud();
  const id = { zoneIds: ['use1-az1', 'use1-az2'] };
  expect(await zones.resource.read(cloud, id)).toEqual({ is: 'ready', out: id, live: {} });
  await zones.resource.delete(cloud, id);
  expect(sent()).toEqual([]);
});

test('a VPC is created with its range as EC2 writes it; its DNS is switched on afterwards, support first', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateVpcCommand).resolves({ Vpc: { VpcId: 'vpc-1' } });
  const want = theVpc.want({});
  expect(await theVpc.resource.create(cloud, want)).toBe('vpc-1');
  await theVpc.resource.update?.(cloud, 'vpc-1', want, ['EnableDnsSupport', 'EnableDnsHostnames']);
  await theVpc.resource.delete(cloud, 'vpc-1');
  expect(sent()).toEqual([
    ['CreateVpc', { CidrBlock: '10.0.0.0/16', TagSpecifications: [{ ResourceType: 'vpc', Tags: upper }] }],
    ['ModifyVpcAttribute', { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } }],
    ['ModifyVpcAttribute', { VpcId: 'vpc-1', EnableDnsHostnames: { Value: true } }],
    ['DeleteVpc', { VpcId: 'vpc-1' }],
  ]);
});

test('a VPC shows its attributes, so that one that was switched off shows as a difference', async () => {
  const { ec2, cloud } = fakeCloud();
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ State: 'available', CidrBlock: '10.0.0.0/16', Tags: upper }] });
  ec2.on(DescribeVpcAttributeCommand).resolves({ EnableDnsHostnames: { Value: false } });
  ec2
    .on(DescribeVpcAttributeCommand, { VpcId: 'vpc-1', Attribute: 'enableDnsSupport' })
    .resolves({ EnableDnsSupport: { Value: true } });
  expect(await theVpc.resource.read(cloud, 'vpc-1')).toMatchObject({
    is: 'ready',
    out: { vpcId: 'vpc-1' },
    live: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: false },
    tags: { 'provision:step': 'the-step' },
  });
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ State: 'pending' }] });
  expect(await theVpc.resource.read(cloud, 'vpc-1')).toEqual({ is: 'pending', why: 'the VPC is pending' });
});

test('a subnet takes its zone and its range by its index, and gives out public addresses', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateSubnetCommand).resolves({ Subnet: { SubnetId: 'subnet-1' } });
  const want = subnet.want({ vpc: { vpcId: 'vpc-1' }, zones: { zoneIds: ['use1-az1', 'use1-az2'] } });
  expect(await subnet.resource.create(cloud, want)).toBe('subnet-1');
  await subnet.resource.update?.(cloud, 'subnet-1', want, ['MapPublicIpOnLaunch']);
  const place = { VpcId: 'vpc-1', CidrBlock: '10.0.16.0/20', AvailabilityZoneId: 'use1-az2' };
  expect(sent()).toEqual([
    ['CreateSubnet', { ...place, TagSpecifications: [{ ResourceType: 'subnet', Tags: upper }] }],
    ['ModifySubnetAttribute', { SubnetId: 'subnet-1', MapPublicIpOnLaunch: { Value: true } }],
  ]);
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-1', State: 'available', ...place }] });
  const live = { ...place, MapPublicIpOnLaunch: false };
  expect(await subnet.resource.read(cloud, 'subnet-1')).toMatchObject({ live });
});

test('a gateway is made, found by its tags, and attached in a step of its own', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateInternetGatewayCommand).resolves({ InternetGateway: { InternetGatewayId: 'igw-1' } });
  ec2.on(DescribeInternetGatewaysCommand).resolves({ InternetGateways: [{ InternetGatewayId: 'igw-1', Tags: upper }] });
  await gateway.resource.create(cloud, {});
  expect(await gateway.resource.find(cloud, {})).toMatchObject([{ id: 'igw-1', tags: { 'provision:stack': 'demo' } }]);
  const ids = attachment.want({ gateway: { internetGatewayId: 'igw-1' }, vpc: { vpcId: 'vpc-1' } });
  expect(await attachment.resource.create(cloud, ids)).toEqual(ids);
  await attachment.resource.delete(cloud, ids);
  expect(sent()).toEqual([
    ['CreateInternetGateway', { TagSpecifications: [{ ResourceType: 'internet-gateway', Tags: upper }] }],
    ['DescribeInternetGateways', { Filters: ourFilters }],
    ['AttachInternetGateway', { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' }],
    ['DetachInternetGateway', { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' }],
  ]);
});

test('a gateway that hangs in another VPC, or in none, is not attached to ours', async () => {
  const { ec2, cloud } = fakeCloud();
  const id = { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' };
  const attachedTo = (VpcId: string, State: 'attached' | 'detaching') =>
    ec2.on(DescribeInternetGatewaysCommand).resolves({ InternetGateways: [{ Attachments: [{ VpcId, State }] }] });
  attachedTo('vpc-2', 'attached');
  expect(await attachment.resource.read(cloud, id)).toEqual({ is: 'absent' });
  expect(await attachment.resource.find(cloud, id)).toEqual([]);
  attachedTo('vpc-1', 'detaching');
  expect(await attachment.resource.read(cloud, id)).toEqual({
    is: 'pending',
    why: 'the gateway is detaching',
    isLeaving: true,
  });
  attachedTo('vpc-1', 'attached');
  const out = { internetGatewayId: 'igw-1' };
  expect(await attachment.resource.read(cloud, id)).toEqual({ is: 'ready', out, live: id });
});

test('a route table is created with a token, so that a lost answer does not make two', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(CreateRouteTableCommand).resolves({ RouteTable: { RouteTableId: 'rtb-1' } });
  await table.resource.create(cloud, table.want({ vpc: { vpcId: 'vpc-1' } }));
  const TagSpecifications = [{ ResourceType: 'route-table', Tags: upper }];
  expect(sent()).toEqual([['CreateRouteTable', { VpcId: 'vpc-1', ClientToken: 'token-1', TagSpecifications }]]);
});

test('the default route leads to the gateway, and a blackhole is led there again', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  const want = route.want({ table: { routeTableId: 'rtb-1' }, attachment: { internetGatewayId: 'igw-1' } });
  const id = { RouteTableId: 'rtb-1', DestinationCidrBlock: '0.0.0.0/0' };
  expect(await route.resource.create(cloud, want)).toEqual(id);
  const Routes = [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'blackhole' as const }];
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ Routes }] });
  expect(await route.resource.read(cloud, id)).toMatchObject({ is: 'ready', live: { ...id, GatewayId: '' } });
  await route.resource.update?.(cloud, id, want, ['GatewayId']);
  await route.resource.delete(cloud, id);
  expect(sent()).toEqual([
    ['CreateRoute', want],
    ['DescribeRouteTables', { RouteTableIds: ['rtb-1'] }],
    ['ReplaceRoute', want],
    ['DeleteRoute', id],
  ]);
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ Routes: [] }] });
  expect(await route.resource.read(cloud, id)).toEqual({ is: 'absent' });
  expect(await route.resource.find(cloud, want)).toEqual([]);
});

test('an association is found in our own table only', async () => {
  const { ec2, cloud, sent } = fakeCloud();
  ec2.on(AssociateRouteTableCommand).resolves({ AssociationId: 'rtbassoc-1' });
  const want = association.want({ table: { routeTableId: 'rtb-1' }, subnet: { subnetId: 'subnet-1' } });
  expect(await association.resource.create(cloud, want)).toBe('rtbassoc-1');
  expect(sent()).toEqual([['AssociateRouteTable', { RouteTableId: 'rtb-1', SubnetId: 'subnet-1' }]]);
  const associated = (RouteTableId: string, State: 'associated' | 'disassociated') => {
    const Associations = [
      { RouteTableAssociationId: 'rtbassoc-1', RouteTableId, SubnetId: 'subnet-1', AssociationState: { State } },
    ];
    ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ Associations }] });
  };
  associated('rtb-9', 'associated');
  expect(await association.resource.find(cloud, want)).toEqual([]);
  associated('rtb-1', 'associated');
  expect(await association.resource.find(cloud, want)).toEqual([{ id: 'rtbassoc-1' }]);
  expect(await association.resource.read(cloud, 'rtbassoc-1')).toMatchObject({ is: 'ready', live: want });
  associated('rtb-1', 'disassociated');
  expect(await association.resource.read(cloud, 'rtbassoc-1')).toEqual({ is: 'absent' });
});
