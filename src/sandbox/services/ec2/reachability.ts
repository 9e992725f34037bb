import type { Context } from '../../service.js';
import { connects, letsOut } from './admission.js';
import { routeTo, type Destination, type RouteRow } from './destinations.js';
import { hasInternetRoute, routeTableOf, subnetOf } from './network.js';
import { prefixListOf } from './prefix-lists.js';
import { stateOf } from './route-targets.js';
import {
  natGateways,
  vpcEndpoints,
  type NetworkInterfaceRow,
  type RouteTableRow,
  type VpcEndpointRow,
} from './tables.js';
import { interfacesOf } from './vpc-endpoint-interfaces.js';

/**
 * What gets where over HTTPS, by the network it is in: for whoever has a network interface, be it a task or a
 * container instance. Whatever is in a VPC reaches all of it as far as security groups let it.
 */
const https = 443;
const everywhere: Destination = { DestinationCidrBlock: '0.0.0.0/0' };

/** Whether this interface gets to hosts on the internet: its groups let it out, and its routes lead there. */
export const reachesInternet = (context: Context, from: NetworkInterfaceRow): boolean =>
  letsOut(context, from, https) && hasWay(context, from, [everywhere]);

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
  const list = prefixListOf(context, `com.amazonaws.${context.region}.${service}`)?.PrefixListId;
  if (list === undefined) return reachesInternet(context, from);
  const ways = [{ DestinationPrefixListId: list }, everywhere];
  return letsOut(context, from, https, list) && hasWay(context, from, ways);
}

/** The endpoint that a service's public name leads to. S3's leads there from outside the VPC only. */
function endpointNamed(context: Context, vpcId: string, service: string): VpcEndpointRow | undefined {
  if (service === 's3') return undefined;
  return vpcEndpoints(context).find(
    (row) =>
      row.VpcId === vpcId &&
      row.ServiceName === `com.amazonaws.${context.region}.${service}` &&
      row.PrivateDnsEnabled &&
      row.State === 'available',
  );
}

/** The name may resolve to any of its interfaces, so one that is out of reach is one too many. */
function reachesEndpoint(context: Context, from: NetworkInterfaceRow, endpoint: VpcEndpointRow): boolean {
  const interfaces = interfacesOf(context, endpoint);
  return interfaces.length > 0 && interfaces.every((own) => connects(context, from, own, https));
}

/** Whether one of these destinations is a route that leads all the way. */
function hasWay(context: Context, from: NetworkInterfaceRow, destinations: readonly Destination[]): boolean {
  const table = routeTableOf(context, subnetOf(context, from.SubnetId));
  if (!table) return false;
  return destinations.some((destination) => {
    const route = routeTo(table, destination);
    return route !== undefined && leadsOut(context, from, table, route);
  });
}

function leadsOut(context: Context, from: NetworkInterfaceRow, table: RouteTableRow, route: RouteRow): boolean {
  if (stateOf(context, table, route) !== 'active') return false;
  if (route.NatGatewayId !== undefined) return isThrough(context, route.NatGatewayId);
  if (route.GatewayId?.startsWith('vpce-')) return vpcEndpoints(context).get(route.GatewayId)?.State === 'available';
  return route.GatewayId?.startsWith('igw-') === true && from.Association?.PublicIp !== undefined;
}

/** A NAT gateway in a subnet without a way to the internet is available, and leads nowhere. */
function isThrough(context: Context, natGatewayId: string): boolean {
  const row = natGateways(context).get(natGatewayId);
  return row?.State === 'available' && hasInternetRoute(context, row.SubnetId);
}
