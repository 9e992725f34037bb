import { DescribeNetworkAclsCommand, type NetworkAclAssociation, type NetworkAclEntry } from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../../service.js';
import { described, type Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { networkAcl } from '../resource-kinds.js';
import { networkAcls, subnets, type NetworkAclRow, type VpcRow } from '../tables.js';

/** Only the default network ACL of each VPC, which lets everything through. It comes and goes with its VPC. */
export const networkAclOperations: readonly Operation[] = [
  on(DescribeNetworkAclsCommand, (question, context) => {
    const { rows, ...more } = described(context, description(context), { ...question, ids: question.NetworkAclIds });
    return { NetworkAcls: rows.map((row) => ({ ...row, Associations: associations(context, row) })), ...more };
  }),
];

export function addDefaultNetworkAcl(context: Context, { VpcId, OwnerId }: VpcRow): void {
  const NetworkAclId = context.id('acl');
  const Entries = [true, false].flatMap((egress) => [entry(100, 'allow', egress), entry(32767, 'deny', egress)]);
  networkAcls(context).set(NetworkAclId, { NetworkAclId, VpcId, OwnerId, IsDefault: true, Entries, Tags: [] });
}

const entry = (RuleNumber: number, RuleAction: 'allow' | 'deny', Egress: boolean): NetworkAclEntry => ({
  RuleNumber,
  RuleAction,
  Egress,
  Protocol: '-1',
  CidrBlock: '0.0.0.0/0',
});

/** Every subnet of the VPC. The association's id follows from the subnet's: there is never another one. */
const associations = (context: Context, { NetworkAclId, VpcId }: NetworkAclRow): NetworkAclAssociation[] =>
  subnets(context)
    .all((row) => row.VpcId === VpcId)
    .map(({ SubnetId }) => ({
      NetworkAclAssociationId: SubnetId.replace('subnet-', 'aclassoc-'),
      NetworkAclId,
      SubnetId,
    }));

const description = (context: Context): Description<NetworkAclRow> => ({
  kind: networkAcl,
  idsParameter: 'networkAclIds',
  filters: {
    'association.association-id': (row) => associations(context, row).map((it) => it.NetworkAclAssociationId),
    'association.network-acl-id': (row) => associations(context, row).map((it) => it.NetworkAclId),
    'association.subnet-id': (row) => associations(context, row).map((it) => it.SubnetId),
    default: ({ IsDefault }) => IsDefault,
    'entry.cidr': ({ Entries = [] }) => Entries.map(({ CidrBlock }) => CidrBlock),
    'entry.egress': ({ Entries = [] }) => Entries.map(({ Egress }) => Egress),
    'entry.protocol': ({ Entries = [] }) => Entries.map(({ Protocol }) => Protocol),
    'entry.rule-action': ({ Entries = [] }) => Entries.map(({ RuleAction }) => RuleAction),
    'entry.rule-number': ({ Entries = [] }) => Entries.map(({ RuleNumber }) => RuleNumber),
    'network-acl-id': ({ NetworkAclId }) => NetworkAclId,
    'owner-id': ({ OwnerId }) => OwnerId,
    'vpc-id': ({ VpcId }) => VpcId,
    ...neverMatching(
      'entry.icmp.code',
      'entry.icmp.type',
      'entry.ipv6-cidr',
      'entry.port-range.from',
      'entry.port-range.to',
    ),
  },
});
