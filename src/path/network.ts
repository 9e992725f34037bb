import { isWithin, prefixLength } from '../address-range.js';
import { dropped, type Dropped, type Hop, type Leg } from '../hops.js';
import type { End } from './end.js';
import type {
  AclEntry,
  NetworkAcl,
  NetworkFacts,
  NetworkInterface,
  Route,
  RouteTable,
  SecurityGroup,
  SecurityGroupRule,
} from './network-facts.js';

/** How a TCP connection gets from one network interface of a VPC to another one there. */

/** A connection that is tried, and what the client of the request sees where it fails. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly port: number;
  readonly seen: Dropped['seen'];
}

/**
 * Follows a connection: out by a group, out by an ACL, along a route, in by an ACL, in by a group, and the answers back by the ACLs,
 * which keep no state.
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html,
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export function connect(facts: NetworkFacts, connection: Connection): Leg {
  const hops: Hop[] = [];
  for (const part of [groupOut, aclsThere, routed, groupIn, aclsBack]) {
    const found = part(facts, connection);
    if (found && 'is' in found) return { hops, dropped: found };
    if (found) hops.push(...(Array.isArray(found) ? found : [found]));
  }
  return { hops };
}

/** A part of the way of a connection: what let it pass, or where it ends. */
type Part = (facts: NetworkFacts, connection: Connection) => Hop | readonly Hop[] | Dropped | undefined;

/** Out by a group of its own; what is no interface of the VPC has none. */
export const groupOut: Part = (facts, { from, to, port, seen }) => {
  if (!from.own) return undefined;
  const rule = ruleFor(facts, from.own, { isEgress: true, port, peer: to });
  if (rule) return groupHop(rule, `lets ${from.called} out to ${to.called}, port ${port}`);
  const id = from.own.Groups.join(', ');
  return dropped('security-group', id, {
    why: `no rule lets ${from.called} out to ${to.address}, port ${port}`,
    ...{ seen, repair: `an outbound rule of ${id} for TCP ${port} to ${to.own?.Groups[0] ?? to.address}` },
  });
};

const groupIn: Part = (facts, { from, to, port, seen }) => {
  if (!to.own) return undefined;
  const rule = ruleFor(facts, to.own, { isEgress: false, port, peer: from });
  if (rule) return groupHop(rule, `lets ${from.called} in to ${to.called}, port ${port}`);
  const id = to.own.Groups.join(', ');
  return dropped('security-group', id, {
    why: `no rule lets ${from.address} in to ${to.called}, port ${port}`,
    ...{ seen, repair: `an inbound rule of ${id} for TCP ${port} from ${from.own?.Groups[0] ?? `${from.address}/32`}` },
  });
};

const groupHop = ({ group, rule }: Found, why: string): Hop => ({
  ...{ at: 'security-group', id: group.GroupId, why, rule: rule.SecurityGroupRuleId },
});

interface Found {
  readonly group: SecurityGroup;
  readonly rule: SecurityGroupRule;
}

/** The rule of an interface's groups that allows it: groups only allow, and keep state. */
function ruleFor(
  { securityGroups }: NetworkFacts,
  { Groups }: NetworkInterface,
  { isEgress, port, peer }: { isEgress: boolean; port: number; peer: End },
): Found | undefined {
  for (const group of securityGroups.filter(({ GroupId }) => Groups.includes(GroupId))) {
    const rule = group.rules.find((it) => it.IsEgress === isEgress && isAbout(it, port) && covers(it, peer));
    if (rule) return { group, rule };
  }
  return undefined;
}

const isAbout = ({ IpProtocol, FromPort, ToPort }: SecurityGroupRule, port: number): boolean =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort);

/** Whether the peer of a rule is this end: by its address, by a group that it is in, or by the list that it is on. */
function covers({ CidrIpv4, ReferencedGroupId, PrefixListId }: SecurityGroupRule, peer: End): boolean {
  if (CidrIpv4 !== undefined) return isWithin(peer.address, CidrIpv4);
  if (PrefixListId !== undefined) return peer.prefixListId === PrefixListId;
  return ReferencedGroupId !== undefined && peer.own?.Groups.includes(ReferencedGroupId) === true;
}

/** An ACL does not see what stays in its subnet. */
const isInside = ({ from, to }: Connection): boolean => from.subnetId !== undefined && from.subnetId === to.subnetId;

/** The ACLs of both sides, on the way there and on the way back. */
export const acls: Part = (facts, connection) => aclsThere(facts, connection) ?? aclsBack(facts, connection);

const aclsThere: Part = (facts, connection) => {
  if (isInside(connection)) return undefined;
  const { from, to, port, seen } = connection;
  const ports = [port, port] as const;
  return (
    acl(facts, from, { egress: true, ports, peer: to, seen }) ??
    acl(facts, to, { egress: false, ports, peer: from, seen })
  );
};

const aclsBack: Part = (facts, connection) => {
  if (isInside(connection)) return undefined;
  const { from, to, seen } = connection;
  const ports = from.ephemeral;
  return (
    acl(facts, to, { egress: true, ports, peer: from, seen }) ??
    acl(facts, from, { egress: false, ports, peer: to, seen })
  );
};

interface Crossing {
  readonly egress: boolean;
  readonly ports: readonly [number, number];
  readonly peer: End;
  readonly seen: Dropped['seen'];
}

/** Why an ACL stops it; nothing is said of one that lets it through, because nearly all let everything through. */
function acl({ networkAcls }: NetworkFacts, { subnetId, called }: End, crossing: Crossing): Dropped | undefined {
  const found = subnetId === undefined ? undefined : networkAcls.find(({ SubnetIds }) => SubnetIds.includes(subnetId));
  if (!found || letsThrough(found, crossing)) return undefined;
  const { egress, ports, peer, seen } = crossing;
  const direction = egress ? `out to ${peer.address}` : `in from ${peer.address}`;
  const shown = ports[0] === ports[1] ? `port ${ports[0]}` : `ports ${ports[0]}-${ports[1]}`;
  return dropped('network-acl', found.NetworkAclId, {
    why: `the ACL of ${called}'s subnet lets nothing ${direction}, ${shown}: it keeps no state, so answers need an entry, too`,
    ...{ seen, repair: `${egress ? 'an outbound' : 'an inbound'} entry of ${found.NetworkAclId} for TCP, ${shown}` },
  });
}

function letsThrough({ Entries }: NetworkAcl, { egress, ports, peer }: Crossing): boolean {
  const entries = Entries.filter(
    (it) =>
      it.Egress === egress &&
      (it.Protocol === '-1' || it.Protocol === '6') &&
      it.CidrBlock !== undefined &&
      isWithin(peer.address, it.CidrBlock),
  ).toSorted((a, b) => a.RuleNumber - b.RuleNumber);
  return allAllowed(entries, ports);
}

/** Each entry decides about the ports that those before it have left. */
function allAllowed([entry, ...later]: readonly AclEntry[], [first, last]: readonly [number, number]): boolean {
  if (first > last) return true;
  if (!entry) return false;
  const { From, To } = entry.PortRange ?? { From: 0, To: 65_535 };
  if (From > last || To < first) return allAllowed(later, [first, last]);
  if (entry.RuleAction === 'deny') return false;
  return allAllowed(later, [first, From - 1]) && allAllowed(later, [To + 1, last]);
}

/** The table that a subnet follows: its own, else the main one of its VPC. */
export const tableOf = (
  { routeTables }: Pick<NetworkFacts, 'routeTables'>,
  { SubnetId, VpcId }: Pick<NetworkInterface, 'SubnetId' | 'VpcId'>,
): RouteTable | undefined =>
  routeTables.find(({ SubnetIds }) => SubnetIds.includes(SubnetId)) ??
  routeTables.find((it) => it.IsMain && it.VpcId === VpcId);

/** The route by which packets leave a subnet for an address: the narrowest range wins. */
export function routeTo(
  facts: Pick<NetworkFacts, 'routeTables'>,
  from: Pick<NetworkInterface, 'SubnetId' | 'VpcId'>,
  address: string,
): { readonly table: RouteTable; readonly route: Route | undefined } | undefined {
  const table = tableOf(facts, from);
  const fitting = (table?.Routes ?? []).flatMap((it) =>
    it.DestinationCidrBlock !== undefined && isWithin(address, it.DestinationCidrBlock)
      ? [{ ...it, DestinationCidrBlock: it.DestinationCidrBlock }]
      : [],
  );
  const [route] = fitting.toSorted(
    (a, b) => prefixLength(b.DestinationCidrBlock) - prefixLength(a.DestinationCidrBlock),
  );
  return table && { table, route };
}

const routed: Part = (facts, { from, to, seen }) => {
  if (!from.own || !to.own) return undefined;
  const found = routeTo(facts, from.own, to.address);
  const { table, route } = found ?? {};
  if (route?.State === 'active')
    return { at: 'route-table', id: table?.RouteTableId ?? '', why: 'leads there inside the VPC', rule: route.Target };
  return dropped('route-table', table?.RouteTableId ?? from.own.SubnetId, {
    why: `no route of ${from.called}'s subnet leads to ${to.address}`,
    ...{ seen, repair: 'the subnets of one VPC always reach each other: look whether both are in the same one' },
  });
};
