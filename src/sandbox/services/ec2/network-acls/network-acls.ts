import {
  CreateNetworkAclCommand,
  DeleteNetworkAclCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
  type NetworkAclAssociation,
  type NetworkAclEntry,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { described, type Description } from '../describe.js';
import { existingRow, networkAcl, vpc } from '../resource-kinds.js';
import { invalid, refuseOtherMembers } from '../refusals.js';
import { lastRule } from './entry-rules.js';
import { networkAcls, subnets, type NetworkAclRow, type VpcRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

/**
 * The default network ACL of each VPC lets everything through, and comes and goes with its VPC. A new one lets nothing
 * through.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html
 */
export const networkAclOperations: readonly Operation[] = [
  on(CreateNetworkAclCommand, (input, context) => {
    refuseOtherMembers(input, ['VpcId']);
    const { VpcId, OwnerId } = existingRow(context, vpc, input.VpcId, 'vpcId');
    const Tags = tagsFor(networkAcl, input.TagSpecifications);
    const there = networkAcls(context).all((row) => row.VpcId === VpcId).length;
    const reached = () => 'The maximum number of network ACLs has been reached.';
    refuseBeyond(context, 'network-acls', there + 1, reached);
    const NetworkAclId = context.id('acl');
    const Entries = [true, false].map((egress) => entry(lastRule, 'deny', egress));
    const row = { NetworkAclId, VpcId, OwnerId, IsDefault: false, Entries, Tags, Associations: [] };
    networkAcls(context).set(NetworkAclId, row);
    return { NetworkAcl: row };
  }),

  /** A subnet has one network ACL at any time. */
  on(ReplaceNetworkAclAssociationCommand, ({ AssociationId, NetworkAclId }, context) => {
    const to = existingRow(context, networkAcl, NetworkAclId, 'networkAclId');
    const found = networkAcls(context)
      .all()
      .flatMap((row) => associations(context, row).map((it) => ({ row, it })))
      .find(({ it }) => it.NetworkAclAssociationId === AssociationId);
    if (!found)
      throw new AwsError(
        'InvalidAssociationID.NotFound',
        `The association ID '${AssociationId ?? 'null'}' does not exist`,
      );
    if (found.row.VpcId !== to.VpcId)
      throw invalid(`network acl ${to.NetworkAclId} and the subnet belong to different networks`);
    const { SubnetId } = found.it;
    const without = (them: readonly NetworkAclAssociation[] = []) => them.filter((it) => it.SubnetId !== SubnetId);
    found.row.Associations = without(found.row.Associations);
    const NewAssociationId = context.id('aclassoc');
    const made = { NetworkAclAssociationId: NewAssociationId, NetworkAclId: to.NetworkAclId, SubnetId };
    to.Associations = [...without(to.Associations), made];
    return { NewAssociationId };
  }),

  on(DeleteNetworkAclCommand, ({ NetworkAclId }, context) => {
    const row = existingRow(context, networkAcl, NetworkAclId, 'networkAclId');
    if (row.IsDefault)
      throw new AwsError('InvalidParameterValue', `cannot delete default network ACL ${row.NetworkAclId}`);
    if (associations(context, row).length > 0)
      throw new AwsError(
        'DependencyViolation',
        `The networkAcl '${row.NetworkAclId}' has dependencies and cannot be deleted.`,
      );
    networkAcls(context).delete(row.NetworkAclId);
    return {};
  }),

  on(DescribeNetworkAclsCommand, (question, context) => {
    const { rows, ...more } = described(context, description(context), { ...question, ids: question.NetworkAclIds });
    return { NetworkAcls: rows.map((row) => ({ ...row, Associations: associations(context, row) })), ...more };
  }),
];

export function addDefaultNetworkAcl(context: Context, { VpcId, OwnerId }: VpcRow): void {
  const NetworkAclId = context.id('acl');
  const Entries = [true, false].flatMap((egress) => [entry(100, 'allow', egress), entry(lastRule, 'deny', egress)]);
  networkAcls(context).set(NetworkAclId, { NetworkAclId, VpcId, OwnerId, IsDefault: true, Entries, Tags: [] });
}

const entry = (RuleNumber: number, RuleAction: 'allow' | 'deny', Egress: boolean): NetworkAclEntry => ({
  RuleNumber,
  RuleAction,
  Egress,
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
});

/** The subnets of an ACL; of the default one all that no other has. The id of the first association follows from the subnet's. */
function associations(context: Context, row: NetworkAclRow): NetworkAclAssociation[] {
  const there = ({ SubnetId = '' }: NetworkAclAssociation) => subnets(context).has(SubnetId);
  const own = (row.Associations ?? []).filter(there);
  if (!row.IsDefault) return own;
  const elsewhere = networkAcls(context)
    .all(({ NetworkAclId }) => NetworkAclId !== row.NetworkAclId)
    .flatMap(({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId));
  const known = [...elsewhere, ...own.map(({ SubnetId }) => SubnetId)];
  const others = subnets(context).all(({ VpcId, SubnetId }) => VpcId === row.VpcId && !known.includes(SubnetId));
  return [
    ...own,
    ...others.map(({ SubnetId }) => ({
      NetworkAclAssociationId: SubnetId.replace('subnet-', 'aclassoc-'),
      NetworkAclId: row.NetworkAclId,
      SubnetId,
    })),
  ];
}

const description = (context: Context): Description<NetworkAclRow> => ({
  kind: networkAcl,
  idsParameter: 'networkAclIds',
  filters: {
    'association.association-id': (row) => associations(context, row).map((it) => it.NetworkAclAssociationId),
    'association.network-acl-id': (row) => associations(context, row).map((it) => it.NetworkAclId),
    'association.subnet-id': (row) => associations(context, row).map((it) => it.SubnetId),
    default: ({ IsDefault }) => IsDefault,
    'entry.cidr': ({ Entries }) => Entries.map(({ CidrBlock }) => CidrBlock),
    'entry.egress': ({ Entries }) => Entries.map(({ Egress }) => Egress),
    'entry.protocol': ({ Entries }) => Entries.map(({ Protocol }) => Protocol),
    'entry.rule-action': ({ Entries }) => Entries.map(({ RuleAction }) => RuleAction),
    'entry.rule-number': ({ Entries }) => Entries.map(({ RuleNumber }) => RuleNumber),
    'network-acl-id': ({ NetworkAclId }) => NetworkAclId,
    'owner-id': ({ OwnerId }) => OwnerId,
    'vpc-id': ({ VpcId }) => VpcId,
    'entry.icmp.code': ({ Entries }) => Entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Code),
    'entry.icmp.type': ({ Entries }) => Entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Type),
    'entry.ipv6-cidr': ({ Entries }) => Entries.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
    'entry.port-range.from': ({ Entries }) => Entries.map(({ PortRange }) => PortRange?.From),
    'entry.port-range.to': ({ Entries }) => Entries.map(({ PortRange }) => PortRange?.To),
  },
});
