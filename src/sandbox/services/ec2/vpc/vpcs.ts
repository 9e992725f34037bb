import { latencies } from '../../../../facts/latencies.js';
import { CreateVpcCommand, DeleteVpcCommand, DescribeVpcsCommand, type Tag, type Vpc } from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { on, timer, type Context, type Operation } from '../../../service.js';
import { vpcRange } from './cidr-parameters.js';
import { refuseVpcInUse } from '../dependents.js';
import { described, type Description } from '../describe.js';
import { neverMatching } from '../filters.js';
import { addDefaultNetworkAcl } from '../network-acls/network-acls.js';
import { existingRow, vpc } from '../resource-kinds.js';
import { refuseOtherMembers } from '../refusals.js';
import { associate } from '../routing/route-table-associations.js';
import { addRouteTable } from '../routing/route-tables.js';
import { addDefaultGroup, removeGroup } from '../security-groups/security-groups.js';
import { networkAcls, routeTables, securityGroups, vpcs, type VpcRow } from '../tables.js';
import { tagsFor } from '../tag-specifications.js';

export const vpcOperations: readonly Operation[] = [
  on(CreateVpcCommand, (input, context) => {
    refuseOtherMembers(input, ['CidrBlock', 'InstanceTenancy']);
    const CidrBlock = vpcRange(input.CidrBlock);
    const Tags = tagsFor(vpc, input.TagSpecifications);
    refuseBeyond(context, 'vpcs', vpcs(context).size + 1, () => 'The maximum number of VPCs has been reached.');
    const row = newVpc(context, CidrBlock, Tags);
    row.InstanceTenancy = input.InstanceTenancy ?? 'default';
    vpcs(context).set(row.VpcId, row);
    associate(context, addRouteTable(context, row), { Main: true });
    addDefaultNetworkAcl(context, row);
    addDefaultGroup(context, row.VpcId);
    context.after(latencies['vpc available'].usual, vpcBecomesAvailable, { VpcId: row.VpcId });
    return { Vpc: shown(row) };
  }),

  on(DescribeVpcsCommand, (question, context) => {
    const { rows, ...more } = described(context, description, { ...question, ids: question.VpcIds });
    return { Vpcs: rows.map(shown), ...more };
  }),

  on(DeleteVpcCommand, ({ VpcId }, context) => {
    const { VpcId: id } = existingRow(context, vpc, VpcId, 'vpcId');
    refuseVpcInUse(context, id);
    const isIn = (row: { readonly VpcId: string }) => row.VpcId === id;
    for (const { RouteTableId } of routeTables(context).all(isIn)) routeTables(context).delete(RouteTableId);
    for (const { NetworkAclId } of networkAcls(context).all(isIn)) networkAcls(context).delete(NetworkAclId);
    for (const { GroupId } of securityGroups(context).all(isIn)) removeGroup(context, GroupId);
    vpcs(context).delete(id);
    return {};
  }),
];

/** A VPC can be used, and deleted, before it is available. */
export const vpcBecomesAvailable = timer<{ VpcId: string }>('ec2/vpc-becomes-available', (context, { VpcId }) => {
  const row = vpcs(context).get(VpcId);
  if (row) row.State = 'available';
});

const newVpc = (context: Context, CidrBlock: string, Tags: Tag[]): VpcRow => ({
  VpcId: context.id('vpc'),
  CidrBlock,
  CidrBlockAssociationSet: [
    { AssociationId: context.id('vpc-cidr-assoc'), CidrBlock, CidrBlockState: { State: 'associated' } },
  ],
  Ipv6CidrBlockAssociationSet: [],
  DhcpOptionsId: 'default',
  IsDefault: false,
  OwnerId: context.account,
  State: 'pending',
  Tags,
  attributes: { enableDnsSupport: true, enableDnsHostnames: false, enableNetworkAddressUsageMetrics: false },
});

function shown(row: VpcRow): Vpc {
  const { attributes: _attributes, ...it } = row;
  return structuredClone(it);
}

const description: Description<VpcRow> = {
  kind: vpc,
  idsParameter: 'vpcIds',
  filters: {
    cidr: ({ CidrBlock }) => CidrBlock,
    'cidr-block-association.association-id': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
    'cidr-block-association.cidr-block': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock),
    'cidr-block-association.state': ({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.map(({ CidrBlockState }) => CidrBlockState?.State),
    'dhcp-options-id': ({ DhcpOptionsId }) => DhcpOptionsId,
    'is-default': ({ IsDefault }) => IsDefault,
    'owner-id': ({ OwnerId }) => OwnerId,
    state: ({ State }) => State,
    'vpc-id': ({ VpcId }) => VpcId,
    ...neverMatching(
      'ipv6-cidr-block-association.association-id',
      'ipv6-cidr-block-association.ipv6-cidr-block',
      'ipv6-cidr-block-association.ipv6-pool',
      'ipv6-cidr-block-association.state',
    ),
  },
};
