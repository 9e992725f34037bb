import {
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import type { InternetGatewayAttachment } from './internet-gateway-attachment.js';
import type { NatGateway } from './nat-gateway.js';
import type { RouteTable } from './route-table.js';

interface RouteKey {
  readonly RouteTableId: string;
  readonly DestinationCidrBlock: string;
}
interface RouteWant extends RouteKey {
  /** Of an internet gateway or of a NAT gateway: the id says which. */
  readonly GatewayId: string;
}

export const routeResource = resource({
  type: 'route',
  fixed: ['RouteTableId', 'DestinationCidrBlock'],
  sameName: 'refuses',

  async create({ ec2 }, { RouteTableId, DestinationCidrBlock, GatewayId }: RouteWant) {
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, ...targetOf(GatewayId) }));
    return { RouteTableId, DestinationCidrBlock };
  },

  async find(cloud, { RouteTableId, DestinationCidrBlock }) {
    const id = { RouteTableId, DestinationCidrBlock };
    return (await routeOf(cloud, id)) && { id };
  },

  async read(cloud, id) {
    const route = await routeOf(cloud, id);
    if (!route) return absent;
    // A blackhole's gateway is gone. It shows as leading nowhere, and is led to the right gateway again.
    const GatewayId = route.State === 'blackhole' ? '' : (route.NatGatewayId ?? route.GatewayId ?? '');
    return ready({ routeTableId: id.RouteTableId }, { ...id, GatewayId });
  },

  async update({ ec2 }, { RouteTableId, DestinationCidrBlock }, { GatewayId }) {
    const target = targetOf(GatewayId);
    await ec2.send(new ReplaceRouteCommand({ RouteTableId, DestinationCidrBlock, ...target }));
  },

  async delete({ ec2 }, { RouteTableId, DestinationCidrBlock }) {
    await ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock }));
  },
});
export type Route = StepOf<typeof routeResource>;

/** EC2 takes each kind of target by a member of its own, and refuses an id in another's. */
const targetOf = (id: string) => (id.startsWith('nat-') ? { NatGatewayId: id } : { GatewayId: id });

async function routeOf({ ec2 }: Cloud, { RouteTableId, DestinationCidrBlock }: RouteKey) {
  const { RouteTables: [table] = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
  );
  return table?.Routes?.find((route) => route.DestinationCidrBlock === DestinationCidrBlock);
}

/** Everything that is not for the VPC itself leaves through the internet gateway. */
export const defaultRoute = (name: string, needs: { table: RouteTable; attachment: InternetGatewayAttachment }) =>
  step({
    name,
    resource: routeResource,
    needs,
    why: 'Leads to the internet, and makes the subnets of this table public',
    want: ({ table, attachment }) => ({
      RouteTableId: table.routeTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: attachment.internetGatewayId,
    }),
  });

/** Everything that is not for the VPC itself leaves through the NAT gateway, which is billed per GB. */
export const natRoute = (name: string, needs: { table: RouteTable; gateway: NatGateway }) =>
  step({
    name,
    resource: routeResource,
    needs,
    why: 'Leads from the private subnets to the internet, by way of the NAT gateway',
    want: ({ table, gateway }) => ({
      RouteTableId: table.routeTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: gateway.natGatewayId,
    }),
  });
