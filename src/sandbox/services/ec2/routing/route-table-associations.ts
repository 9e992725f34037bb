import {
  AssociateRouteTableCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteTableAssociationCommand,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { existingRow, routeTable, subnet } from '../resource-kinds.js';
import { required, invalid, refuseOtherMembers } from '../refusals.js';
import { routeTables, type AssociationRow, type RouteTableRow } from '../tables.js';

/** Which table a subnet follows: the one it is associated with, else the main table of its VPC. */
export const routeTableAssociationOperations: readonly Operation[] = [
  // The same once more is no conflict: it answers the association that is there.
  on(AssociateRouteTableCommand, (input, context) => {
    refuseOtherMembers(input, ['RouteTableId', 'SubnetId']);
    const table = existingRow(context, routeTable, input.RouteTableId, 'routeTableId');
    const row = existingRow(context, subnet, input.SubnetId, 'subnetId');
    if (row.VpcId !== table.VpcId) throw elsewhere(table, `subnet ${row.SubnetId}`);
    const there = associations(context).find(({ SubnetId }) => SubnetId === row.SubnetId);
    if (there && there.RouteTableId !== table.RouteTableId) throw alreadyAssociated(table);
    const association = there ?? associate(context, table, { Main: false, SubnetId: row.SubnetId });
    return { AssociationId: association.RouteTableAssociationId, AssociationState: association.AssociationState };
  }),

  on(DisassociateRouteTableCommand, ({ AssociationId }, context) => {
    const association = associationOf(context, AssociationId);
    if (association.Main)
      throw invalid(`cannot disassociate the main route table association ${association.RouteTableAssociationId}`);
    disassociate(context, association);
    return {};
  }),

  // Works on the main association too: that is how another table becomes the VPC's main one.
  on(ReplaceRouteTableAssociationCommand, ({ AssociationId, RouteTableId }, context) => {
    const old = associationOf(context, AssociationId);
    const table = existingRow(context, routeTable, RouteTableId, 'routeTableId');
    const from = existingRow(context, routeTable, old.RouteTableId, 'routeTableId');
    if (from.VpcId !== table.VpcId) throw elsewhere(table, `route table ${from.RouteTableId}`);
    disassociate(context, old);
    const { Main, SubnetId } = old;
    const association = associate(context, table, { Main, ...(SubnetId && { SubnetId }) });
    return { NewAssociationId: association.RouteTableAssociationId, AssociationState: association.AssociationState };
  }),
];

const associations = (context: Context): AssociationRow[] =>
  routeTables(context)
    .all()
    .flatMap((table) => table.Associations);

function associationOf(context: Context, id: string | undefined): AssociationRow {
  const wanted = required(id, 'associationId');
  const association = associations(context).find(({ RouteTableAssociationId }) => RouteTableAssociationId === wanted);
  if (association) return association;
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${wanted}' does not exist`);
}

/** Adds an association to a table: with a subnet, or as the main one of the VPC. */
export function associate(
  context: Context,
  table: RouteTableRow,
  of: { readonly Main: boolean; readonly SubnetId?: string },
): AssociationRow {
  const association: AssociationRow = {
    RouteTableAssociationId: context.id('rtbassoc'),
    RouteTableId: table.RouteTableId,
    ...of,
    AssociationState: { State: 'associated' },
  };
  table.Associations.push(association);
  return association;
}

function disassociate(context: Context, association: AssociationRow): void {
  for (const table of routeTables(context).all())
    table.Associations = table.Associations.filter((other) => other !== association);
}

const elsewhere = ({ RouteTableId }: RouteTableRow, other: string) =>
  invalid(`route table ${RouteTableId} and ${other} belong to different networks`);

const alreadyAssociated = ({ RouteTableId }: RouteTableRow) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${RouteTableId} conflicts with an existing association`,
  );
