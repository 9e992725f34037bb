import { DescribeRouteTablesCommand, type Route } from '@aws-sdk/client-ec2';
import type { Addition, Cloud } from '../../../src/step.js';

/**
 * The routes of a table that somebody made: not its local routes, and neither those of gateway endpoints, which lead to
 * prefix lists, nor those that a virtual private gateway propagates. These go with what they lead to.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html, `origin`
 */
export async function routesOf({ ec2 }: Cloud, RouteTableId: string): Promise<Addition[]> {
  const { RouteTables: [table] = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
  );
  return (table?.Routes ?? [])
    .filter(({ Origin, GatewayId }) => Origin === 'CreateRoute' && GatewayId?.startsWith('vpce-') !== true)
    .flatMap((route) => {
      const { DestinationCidrBlock, DestinationIpv6CidrBlock } = route;
      const destination =
        DestinationCidrBlock !== undefined
          ? { DestinationCidrBlock }
          : DestinationIpv6CidrBlock && { DestinationIpv6CidrBlock };
      if (!destination) return [];
      const text = DestinationCidrBlock ?? DestinationIpv6CidrBlock;
      return {
        type: 'route',
        id: { RouteTableId, ...destination },
        description: `a route of ${text} to ${targetOf(route)}`,
      };
    });
}

const targetOf = (it: Route): string =>
  it.GatewayId ??
  it.NatGatewayId ??
  it.TransitGatewayId ??
  it.VpcPeeringConnectionId ??
  it.NetworkInterfaceId ??
  it.EgressOnlyInternetGatewayId ??
  it.LocalGatewayId ??
  it.CarrierGatewayId ??
  it.CoreNetworkArn ??
  'something else';
