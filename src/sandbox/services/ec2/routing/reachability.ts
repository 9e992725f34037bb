import { endpointServiceName, gatewayServiceName } from '../../../../facts/endpoint-service-names.js';
import type { Context } from '../../../service.js';
import { allowsTcp, allowsEgress } from '../security-groups/allowed-traffic.js';
import { routeTo, type Destination, type RouteRow } from './destinations.js';
import { hasInternetRoute, routeTableOf, subnetOf } from './subnet-routing.js';
import { prefixListOf } from '../vpc-endpoints/prefix-lists.js';
import { routeState } from './route-targets.js';
import {
  natGateways,
  vpcEndpoints,
  type NetworkInterfaceRow,
  type RouteTableRow,
  type VpcEndpointRow,
} from '../tables.js';
import { interfacesOf } from '../vpc-endpoints/vpc-endpoint-interfaces.js';

/**
 * Whether a network interface, of a task or a container instance, can connect to a host over HTTPS. Inside a VPC only
 * security groups can prevent it.
 */
const https = 443;
const everywhere: Destination = { DestinationCidrBlock: '0.0.0.0/0' };

/**
 * Whether this interface can connect to hosts on the internet: its security groups allow it, and its routes lead there.
 */
export const reachesInternet = (context: Context, from: NetworkInterfaceRow): boolean =>
  allowsEgress(context, from, https) && hasWay(context, from, [everywhere]);

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
  return allowsEgress(context, from, https, list) && hasWay(context, from, ways);
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
  if (routeState(context, table, route) !== 'active') return false;
  if (route.NatGatewayId !== undefined) return isThrough(context, route.NatGatewayId);
  if (route.GatewayId?.startsWith('vpce-')) return vpcEndpoints(context).get(route.GatewayId)?.State === 'available';
  return route.GatewayId?.startsWith('igw-') === true && from.Association?.PublicIp !== undefined;
}

/** Whether a NAT gateway leads to the internet. One in a subnet without an internet route is available all the same. */
function isThrough(context: Context, natGatewayId: string): boolean {
  const row = natGateways(context).get(natGatewayId);
  return row?.State === 'available' && hasInternetRoute(context, row.SubnetId);
}
