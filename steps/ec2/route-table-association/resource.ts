import {
  AssociateRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  type Filter,
} from '@aws-sdk/client-ec2';
import {
  absent,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type StepOf,
} from '../../../src/step.js';
import type { RouteTable } from '../route-table/resource.js';
import type { Subnet } from '../subnet/resource.js';
import { script } from './script.js';

interface RouteTableAssociationWant {
  readonly RouteTableId: string;
  readonly SubnetId: string;
}

export const routeTableAssociationResource = resource({
  type: 'route-table-association',
  uses: ['route-table', 'subnet'],
  script,
  fixed: ['RouteTableId', 'SubnetId'],
  sameName: 'refuses',

  async create({ ec2 }, { RouteTableId, SubnetId }: RouteTableAssociationWant) {
    const made = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    return required(made.AssociationId, 'AssociationId');
  },

  async find(cloud, { RouteTableId, SubnetId }) {
    const there = await associations(cloud, { Name: 'association.subnet-id', Values: [SubnetId] });
    return there
      .filter((it) => it.SubnetId === SubnetId && it.RouteTableId === RouteTableId)
      .map((it) => ({ id: required(it.RouteTableAssociationId, 'RouteTableAssociationId') }));
  },

  async read(cloud, id) {
    const Name = 'association.route-table-association-id';
    const there = await associations(cloud, { Name, Values: [id] });
    const association = there.find(({ RouteTableAssociationId }) => RouteTableAssociationId === id);
    const { State, StatusMessage } = association?.AssociationState ?? {};
    if (!association || State === 'disassociated') return absent;
    if (State === 'failed') return broken(StatusMessage);
    if (State === 'disassociating') return leaving('the subnet is disassociating');
    if (State?.endsWith('ing')) return pending(`the subnet is ${State}`);
    const { RouteTableId, SubnetId } = association;
    return ready({ associationId: id }, { RouteTableId, SubnetId });
  },

  async delete({ ec2 }, AssociationId) {
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
  },
});
export type RouteTableAssociation = StepOf<typeof routeTableAssociationResource>;

/**
 * The associations of all tables that match. DescribeRouteTables answers with all associations of a table, so the
 * caller picks.
 */
async function associations({ ec2 }: Cloud, filter: Filter) {
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters: [filter] }));
  return RouteTables.flatMap(({ Associations = [] }) => Associations);
}

/**
 * Makes a subnet use a route table. Until then it uses the main table of the VPC, which has no route out of the VPC.
 */
export const routeTableAssociation = (name: string, needs: { table: RouteTable; subnet: Subnet }) =>
  step({
    name,
    resource: routeTableAssociationResource,
    needs,
    why: 'Makes the subnet use this route table',
    want: ({ table, subnet }) => ({ RouteTableId: table.routeTableId, SubnetId: subnet.subnetId }),
  });
