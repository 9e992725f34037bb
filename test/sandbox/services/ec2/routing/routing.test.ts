import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateRouteCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { leadsToInternet } from '../../../../../src/path/way-out.js';
import { factsOfVpc } from '../../../../../src/sandbox/services/ec2/network-facts.js';
import { testNetwork } from '../network.js';

const everywhere = '0.0.0.0/0';

test('a gateway serves one VPC, and a VPC has one gateway', () => {
  const cloud = testNetwork();
  const [VpcId, other] = [cloud.vpc(), cloud.vpc('10.1.0.0/16')];
  const InternetGatewayId = cloud.gateway(VpcId);
  expect(cloud.call(DescribeInternetGatewaysCommand, {}).InternetGateways?.[0]?.Attachments).toEqual([
    {
      VpcId,
      State: 'available',
    },
  ]);
  expect(cloud.refused(AttachInternetGatewayCommand, { InternetGatewayId, VpcId: other })).toEqual([
    'Resource.AlreadyAssociated',
    `resource ${InternetGatewayId} is already attached to network ${VpcId}`,
  ]);
  expect(cloud.refused(AttachInternetGatewayCommand, { InternetGatewayId: cloud.gateway(), VpcId })).toEqual([
    'InvalidParameterValue',
    `Network ${VpcId} already has an internet gateway attached`,
  ]);
  expect(cloud.refused(DetachInternetGatewayCommand, { InternetGatewayId, VpcId: other })[0]).toBe(
    'Gateway.NotAttached',
  );
});

test('gateways are found by the VPC they are attached to', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const attached = cloud.gateway(VpcId);
  cloud.gateway();
  const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }];
  const found = cloud.call(DescribeInternetGatewaysCommand, { Filters }).InternetGateways;
  expect(found?.map(({ InternetGatewayId }) => InternetGatewayId)).toEqual([attached]);
});

test('a route leads to a gateway that exists and is attached to the VPC of the table', () => {
  const cloud = testNetwork();
  const RouteTableId = cloud.table(cloud.vpc());
  const route = { RouteTableId, DestinationCidrBlock: everywhere };
  const GatewayId = cloud.gateway();
  expect(cloud.refused(CreateRouteCommand, { ...route, GatewayId: 'igw-00000000000000000' })[0]).toBe(
    'InvalidGatewayID.NotFound',
  );
  expect(cloud.refused(CreateRouteCommand, { ...route, GatewayId })).toEqual([
    'InvalidParameterValue',
    `route table ${RouteTableId} and network gateway ${GatewayId} belong to different networks`,
  ]);
  expect(cloud.refused(CreateRouteCommand, route)[0]).toBe('MissingParameter');
  const peering = { ...route, VpcPeeringConnectionId: 'pcx-00000000000000000' };
  expect(cloud.refused(CreateRouteCommand, peering)[0]).toBe('NotImplemented');
});

test('a destination has one route: a second one is refused, the first can be replaced and deleted', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const GatewayId = cloud.gateway(VpcId);
  const RouteTableId = cloud.table(VpcId);
  const route = { RouteTableId, DestinationCidrBlock: everywhere };
  expect(cloud.refused(ReplaceRouteCommand, { ...route, GatewayId })[0]).toBe('InvalidParameterValue');
  expect(cloud.call(CreateRouteCommand, { ...route, GatewayId })).toEqual({ Return: true });
  expect(cloud.refused(CreateRouteCommand, { ...route, GatewayId })).toEqual([
    'RouteAlreadyExists',
    'The route identified by 0.0.0.0/0 already exists.',
  ]);
  cloud.call(ReplaceRouteCommand, { ...route, GatewayId });
  cloud.call(DeleteRouteCommand, route);
  expect(cloud.refused(DeleteRouteCommand, route)[0]).toBe('InvalidRoute.NotFound');
  expect(cloud.refused(DeleteRouteCommand, { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' })).toEqual([
    'InvalidParameterValue',
    `cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
  ]);
});

test('when the gateway is gone its routes stay, as black holes, and the subnet is cut off', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const InternetGatewayId = cloud.gateway(VpcId);
  const isPublic = () => leadsToInternet(factsOfVpc(cloud.context(), VpcId), { VpcId, SubnetId });
  expect(isPublic()).toBe(false);
  const { RouteTableId } = cloud.route(VpcId, SubnetId, InternetGatewayId);
  const state = () =>
    cloud.call(DescribeRouteTablesCommand, { RouteTableIds: [RouteTableId] }).RouteTables?.[0]?.Routes?.[1]?.State;
  expect([state(), isPublic()]).toEqual(['active', true]);

  cloud.call(DetachInternetGatewayCommand, { InternetGatewayId, VpcId });
  expect([state(), isPublic()]).toEqual(['blackhole', false]);
  cloud.call(DeleteInternetGatewayCommand, { InternetGatewayId });
  expect(state()).toBe('blackhole');
});

test('a subnet without a table of its own follows the main one', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const GatewayId = cloud.gateway(VpcId);
  const isPublic = () => leadsToInternet(factsOfVpc(cloud.context(), VpcId), { VpcId, SubnetId });
  const Filters = [{ Name: 'association.main', Values: ['true'] }];
  const main = cloud.call(DescribeRouteTablesCommand, { Filters }).RouteTables?.[0]?.RouteTableId;
  cloud.call(CreateRouteCommand, { RouteTableId: main, DestinationCidrBlock: everywhere, GatewayId });
  expect(isPublic()).toBe(true);
  cloud.call(AssociateRouteTableCommand, { RouteTableId: cloud.table(VpcId), SubnetId });
  expect(isPublic()).toBe(false);
});

test('a subnet is associated with one table: the same again is the same, another is refused', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const SubnetId = cloud.subnet(VpcId);
  const RouteTableId = cloud.table(VpcId);
  const first = cloud.call(AssociateRouteTableCommand, { RouteTableId, SubnetId });
  expect(first).toEqual({
    AssociationId: expect.stringMatching(/^rtbassoc-[0-9a-f]{17}$/),
    AssociationState: { State: 'associated' },
  });
  expect(cloud.call(AssociateRouteTableCommand, { RouteTableId, SubnetId })).toEqual(first);
  const second = { RouteTableId: cloud.table(VpcId), SubnetId };
  expect(cloud.refused(AssociateRouteTableCommand, second)[0]).toBe('Resource.AlreadyAssociated');

  cloud.call(DisassociateRouteTableCommand, { AssociationId: first.AssociationId });
  expect(cloud.refused(DisassociateRouteTableCommand, { AssociationId: first.AssociationId })).toEqual([
    'InvalidAssociationID.NotFound',
    `The association ID '${first.AssociationId}' does not exist`,
  ]);
  expect(cloud.call(AssociateRouteTableCommand, second).AssociationId).not.toBe(first.AssociationId);
});

test('a table of another VPC is no table for a subnet', () => {
  const cloud = testNetwork();
  const SubnetId = cloud.subnet(cloud.vpc());
  const RouteTableId = cloud.table(cloud.vpc('10.1.0.0/16'));
  expect(cloud.refused(AssociateRouteTableCommand, { RouteTableId, SubnetId })).toEqual([
    'InvalidParameterValue',
    `route table ${RouteTableId} and subnet ${SubnetId} belong to different networks`,
  ]);
});

test('replacing the main association makes another table the main one', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const main = () =>
    cloud.call(DescribeRouteTablesCommand, { Filters: [{ Name: 'association.main', Values: ['true'] }] }).RouteTables;
  const AssociationId = main()?.[0]?.Associations?.[0]?.RouteTableAssociationId;
  expect(cloud.refused(DisassociateRouteTableCommand, { AssociationId })[0]).toBe('InvalidParameterValue');
  const RouteTableId = cloud.table(VpcId);
  const { NewAssociationId } = cloud.call(ReplaceRouteTableAssociationCommand, { AssociationId, RouteTableId });
  expect(main()).toMatchObject([
    {
      RouteTableId,
      Associations: [{ Main: true, RouteTableAssociationId: NewAssociationId }],
    },
  ]);
});
