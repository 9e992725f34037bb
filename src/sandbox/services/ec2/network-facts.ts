import type { NetworkFacts } from '../../../path/network-facts.js';
import { aclOf, endpointOf, groupOf, interfaceOf, natGatewayOf, routeTableOf } from '../../../path-facts/network-of.js';
import type { Context } from '../../service.js';
import { aclOfSubnet } from './network-acls/acl-of-subnet.js';
import { routeState } from './routing/route-targets.js';
import {
  natGateways,
  networkInterfaces,
  routeTables,
  rules,
  securityGroups,
  vpcEndpoints,
  type NetworkInterfaceRow,
} from './tables.js';
import { prefixListFacts } from './vpc-endpoints/prefix-lists.js';

/**
 * The network as the model of a request's way knows it, around some interfaces of one VPC. What a connection of one of them to
 * another one can meet is in there; reading all of the VPC for each connection would cost time by the square of a stack's size.
 */
export const factsBetween = (context: Context, interfaces: readonly NetworkInterfaceRow[]): NetworkFacts =>
  around(context, interfaces[0]?.VpcId, interfaces);

function around(context: Context, vpcId: string | undefined, interfaces: readonly NetworkInterfaceRow[]): NetworkFacts {
  const groupIds = new Set(interfaces.flatMap(({ Groups }) => Groups.flatMap(({ GroupId }) => GroupId ?? [])));
  const subnetIds = new Set(interfaces.map(({ SubnetId }) => SubnetId));
  const allowing = rules(context).all(({ GroupId }) => groupIds.has(GroupId));
  return {
    networkInterfaces: interfaces.map(interfaceOf),
    securityGroups: securityGroups(context)
      .all(({ GroupId }) => groupIds.has(GroupId))
      .map((it) => groupOf(it, allowing)),
    subnets: [],
    networkAcls: [...subnetIds].flatMap((id) => {
      const row = aclOfSubnet(context, id);
      return row ? [aclOf(row, [id])] : [];
    }),
    routeTables: routeTables(context)
      .all((table) => table.VpcId === vpcId)
      .map((table) =>
        routeTableOf({
          ...table,
          Routes: table.Routes.map((route) => ({ ...route, State: routeState(context, table, route) })),
        }),
      ),
    ...{ vpcEndpoints: [], natGateways: [], prefixLists: [] },
  };
}

/** All of a VPC that a connection out of it can meet. */
export function factsOfVpc(context: Context, vpcId: string): NetworkFacts {
  return {
    ...around(
      context,
      vpcId,
      networkInterfaces(context).all(({ VpcId }) => VpcId === vpcId),
    ),
    vpcEndpoints: vpcEndpoints(context)
      .all(({ VpcId }) => VpcId === vpcId)
      .map(endpointOf),
    natGateways: natGateways(context)
      .all(({ VpcId }) => VpcId === vpcId)
      .map((row) => natGatewayOf({ ...row, NatGatewayAddresses: [{ NetworkInterfaceId: row.networkInterfaceId }] })),
    prefixLists: prefixListFacts(context),
  };
}
