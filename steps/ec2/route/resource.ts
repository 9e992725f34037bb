import {
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import type { InternetGatewayAttachment } from '../internet-gateway-attachment/resource.js';
import type { NatGateway } from '../nat-gateway/resource.js';
import type { RouteTable } from '../route-table/resource.js';
import { makeRouteAgain, type RouteId } from './make-again.js';

interface RouteWant {
  readonly RouteTableId: string;
  readonly DestinationCidrBlock: string;
  /** The id of an internet gateway or of a NAT gateway. Its prefix tells which. */
  readonly GatewayId: string;
}

export const routeResource = resource({
  type: 'route',
  uses: ['route-table', 'internet-gateway-attachment', 'nat-gateway'],
  fixed: ['RouteTableId', 'DestinationCidrBlock'],
  sameName: 'refuses',
  opens: 'a route leads traffic where the config does not',

  async create({ ec2 }, { RouteTableId, DestinationCidrBlock, GatewayId }: RouteWant): Promise<RouteId> {
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, ...targetOf(GatewayId) }));
    return { RouteTableId, DestinationCidrBlock };
  },

  async find(cloud, { RouteTableId, DestinationCidrBlock }) {
    const id = { RouteTableId, DestinationCidrBlock };
    return (await routeOf(cloud, id)) ? [{ id }] : [];
  },

  async read(cloud, id) {
    const route = await routeOf(cloud, id);
    if (!route) return absent;
    // The gateway of a `blackhole` route is deleted. The route is reported without a target, so an update sets the
    // right one.
    const GatewayId = route.State === 'blackhole' ? '' : (route.NatGatewayId ?? route.GatewayId ?? '');
    return ready({ routeTableId: id.RouteTableId }, { ...id, GatewayId });
  },

  async update({ ec2 }, id, { GatewayId }) {
    await ec2.send(new ReplaceRouteCommand({ ...id, ...targetOf(GatewayId) }));
  },

  makeAgain: makeRouteAgain,

  async delete({ ec2 }, id) {
    await ec2.send(new DeleteRouteCommand({ ...id }));
  },
});
export type Route = StepOf<typeof routeResource>;

/** EC2's input has a separate member for each kind of target, and refuses an id of another kind. */
const targetOf = (id: string) => (id.startsWith('nat-') ? { NatGatewayId: id } : { GatewayId: id });

async function routeOf({ ec2 }: Cloud, { RouteTableId, ...destination }: RouteId) {
  const { RouteTables: [table] = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
  );
  return table?.Routes?.find(
    (route) =>
      route.DestinationCidrBlock === destination.DestinationCidrBlock &&
      route.DestinationIpv6CidrBlock === destination.DestinationIpv6CidrBlock,
  );
}

/** Sends all traffic that leaves the VPC to the internet gateway. */
export const defaultRoute = (name: string, needs: { table: RouteTable; attachment: InternetGatewayAttachment }) =>
  step({
    name,
    resource: routeResource,
    needs,
    why: 'Sends traffic to the internet gateway, which makes the subnets of this table public',
    want: ({ table, attachment }) => ({
      RouteTableId: table.routeTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: attachment.internetGatewayId,
    }),
  });

/** Sends all traffic that leaves the VPC to the NAT gateway, which is billed per GB. */
export const natRoute = (name: string, needs: { table: RouteTable; gateway: NatGateway }) =>
  step({
    name,
    resource: routeResource,
    needs,
    why: 'Sends traffic of the private subnets to the internet through the NAT gateway',
    want: ({ table, gateway }) => ({
      RouteTableId: table.routeTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway.natGatewayId,
    }),
  });
