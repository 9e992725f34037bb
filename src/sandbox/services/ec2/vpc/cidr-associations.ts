import {
  AssociateVpcCidrBlockCommand,
  DisassociateVpcCidrBlockCommand,
  type VpcCidrBlockAssociation,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, timer, type Context, type Operation } from '../../../service.js';
import { existingRow, vpc } from '../resource-kinds.js';
import { refuseOtherMembers, required } from '../refusals.js';
import { routeTables, subnets, vpcs, type RouteTableRow, type VpcRow } from '../tables.js';
import { contains, formatCidr, overlaps, parseCidr, type Cidr } from './cidr.js';
import { vpcRange } from './cidr-parameters.js';

/**
 * More IPv4 ranges of a VPC, beside the one that it was made with.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export const cidrAssociationOperations: readonly Operation[] = [
  on(AssociateVpcCidrBlockCommand, (input, context) => {
    refuseOtherMembers(input, ['VpcId', 'CidrBlock']);
    const row = existingRow(context, vpc, input.VpcId, 'vpcId');
    const CidrBlock = addedRange(row, input.CidrBlock);
    const met = (quota: number) => `This network '${row.VpcId}' has met its maximum number of allowed CIDRs: ${quota}`;
    refuseBeyond(context, 'cidr-blocks', rangesOf(row).length + 1, met);
    const made: VpcCidrBlockAssociation = {
      AssociationId: context.id('vpc-cidr-assoc'),
      CidrBlock,
      CidrBlockState: { State: 'associating' },
    };
    row.CidrBlockAssociationSet = [...(row.CidrBlockAssociationSet ?? []), made];
    for (const table of routeTables(context).all(({ VpcId }) => VpcId === row.VpcId))
      table.Routes = [...table.Routes, localRoute(CidrBlock)];
    context.after(1, cidrBlockSettled, { VpcId: row.VpcId, id: made.AssociationId ?? '' });
    return { VpcId: row.VpcId, CidrBlockAssociation: structuredClone(made) };
  }),

  on(DisassociateVpcCidrBlockCommand, (input, context) => {
    const id = required(input.AssociationId, 'associationId');
    const row = vpcs(context).find(({ CidrBlockAssociationSet = [] }) =>
      CidrBlockAssociationSet.some(({ AssociationId }) => AssociationId === id),
    );
    const own = row?.CidrBlockAssociationSet?.find(({ AssociationId }) => AssociationId === id);
    if (!row || !own)
      throw new AwsError(
        'InvalidVpcCidrBlockAssociationID.NotFound',
        `The vpc CIDR block association ID '${id}' does not exist`,
      );
    if (own.CidrBlock === row.CidrBlock)
      throw new AwsError(
        'OperationNotPermitted',
        `The vpc CIDR block with association ID ${id} may not be disassociated. ` +
          'It is the primary IPv4 CIDR block of the VPC',
      );
    refuseUsed(context, row, own);
    own.CidrBlockState = { State: 'disassociating' };
    const answer = structuredClone(own);
    for (const table of routeTables(context).all(({ VpcId }) => VpcId === row.VpcId))
      table.Routes = table.Routes.filter((route) => !isLocalTo(route, own.CidrBlock));
    context.after(1, cidrBlockSettled, { VpcId: row.VpcId, id });
    return { VpcId: row.VpcId, CidrBlockAssociation: answer };
  }),
];

/** What comes is there, and what goes is gone. */
export const cidrBlockSettled = timer<{ VpcId: string; id: string }>(
  'ec2/cidr-block-settled',
  (context, { VpcId, id }) => {
    const row = vpcs(context).get(VpcId);
    const own = row?.CidrBlockAssociationSet?.find(({ AssociationId }) => AssociationId === id);
    if (!row || !own) return;
    if (own.CidrBlockState?.State === 'associating') own.CidrBlockState = { State: 'associated' };
    else if (own.CidrBlockState?.State === 'disassociating')
      row.CidrBlockAssociationSet = row.CidrBlockAssociationSet?.filter((it) => it !== own);
  },
);

/** All ranges of a VPC that are there or come. */
export const rangesOf = ({ CidrBlockAssociationSet = [] }: VpcRow): Cidr[] =>
  CidrBlockAssociationSet.filter(({ CidrBlockState }) => CidrBlockState?.State !== 'disassociating').flatMap(
    ({ CidrBlock = '' }) => parseCidr(CidrBlock) ?? [],
  );

/** The route that keeps the traffic of one range within the VPC. */
export const localRoute = (DestinationCidrBlock: string): RouteTableRow['Routes'][number] => ({
  DestinationCidrBlock,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
});
const isLocalTo = ({ GatewayId, DestinationCidrBlock }: RouteTableRow['Routes'][number], block: string | undefined) =>
  GatewayId === 'local' && DestinationCidrBlock === block;

/** Private ranges that one VPC cannot have addresses of two of. Source: the page above, "CIDR block association restrictions". */
const apart = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '198.19.0.0/16'].flatMap((it) => parseCidr(it) ?? []);
const kindOf = (range: Cidr): number => apart.findIndex((whole) => contains(whole, range));

/** The code of a conflict is believed. @throws AwsError InvalidParameterValue, InvalidVpc.Range, InvalidVpc.Conflict */
function addedRange(row: VpcRow, text: string | undefined): string {
  const block = vpcRange(text);
  const range = parseCidr(block);
  if (!range) return block;
  const there = rangesOf(row);
  if (there.some((other) => overlaps(other, range)))
    throw new AwsError('InvalidVpc.Conflict', `The CIDR '${block}' conflicts with another CIDR block of the VPC.`);
  const kinds = there.map(kindOf).filter((kind) => kind >= 0);
  if (kindOf(range) >= 0 && kinds.some((kind) => kind !== kindOf(range)))
    throw new AwsError(
      'InvalidVpc.Range',
      `The CIDR '${formatCidr(range)}' is restricted. Use a CIDR from the same private address range as the current VPC ` +
        'CIDR, or use a publicly-routable CIDR.',
    );
  return block;
}

function refuseUsed(context: Context, { VpcId }: VpcRow, { CidrBlock = '' }: VpcCidrBlockAssociation): void {
  const range = parseCidr(CidrBlock);
  const user = subnets(context).find((subnet) => {
    const own = parseCidr(subnet.CidrBlock);
    return subnet.VpcId === VpcId && own !== undefined && range !== undefined && contains(range, own);
  });
  if (user)
    throw new AwsError(
      'InvalidCidrBlock.InUse',
      `The vpc CIDR block ${CidrBlock} is currently in use by ${user.SubnetId}`,
    );
}
