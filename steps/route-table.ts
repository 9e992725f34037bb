import { CreateRouteTableCommand, DeleteRouteTableCommand, DescribeRouteTablesCommand } from '@aws-sdk/client-ec2';
import { absent, ready, required, resource, step, type StepOf } from '../src/step.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagFilters, tagSpecifications } from './tags.js';
import type { Vpc } from './vpc.js';

interface RouteTableWant {
  readonly VpcId: string;
}

export const routeTableResource = resource({
  type: 'route-table',
  fixed: ['VpcId'],

  async create({ ec2, token, tags }, { VpcId }: RouteTableWant) {
    const TagSpecifications = tagSpecifications('route-table', tags);
    const made = await ec2.send(new CreateRouteTableCommand({ VpcId, ClientToken: token, TagSpecifications }));
    return required(made.RouteTable?.RouteTableId, 'RouteTableId');
  },

  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { RouteTables: [table] = [] } = await cloud.ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return table && { id: required(table.RouteTableId, 'RouteTableId'), tags: fromUpper(table.Tags) };
  },

  async read({ ec2 }, routeTableId) {
    const { RouteTables: [table] = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [routeTableId] }),
    );
    return table ? ready({ routeTableId }, { VpcId: table.VpcId }, { tags: fromUpper(table.Tags) }) : absent;
  },

  retag: retagEc2,

  async delete({ ec2 }, RouteTableId) {
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  },
});
export type RouteTable = StepOf<typeof routeTableResource>;

/** Where packets go. Free. The VPC's own main table stays as it is, so a subnet is public only by association. */
export const routeTable = (name: string, needs: { vpc: Vpc }, { of = 'public' }: { of?: 'public' | 'private' } = {}) =>
  step({
    name,
    resource: routeTableResource,
    needs,
    why: `Says where packets from the ${of} subnets go`,
    want: ({ vpc }) => ({ VpcId: vpc.vpcId }),
  });
