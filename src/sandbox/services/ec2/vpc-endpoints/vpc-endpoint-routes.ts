import { AwsError, type Context } from '../../../service.js';
import { routeTo } from '../routing/destinations.js';
import { existingRows, routeTable } from '../resource-kinds.js';
import { prefixListOf } from './prefix-lists.js';
import { invalid } from '../refusals.js';
import { routeTables, type RouteTableRow, type VpcEndpointRow } from '../tables.js';

/**
 * A gateway endpoint is a route in each of its route tables: to it, from the list of its service's addresses. A table
 * has one such route at most, so one endpoint for each service.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */

type Where = Pick<VpcEndpointRow, 'VpcId' | 'ServiceName'>;

/** @throws AwsError the route table's Malformed or NotFound, InvalidParameterValue, RouteAlreadyExists */
export function checkedTables(context: Context, where: Where, ids: readonly string[] = []): RouteTableRow[] {
  const tables = existingRows(context, routeTable, [...new Set(ids)]);
  const DestinationPrefixListId = listOf(context, where);
  for (const table of tables) {
    const { RouteTableId, VpcId } = table;
    if (VpcId !== where.VpcId)
      throw invalid(`route table ${RouteTableId} and network ${where.VpcId} belong to different networks`);
    if (routeTo(table, { DestinationPrefixListId }))
      throw new AwsError(
        'RouteAlreadyExists',
        `route table ${RouteTableId} already has a route with destination-prefix-list-id ${DestinationPrefixListId}`,
      );
  }
  return tables;
}

export function addRoutes(context: Context, row: VpcEndpointRow, tables: readonly RouteTableRow[]): void {
  const DestinationPrefixListId = listOf(context, row);
  for (const { Routes } of tables)
    Routes.push({ DestinationPrefixListId, GatewayId: row.VpcEndpointId, Origin: 'CreateRoute' });
}

export function removeRoutes({ VpcEndpointId }: VpcEndpointRow, tables: readonly RouteTableRow[]): void {
  for (const table of tables) table.Routes = table.Routes.filter(({ GatewayId }) => GatewayId !== VpcEndpointId);
}

/** The route tables that lead to this endpoint. */
export const tablesOf = (context: Context, { VpcEndpointId }: VpcEndpointRow): RouteTableRow[] =>
  routeTables(context).all(({ Routes }) => Routes.some(({ GatewayId }) => GatewayId === VpcEndpointId));

function listOf(context: Context, { ServiceName }: Where): string {
  const list = prefixListOf(context, ServiceName);
  if (!list) throw new Error(`a gateway service without a prefix list: ${ServiceName}`);
  return list.PrefixListId;
}
