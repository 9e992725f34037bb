import { endpointServiceName, gatewayServiceName } from '../../../../facts/endpoint-service-names.js';
import type { Context } from '../../../service.js';
import { connects, outside, placeOf, type Place } from '../network-acls/connections.js';
import { allowsTcp, allowsEgress } from '../security-groups/allowed-traffic.js';
import { routeTo, type Destination, type RouteRow } from './destinations.js';
import { hasInternetRoute, routeTableOf, subnetOf } from './subnet-routing.js';
import { prefixListOf, rangesOfGatewayServices } from '../vpc-endpoints/prefix-lists.js';
import { routeState } from './route-targets.js';
import {
  natGateways,
  networkInterfaces,
  vpcEndpoints,
  type NetworkInterfaceRow,
  type RouteTableRow,
  type VpcEndpointRow,
} from '../tables.js';
import { interfacesOf } from '../vpc-endpoints/vpc-endpoint-interfaces.js';

/**
 * Whether a network interface, of a task or a container instance, can connect to a host over HTTPS.
 */
const https = 443;
const everywhere: Destination = { DestinationCidrBlock: '0.0.0.0/0' };

/**
 * Whether this interface can connect to hosts on the internet: its security groups and the network ACLs allow it, and its
 * routes lead there.
 */
export const reachesInternet = (context: Context, from: NetworkInterfaceRow): boolean =>
  allowsEgress(context, from, https) && hasWay(context, from, [outside()], [everywhere]);

/**
 * Whether this interface gets to a service of AWS in its own region.
 *
 * Private DNS is for the whole VPC: as soon as an endpoint has a service's name, everything in the VPC goes there,
 * whatever its subnet and its own ways, and gets in only as far as the endpoint's groups admit it.
 * @param service as endpoint services are called: `ecr.api`, `logs`, `s3`
 */
export function reachesService(context: Context, from: NetworkInterfaceRow, service: string): boolean {
  const endpoint = endpointNamed(context, from.VpcId, service);
  if (endpoint) return reachesEndpoint(context, from, endpoint);
  const list = prefixListOf(context, gatewayServiceName(context.region, service))?.PrefixListId;
  if (list === undefined) return reachesInternet(context, from);
  const ways = [{ DestinationPrefixListId: list }, everywhere];
  return allowsEgress(context, from, https, list) && hasWay(context, from, rangesOfGatewayServices.map(outside), ways);
}

/** The endpoint that a service's public name leads to. S3's leads there from outside the VPC only. */
function endpointNamed(context: Context, vpcId: string, service: string): VpcEndpointRow | undefined {
  if (service === 's3') return undefined;
  return vpcEndpoints(context).find(
    (row) =>
      row.VpcId === vpcId &&
      row.ServiceName === endpointServiceName(context.region, service) &&
      row.PrivateDnsEnabled &&
      row.State === 'available',
  );
}

/** The name may resolve to any of the endpoint's interfaces, so all of them must be reachable. */
function reachesEndpoint(context: Context, from: NetworkInterfaceRow, endpoint: VpcEndpointRow): boolean {
  const interfaces = interfacesOf(context, endpoint);
  return interfaces.length > 0 && interfaces.every((own) => allowsTcp(context, from, own, https));
}

/** Whether the first of these destinations that has a route that leads out is open all the way to the hosts. */
function hasWay(
  context: Context,
  from: NetworkInterfaceRow,
  hosts: readonly Place[],
  destinations: readonly Destination[],
): boolean {
  const table = routeTableOf(context, subnetOf(context, from.SubnetId));
  if (!table) return false;
  const legs = destinations
    .map((destination) => routeTo(table, destination))
    .map((route) => route && legsOf(context, from, table, route))
    .find((it) => it !== undefined);
  return legs?.every((leg) => hosts.every((host) => leg(host))) === true;
}

/** Whether the network ACLs along a part of the way let connections to a host through. */
type Leg = (host: Place) => boolean;

/** The parts of the way that a route leads; undefined where it leads nowhere. */
function legsOf(
  context: Context,
  from: NetworkInterfaceRow,
  table: RouteTableRow,
  { GatewayId, NatGatewayId, ...route }: RouteRow,
): readonly Leg[] | undefined {
  if (routeState(context, table, { ...route, GatewayId, NatGatewayId }) !== 'active') return undefined;
  const direct: Leg = (host) => connects(context, placeOf(from), host, https);
  if (NatGatewayId !== undefined) return legsThrough(context, from, NatGatewayId);
  if (GatewayId?.startsWith('vpce-'))
    return vpcEndpoints(context).get(GatewayId)?.State === 'available' ? [direct] : undefined;
  const isOut = GatewayId?.startsWith('igw-') === true && from.Association?.PublicIp !== undefined;
  return isOut ? [direct] : undefined;
}

/**
 * The way through a NAT gateway: to it, where the ACLs see the host's address already, and from it in its own name. One in a
 * subnet without an internet route is available all the same.
 */
function legsThrough(context: Context, from: NetworkInterfaceRow, id: string): readonly Leg[] | undefined {
  const row = natGateways(context).get(id);
  const own = networkInterfaces(context).get(row?.networkInterfaceId ?? '');
  if (row?.State !== 'available' || !own || !hasInternetRoute(context, row.SubnetId)) return undefined;
  return [
    (host) => connects(context, placeOf(from), { ...host, subnetId: row.SubnetId }, https),
    (host) => connects(context, placeOf(own), host, https),
  ];
}
