import type { IpPermission, IpRange, Ipv6Range, PrefixListId, UserIdGroupPair } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../../service.js';
import { formatCidr, isCidr6, parseCidr } from '../vpc/cidr.js';
import { groupText, isGroupText } from './group-text.js';
import { existingRow, securityGroup } from '../resource-kinds.js';
import { hasPorts, portRangeOf, type PortRange } from './port-ranges.js';
import { prefixList } from '../vpc-endpoints/prefix-lists.js';
import { invalid } from '../refusals.js';
import type { RuleRow, SecurityGroupRow } from '../tables.js';

/**
 * Requests and descriptions group peers under one port range (`IpPermission`); rules have one peer each. These turn
 * the one into the other.
 */

type Peer = Pick<RuleRow, 'CidrIpv4' | 'CidrIpv6' | 'PrefixListId' | 'ReferencedGroupInfo' | 'Description'>;
/** What a rule says, before it has an id. */
export type RuleContent = PortRange & Peer & Pick<RuleRow, 'IsEgress'>;

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidGroup.NotFound */
export function ruleContentsIn(
  context: Context,
  group: SecurityGroupRow,
  { permissions, isEgress }: { permissions: readonly IpPermission[]; isEgress: boolean },
): RuleContent[] {
  const permits = permissions.flatMap((permission) => {
    const peers = peersIn(context, group, permission);
    if (!peers.length) throw new AwsError('MissingParameter', 'Source group ID missing.');
    return peers.map((peer) => ({ IsEgress: isEgress, ...portRangeOf(permission), ...peer }));
  });
  if (new Set(permits.map(ruleIdentity)).size < permits.length)
    throw invalid('The same permission must not appear multiple times');
  return permits;
}

/** Two rules of a group are the same when this is: their descriptions and tags do not count. */
export const ruleIdentity = (rule: RuleContent): string =>
  JSON.stringify([rule.IsEgress, rule.IpProtocol, rule.FromPort, rule.ToPort, peerOf(rule)]);

/** As EC2 words a rule in its errors: `peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW`. */
export function ruleText(rule: RuleContent): string {
  const protocol = rule.IpProtocol === '-1' ? 'ALL' : rule.IpProtocol.toUpperCase();
  const ports = hasPorts(rule) ? [`from port: ${rule.FromPort}`, `to port: ${rule.ToPort}`] : [];
  return [`peer: ${peerOf(rule)}`, protocol, ...ports, 'ALLOW'].join(', ');
}

const peerOf = (peer: Peer) => peer.CidrIpv4 ?? peer.CidrIpv6 ?? peer.PrefixListId ?? peer.ReferencedGroupInfo?.GroupId;

/** Rules as a group's description shows them: together where protocol and ports are the same. */
export function permissionsOf(rules: readonly RuleRow[]): IpPermission[] {
  const ranges = new Map(rules.map((rule) => [rangeKey(rule), portsShown(rule)]));
  return [...ranges].map(([range, ports]) =>
    permissionWith(
      ports,
      rules.filter((rule) => rangeKey(rule) === range),
    ),
  );
}

const rangeKey = ({ IpProtocol, FromPort, ToPort }: PortRange) => `${IpProtocol}:${FromPort}-${ToPort}`;

function permissionWith(ports: IpPermission, same: readonly RuleRow[]): IpPermission {
  const peers = same.map(({ ReferencedGroupInfo: group, CidrIpv4, CidrIpv6, PrefixListId, Description }) => ({
    ipv4: CidrIpv4 && { CidrIp: CidrIpv4, ...described({ Description }) },
    ipv6: CidrIpv6 && { CidrIpv6, ...described({ Description }) },
    list: PrefixListId && { PrefixListId, ...described({ Description }) },
    pair: group && { GroupId: group.GroupId, UserId: group.UserId, ...described({ Description }) },
  }));
  return {
    ...ports,
    IpRanges: peers.flatMap(({ ipv4 }) => ipv4 || []),
    Ipv6Ranges: peers.flatMap(({ ipv6 }) => ipv6 || []),
    PrefixListIds: peers.flatMap(({ list }) => list || []),
    UserIdGroupPairs: peers.flatMap(({ pair }) => pair ?? []),
  };
}

const portsShown = (rule: RuleRow): IpPermission => {
  const { IpProtocol, FromPort, ToPort } = rule;
  return hasPorts(rule) ? { IpProtocol, FromPort, ToPort } : { IpProtocol };
};
const described = ({ Description }: Peer) => (Description === undefined ? {} : { Description });

function peersIn(context: Context, group: SecurityGroupRow, permission: IpPermission): Peer[] {
  const { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] } = permission;
  return [
    ...IpRanges.map(ipv4Peer),
    ...Ipv6Ranges.map(ipv6Peer),
    ...UserIdGroupPairs.map((pair) => groupPeer(context, group, pair)),
    ...PrefixListIds.map((list) => prefixListPeer(context, list)),
  ].map((peer) => ({ ...peer, ...described({ Description: checkedRuleText(peer.Description) }) }));
}

function ipv4Peer({ CidrIp = '', Description }: IpRange): Peer {
  const cidr = parseCidr(CidrIp);
  if (!cidr) throw invalid(`CIDR block ${CidrIp} is malformed`);
  return { CidrIpv4: formatCidr(cidr), Description };
}

function ipv6Peer({ CidrIpv6 = '', Description }: Ipv6Range): Peer {
  if (!isCidr6(CidrIpv6)) throw invalid(`CIDR block ${CidrIpv6} is malformed`);
  return { CidrIpv6: CidrIpv6.toLowerCase(), Description };
}

function groupPeer(context: Context, group: SecurityGroupRow, pair: UserIdGroupPair): Peer {
  const { GroupId, GroupName, Description } = pair;
  if (!GroupId && GroupName) throw groupByName(GroupName);
  const other = existingRow(context, securityGroup, GroupId, 'groupId');
  if (other.VpcId !== group.VpcId)
    throw new AwsError('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
  return { ReferencedGroupInfo: { GroupId: other.GroupId, UserId: other.OwnerId, VpcId: other.VpcId }, Description };
}

function prefixListPeer(context: Context, { PrefixListId: id, Description }: PrefixListId): Peer {
  const { PrefixListId } = existingRow(context, prefixList, id, 'prefixListId');
  return { PrefixListId, Description };
}

/** Outside a default VPC, and the sandbox has none, groups go by their ids only. */
export const groupByName = (name: string) =>
  invalid(
    `Invalid value '${name}' for groupName. You may not reference Amazon VPC security groups by name. ` +
      'Please use the corresponding id for this operation.',
  );

/** @throws AwsError InvalidParameterValue for characters that no description of a rule has */
export function checkedRuleText(description: string | undefined): string | undefined {
  if (description !== undefined && !isGroupText(description))
    throw invalid(`Invalid rule description. Valid descriptions are ${groupText}`);
  return description;
}
