import type { Context } from '../../../service.js';
import { allowsTcp } from '../../ec2/security-groups/allowed-traffic.js';
import { networkInterfaces, type NetworkInterfaceRow } from '../../ec2/tables.js';
import type { LoadBalancerRow, TargetGroupRow, TargetRow } from '../tables.js';

/**
 * Whether a load balancer can connect to its targets. The sandbox has no traffic, so the security groups of both sides and
 * the network ACLs between them decide. Listening programs are not considered.
 */

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

/** Every interface of the load balancer must be let out to the target's port, and in there. */
export function reachesTarget(
  context: Context,
  { networkInterfaceIds }: LoadBalancerRow,
  to: { readonly target: NetworkInterfaceRow; readonly port: number },
): boolean {
  const own = networkInterfaceIds.flatMap((id) => networkInterfaces(context).get(id) ?? []);
  return own.every((from) => allowsTcp(context, from, to.target, to.port));
}
