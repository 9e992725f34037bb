import type { NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Addition, Cloud } from '../../../src/step.js';
import { networkAclsIn } from '../network-acls.js';

/**
 * What somebody has changed in the default network ACL of a VPC, which all subnets follow that have no other. It comes with
 * entries that let everything through. Whatever is added to them can only close something, and so can one that is gone.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
export async function aclChangesOf(cloud: Cloud, vpcId: string): Promise<Addition[]> {
  const own = (await networkAclsIn(cloud, vpcId)).find(({ IsDefault }) => IsDefault === true);
  if (!own) return [];
  const { NetworkAclId: networkAclId = '', Entries = [] } = own;
  const change = ({ RuleNumber: number, Egress: egress }: NetworkAclEntry, what: string): Addition => ({
    type: 'network-acl-entry',
    id: { networkAclId, number, egress },
    description: `${what} of the network ACL ${networkAclId}`,
  });
  const closed = [false, true].filter((egress) => !Entries.some((it) => it.Egress === egress && opensAll(it)));
  return [
    ...Entries.filter((it) => !isOfAws(it)).map((it) => change(it, `entry ${it.RuleNumber} (${wordsOf(it)})`)),
    ...closed.map((Egress) =>
      change({ RuleNumber: 100, Egress }, `no longer entry 100 (allow all ${Egress ? 'to' : 'from'} 0.0.0.0/0)`),
    ),
  ];
}

const opensAll = ({ RuleNumber, RuleAction, Protocol, CidrBlock }: NetworkAclEntry): boolean =>
  RuleNumber === 100 && RuleAction === 'allow' && Protocol === '-1' && CidrBlock === '0.0.0.0/0';

/** One that the ACL has from the beginning, or from when the VPC got an IPv6 range. Numbers from 32767 on are AWS's. */
const isOfAws = (it: NetworkAclEntry): boolean =>
  (it.RuleNumber ?? 0) >= 32767 ||
  opensAll(it) ||
  (it.RuleNumber === 101 && it.RuleAction === 'allow' && it.Protocol === '-1' && it.Ipv6CidrBlock === '::/0');

const protocols: { readonly [number: string]: string } = { '-1': 'all', '1': 'icmp', '6': 'tcp', '17': 'udp' };

/** `deny tcp 443 from 10.0.0.0/16` */
function wordsOf({ RuleAction, Protocol = '', PortRange, Egress, CidrBlock, Ipv6CidrBlock }: NetworkAclEntry): string {
  const { From, To } = PortRange ?? {};
  const ports = From === undefined ? [] : [From === To ? `${From}` : `${From}-${To}`];
  const peer = [Egress ? 'to' : 'from', CidrBlock ?? Ipv6CidrBlock];
  return [RuleAction, protocols[Protocol] ?? `protocol ${Protocol}`, ...ports, ...peer].join(' ');
}
