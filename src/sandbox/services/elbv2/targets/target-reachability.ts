import type { Context } from '../../../service.js';
import type { Dropped } from '../../../../hops.js';
import { stopOfTcp } from '../../ec2/routing/reachability.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../../ec2/tables.js';
import type { LoadBalancerRow, TargetGroupRow, TargetRow } from '../tables.js';

/** Whether a load balancer can connect to its targets, by the same model as the way of a request. */

/** The interface a target's traffic goes to; none where its address is nobody's, or its instance is gone. */
export const interfaceOf = (
  context: Context,
  { group }: TargetGroupRow,
  { Id }: Pick<TargetRow, 'Id'>,
): NetworkInterfaceRow | undefined =>
  networkInterfaces(context).find(
    ({ VpcId, PrivateIpAddress, Attachment }) =>
      VpcId === group.VpcId &&
      (group.TargetType === 'ip' ? PrivateIpAddress === Id : Attachment?.InstanceId === Id && !Attachment.DeviceIndex),
  );

/** Where nothing listens, a connection is refused; else it is lost on its way, and nobody answers. */
export type Failure = 'refused' | 'unreachable';

/**
 * Every interface of the load balancer must get to the target's port, and something must listen there. What listens at another port
 * than the one that traffic goes to is not known, so there somebody is believed to answer.
 */
export function failureAt(
  context: Context,
  { networkInterfaceIds }: LoadBalancerRow,
  to: { readonly target: NetworkInterfaceRow; readonly port: number; readonly isTraffic: boolean },
): Failure | undefined {
  const own = networkInterfaceIds.flatMap((id) => networkInterfaces(context).get(id) ?? []);
  const stop = (from: NetworkInterfaceRow): Dropped | undefined => stopOfTcp(context, from, to.target, to.port);
  if (own.some((from) => stop(from) !== undefined)) return 'unreachable';
  return to.isTraffic && to.target.listens?.includes(to.port) === false ? 'refused' : undefined;
}
