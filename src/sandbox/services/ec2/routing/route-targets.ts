import type { Route, RouteState } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../../service.js';
import { isAttached } from './internet-gateways.js';
import { invalid } from '../refusals.js';
import { internetGateways, natGateways, vpcEndpoints, type NatGatewayRow, type RouteTableRow } from '../tables.js';

/** A kind of thing that routes lead to. */
interface Target {
  /** The member of requests and of routes that names it. */
  readonly member: 'GatewayId' | 'NatGatewayId' | 'NetworkInterfaceId';
  /** @throws AwsError where a route of this table cannot lead there */
  check(context: Context, table: RouteTableRow, id: string): void;
  /** Whether it is still there: a route to what is gone stays, as a black hole. */
  isThere(context: Context, table: RouteTableRow, id: string): boolean;
}

const gateway: Target = {
  member: 'GatewayId',
  check(context, { RouteTableId, VpcId }, id) {
    const row = internetGateways(context).get(id);
    if (!row) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
    if (!isAttached(row, VpcId))
      throw invalid(`route table ${RouteTableId} and network gateway ${id} belong to different networks`);
  },
  isThere(context, { VpcId }, id) {
    const row = internetGateways(context).get(id);
    return id === 'local' || vpcEndpoints(context).has(id) || (row !== undefined && isAttached(row, VpcId));
  },
};

/** Routes may lead to a gateway that is not in service yet, and are black holes once it is being deleted. */
const natGateway: Target = {
  member: 'NatGatewayId',
  check(context, { RouteTableId, VpcId }, id) {
    const row = natGateways(context).get(id);
    if (!row || !isUsable(row))
      throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`);
    if (row.VpcId !== VpcId)
      throw invalid(`route table ${RouteTableId} and natGateway ${id} belong to different networks`);
  },
  isThere(context, _table, id) {
    const row = natGateways(context).get(id);
    return row !== undefined && isUsable(row);
  },
};
const isUsable = ({ State }: NatGatewayRow) => State === 'pending' || State === 'available';

/** A new kind is one more. */
export const routeTargets: readonly Target[] = [gateway, natGateway];

/** Whether traffic that follows this route arrives, by what its target has become. */
export function routeState(context: Context, table: RouteTableRow, route: Omit<Route, 'State'>): RouteState {
  const arrives = routeTargets.some(({ member, isThere }) => {
    const id = route[member];
    return id !== undefined && isThere(context, table, id);
  });
  return arrives ? 'active' : 'blackhole';
}
