import {
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  type RouteTable,
  type Tag,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { on, type Context, type Operation } from '../../../service.js';
import { localRoute, rangesOf } from '../vpc/cidr-associations.js';
import { formatCidr } from '../vpc/cidr.js';
import { idempotent } from '../client-tokens.js';
import { described, type Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { existingRow, routeTable, vpc } from '../resource-kinds.js';
import { dependencyViolation } from '../refusals.js';
import { routeState } from './route-targets.js';
import { routeTables, type RouteTableRow, type VpcRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

export const routeTableOperations: readonly Operation[] = [
  idempotent(
    on(CreateRouteTableCommand, (input, context) => {
      const home = existingRow(context, vpc, input.VpcId, 'vpcId');
      const Tags = tagsFor(routeTable, input.TagSpecifications);
      const there = routeTables(context).all(({ VpcId }) => VpcId === home.VpcId).length;
      refuseBeyond(context, 'route-tables', there + 1, () => 'The maximum number of route tables has been reached.');
      const row = addRouteTable(context, home, Tags);
      return { RouteTable: shown(context, row), ...(input.ClientToken && { ClientToken: input.ClientToken }) };
    }),
  ),

  on(DescribeRouteTablesCommand, (question, context) => {
    const { rows, ...more } = described(context, description(context), { ...question, ids: question.RouteTableIds });
    return { RouteTables: rows.map((row) => shown(context, row)), ...more };
  }),

  // The main table has its main association always, so it can never be deleted.
  on(DeleteRouteTableCommand, ({ RouteTableId }, context) => {
    const row = existingRow(context, routeTable, RouteTableId, 'routeTableId');
    if (row.Associations.length) throw dependencyViolation('routeTable', row.RouteTableId);
    routeTables(context).delete(row.RouteTableId);
    return {};
  }),
];

/** A table of a VPC, with the routes that keep traffic within the VPC local. */
export function addRouteTable(context: Context, home: VpcRow, Tags: Tag[] = []): RouteTableRow {
  const row: RouteTableRow = {
    RouteTableId: context.id('rtb'),
    VpcId: home.VpcId,
    OwnerId: home.OwnerId,
    Associations: [],
    Routes: rangesOf(home).map((range) => localRoute(formatCidr(range))),
    PropagatingVgws: [],
    Tags,
  };
  routeTables(context).set(row.RouteTableId, row);
  return row;
}

const shown = (context: Context, row: RouteTableRow): RouteTable =>
  structuredClone({
    ...row,
    Routes: row.Routes.map((route) => ({ ...route, State: routeState(context, row, route) })),
  });

const description = (context: Context): Description<RouteTableRow> => ({
  kind: routeTable,
  idsParameter: 'routeTableIds',
  pages: { most: 100 },
  filters: {
    'association.main': ({ Associations }) => Associations.map(({ Main }) => Main),
    'association.route-table-association-id': ({ Associations }) =>
      Associations.map(({ RouteTableAssociationId }) => RouteTableAssociationId),
    'association.route-table-id': ({ Associations }) => Associations.map((it) => it.RouteTableId),
    'association.subnet-id': ({ Associations }) => Associations.map(({ SubnetId }) => SubnetId),
    'owner-id': ({ OwnerId }) => OwnerId,
    'route-table-id': ({ RouteTableId }) => RouteTableId,
    'route.destination-cidr-block': ({ Routes }) => Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
    'route.destination-prefix-list-id': ({ Routes }) => Routes.map((route) => route.DestinationPrefixListId),
    'route.gateway-id': ({ Routes }) => Routes.map(({ GatewayId }) => GatewayId),
    'route.nat-gateway-id': ({ Routes }) => Routes.map(({ NatGatewayId }) => NatGatewayId),
    'route.origin': ({ Routes }) => Routes.map(({ Origin }) => Origin),
    'route.state': (row) => row.Routes.map((route) => routeState(context, row, route)),
    'vpc-id': ({ VpcId }) => VpcId,
    ...neverMatching(
      'association.gateway-id',
      'route.destination-ipv6-cidr-block',
      'route.egress-only-internet-gateway-id',
      'route.instance-id',
      'route.transit-gateway-id',
      'route.vpc-peering-connection-id',
    ),
  },
});
