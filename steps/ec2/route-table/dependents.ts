import { DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import type { Cloud, Dependent } from '../../../src/step.js';

/** The subnets that a route table is associated with. An association goes when it is deleted, or with its subnet. */
export async function routeTableDependents({ ec2 }: Cloud, tableId: string): Promise<Dependent[]> {
  const { RouteTables: [table] = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [tableId] }));
  return (table?.Associations ?? []).map(({ RouteTableAssociationId: id = '', SubnetId }) => ({
    type: 'route-table-association',
    id,
    ...(SubnetId !== undefined && { owner: SubnetId }),
    command: ['ec2', 'disassociate-route-table', '--association-id', id],
  }));
}
