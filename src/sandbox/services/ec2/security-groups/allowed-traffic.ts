import type { Context } from '../../../service.js';
import { connects, placeOf } from '../network-acls/connections.js';
import { parseAddress, parseCidr, sizeOf } from '../vpc/cidr.js';
import { rules, type NetworkInterfaceRow, type RuleRow } from '../tables.js';

/**
 * Which traffic the security groups of network interfaces allow. Groups have no deny rules, and they are stateful: an
 * answer needs no rule.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */

/** Whether TCP on this port gets from one interface to another in its VPC, by their groups and the ACLs of their subnets. */
export const allowsTcp = (
  context: Context,
  from: NetworkInterfaceRow,
  to: NetworkInterfaceRow,
  port: number,
): boolean =>
  rulesFor(context, from, { isEgress: true, port }).some((rule) => covers(rule, to)) &&
  rulesFor(context, to, { isEgress: false, port }).some((rule) => covers(rule, from)) &&
  connects(context, placeOf(from), placeOf(to), port);

/** Whether an interface's groups let TCP on this port out to everywhere, or to what is on this prefix list. */
export const allowsEgress = (
  context: Context,
  from: NetworkInterfaceRow,
  port: number,
  prefixListId?: string,
): boolean =>
  rulesFor(context, from, { isEgress: true, port }).some(
    ({ CidrIpv4, PrefixListId }) =>
      CidrIpv4 === '0.0.0.0/0' || (prefixListId !== undefined && PrefixListId === prefixListId),
  );

interface Direction {
  readonly isEgress: boolean;
  readonly port: number;
}

function rulesFor(context: Context, { Groups }: NetworkInterfaceRow, { isEgress, port }: Direction): RuleRow[] {
  const ids = Groups.map(({ GroupId }) => GroupId);
  return rules(context).all(
    ({ GroupId, IsEgress, IpProtocol, FromPort, ToPort }) =>
      IsEgress === isEgress &&
      ids.includes(GroupId) &&
      (IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort)),
  );
}

/** Whether the rule's peer is this interface: by its address, or by a group it is in. */
function covers({ CidrIpv4, ReferencedGroupInfo }: RuleRow, peer: NetworkInterfaceRow): boolean {
  const cidr = CidrIpv4 === undefined ? undefined : parseCidr(CidrIpv4);
  if (!cidr) return peer.Groups.some(({ GroupId }) => GroupId === ReferencedGroupInfo?.GroupId);
  const number = parseAddress(peer.PrivateIpAddress);
  return cidr.first <= number && number < cidr.first + sizeOf(cidr);
}
