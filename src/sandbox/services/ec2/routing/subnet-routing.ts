import type { Context } from '../../../service.js';
import { existingRow, subnet } from '../resource-kinds.js';
import { routeState } from './route-targets.js';
import { routeTables, type RouteTableRow, type SubnetRow } from '../tables.js';

/** What other services ask about the network their tasks, links and load balancers live in. */

/** @throws AwsError InvalidSubnetID.Malformed, InvalidSubnetID.NotFound */
export const subnetOf = (context: Context, id: string): SubnetRow => existingRow(context, subnet, id, 'subnetId');

/** The table a subnet follows: its own, else the main one of its VPC. */
export function routeTableOf(context: Context, { SubnetId, VpcId }: SubnetRow): RouteTableRow | undefined {
  const tables = routeTables(context).all((table) => table.VpcId === VpcId);
  return (
    tables.find(({ Associations }) => Associations.some((association) => association.SubnetId === SubnetId)) ??
    tables.find(({ Associations }) => Associations.some(({ Main }) => Main))
  );
}

/**
 * Whether what is in this subnet and has a public address reaches the internet: its table has a default route to
 * an internet gateway that is attached.
 * @throws AwsError InvalidSubnetID.Malformed, InvalidSubnetID.NotFound
 */
export function hasInternetRoute(context: Context, subnetId: string): boolean {
  const table = routeTableOf(context, subnetOf(context, subnetId));
  return (table?.Routes ?? []).some(
    (route) =>
      route.DestinationCidrBlock === '0.0.0.0/0' &&
      route.GatewayId?.startsWith('igw-') &&
      routeState(context, table as RouteTableRow, route) === 'active',
  );
}
