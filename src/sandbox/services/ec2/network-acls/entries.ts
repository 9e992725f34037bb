import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  ReplaceNetworkAclEntryCommand,
  type NetworkAclEntry,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Operation } from '../../../service.js';
import { refuseOtherMembers, required } from '../refusals.js';
import { existingRow, networkAcl } from '../resource-kinds.js';
import type { NetworkAclRow } from '../tables.js';
import { requestedEntry, ruleNumberOf } from './entry-rules.js';

const members = [
  'NetworkAclId',
  'RuleNumber',
  'Egress',
  'RuleAction',
  'Protocol',
  'CidrBlock',
  'Ipv6CidrBlock',
  'PortRange',
  'IcmpTypeCode',
] as const;

/**
 * The entries of a network ACL. One is known by its number and its direction. Those of the default ACL can be changed as
 * those of any other, except for the last ones, which deny the rest.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 */
export const networkAclEntryOperations: readonly Operation[] = [
  on(CreateNetworkAclEntryCommand, (input, context) => {
    refuseOtherMembers(input, members);
    const acl = existingRow(context, networkAcl, input.NetworkAclId, 'networkAclId');
    const entry = requestedEntry(input);
    if (entryLike(acl, entry))
      throw new AwsError(
        'NetworkAclEntryAlreadyExists',
        `The network acl entry identified by ${entry.RuleNumber} already exists.`,
      );
    // IPv4 and IPv6 are counted apart, and so are the directions; the last entry counts.
    const alike = acl.Entries.filter((it) => it.Egress === entry.Egress && !it.CidrBlock === !entry.CidrBlock);
    const reached = () => 'The maximum number of network acl entries has been reached.';
    refuseBeyond(context, 'network-acl-entries', alike.length + 1, reached);
    acl.Entries = inOrder([...acl.Entries, entry]);
    return {};
  }),

  on(ReplaceNetworkAclEntryCommand, (input, context) => {
    refuseOtherMembers(input, members);
    const acl = existingRow(context, networkAcl, input.NetworkAclId, 'networkAclId');
    const entry = requestedEntry(input);
    const old = existingEntry(acl, entry);
    acl.Entries = acl.Entries.map((it) => (it === old ? entry : it));
    return {};
  }),

  on(DeleteNetworkAclEntryCommand, (input, context) => {
    const acl = existingRow(context, networkAcl, input.NetworkAclId, 'networkAclId');
    const RuleNumber = ruleNumberOf(input.RuleNumber);
    const old = existingEntry(acl, { RuleNumber, Egress: required(input.Egress, 'egress') });
    acl.Entries = acl.Entries.filter((it) => it !== old);
    return {};
  }),
];

type Key = Pick<NetworkAclEntry, 'RuleNumber' | 'Egress'>;

const entryLike = ({ Entries }: NetworkAclRow, { RuleNumber, Egress }: Key): NetworkAclEntry | undefined =>
  Entries.find((it) => it.RuleNumber === RuleNumber && it.Egress === Egress);

/** The code is documented; its words are believed. */
function existingEntry(acl: NetworkAclRow, key: Key): NetworkAclEntry {
  const there = entryLike(acl, key);
  if (there) return there;
  const why = `The network acl entry identified by ${key.RuleNumber} does not exist.`;
  throw new AwsError('InvalidNetworkAclEntry.NotFound', why);
}

/** Those for what goes out come first, as in AWS's examples. */
const inOrder = (entries: readonly NetworkAclEntry[]): NetworkAclEntry[] =>
  [...entries].sort(
    (one, other) => Number(other.Egress) - Number(one.Egress) || Number(one.RuleNumber) - Number(other.RuleNumber),
  );
