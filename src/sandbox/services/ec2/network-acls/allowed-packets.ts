import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.js';
import { contains, parseCidr, type Cidr } from '../vpc/cidr.js';
import { networkAcls, subnets, type NetworkAclRow } from '../tables.js';

/** Packets that cross the edge of a subnet. */
export interface Packets {
  readonly direction: 'in' | 'out';
  /** Its number: `6` is TCP. */
  readonly protocol: string;
  /** The ports that they are sent to, first and last. */
  readonly ports: readonly [number, number];
  /** Where they come from, or go to: an address, or a range of which any address may be meant. */
  readonly peer: Cidr;
}

/**
 * Whether the network ACL of a subnet lets all of these packets through. Entries are asked in the order of their numbers,
 * and the first one that matches a packet decides. An ACL keeps no state: answers are packets like any others.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function allowsPackets(context: Context, subnetId: string, packets: Packets): boolean {
  const entries = (aclOf(context, subnetId)?.Entries ?? [])
    .filter(({ Egress, Protocol }) => Egress === (packets.direction === 'out') && isAbout(Protocol, packets.protocol))
    .filter((entry) => namesAll(entry, packets.peer))
    .sort((one, other) => Number(one.RuleNumber) - Number(other.RuleNumber));
  return allAllowed(entries, packets.ports);
}

/** The one that somebody has associated with the subnet, else the default one of its VPC. */
export function aclOf(context: Context, subnetId: string): NetworkAclRow | undefined {
  const rows = networkAcls(context);
  const VpcId = subnets(context).get(subnetId)?.VpcId;
  return (
    rows.find(({ Associations = [] }) => Associations.some((it) => it.SubnetId === subnetId)) ??
    rows.find((row) => row.IsDefault && row.VpcId === VpcId)
  );
}

const isAbout = (named: string | undefined, protocol: string): boolean => named === '-1' || named === protocol;

/** Of a host that nobody knows the address of, only an entry for every address is certain to speak. */
function namesAll({ CidrBlock = '' }: NetworkAclEntry, peer: Cidr): boolean {
  const range = parseCidr(CidrBlock);
  return range !== undefined && contains(range, peer);
}

/** Each entry decides about the ports that those before it have left; what none has matched is dropped. */
function allAllowed([entry, ...later]: readonly NetworkAclEntry[], [first, last]: readonly [number, number]): boolean {
  if (first > last) return true;
  if (!entry) return false;
  const { From = 0, To = 65535 } = entry.PortRange ?? {};
  const isMet = From <= last && first <= To;
  if (!isMet) return allAllowed(later, [first, last]);
  if (entry.RuleAction === 'deny') return false;
  return allAllowed(later, [first, From - 1]) && allAllowed(later, [To + 1, last]);
}
