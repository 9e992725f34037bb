import type { Context } from '../../../service.js';
import { contains, parseCidr } from '../../ec2/vpc/cidr.js';
import { networkInterfaces, rules, type NetworkInterfaceRow, type RuleRow } from '../../ec2/tables.js';
import type { LoadBalancerRow, TargetGroupRow, TargetRow } from '../tables.js';

/**
 * Whether a load balancer can connect to its targets. The sandbox has no traffic, so the security groups of both sides
 * decide. Network ACLs and listening programs are not considered.
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
  return own.every(
    (from) =>
      lets(context, from, { isEgress: true, peer: to.target, port: to.port }) &&
      lets(context, to.target, { isEgress: false, peer: from, port: to.port }),
  );
}

interface Traffic {
  readonly isEgress: boolean;
  /** Where it comes from, or goes to. */
  readonly peer: NetworkInterfaceRow;
  readonly port: number;
}

/** Whether one of an interface's groups has a rule that lets this traffic pass. */
function lets(context: Context, { Groups }: NetworkInterfaceRow, { isEgress, peer, port }: Traffic): boolean {
  const ids = Groups.map(({ GroupId }) => GroupId);
  const own = rules(context).all(({ GroupId, IsEgress }) => IsEgress === isEgress && ids.includes(GroupId));
  return own.some((rule) => covers(rule, port) && names(rule, peer));
}

const covers = ({ IpProtocol, FromPort, ToPort }: RuleRow, port: number): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort);

function names({ ReferencedGroupInfo, CidrIpv4 }: RuleRow, peer: NetworkInterfaceRow): boolean {
  if (ReferencedGroupInfo) return peer.Groups.some(({ GroupId }) => GroupId === ReferencedGroupInfo.GroupId);
  const range = parseCidr(CidrIpv4 ?? '');
  const address = parseCidr(`${peer.PrivateIpAddress}/32`);
  return range !== undefined && address !== undefined && contains(range, address);
}
