import {
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { isSameStack } from '../../../src/identity.js';
import { absent, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import { vpcById, vpcIdOf, type Vpc } from '../vpc/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { routesOf } from './additions.js';
import { script } from './script.js';
import { routeTableDependents } from './dependents.js';

interface RouteTableWant {
  readonly VpcId: string;
}

export const routeTableResource = resource({
  type: 'route-table',
  uses: ['vpc'],
  script,
  fixed: ['VpcId'],

  async create({ ec2, token, tags }, { VpcId }: RouteTableWant) {
    const TagSpecifications = tagSpecifications('route-table', tags);
    const made = await ec2.send(new CreateRouteTableCommand({ VpcId, ClientToken: token, TagSpecifications }));
    return required(made.RouteTable?.RouteTableId, 'RouteTableId');
  },

  fromArn: afterPrefix('ec2', 'route-table/'),
  async find(cloud) {
    const Filters = tagFilters(cloud);
    const { RouteTables = [] } = await cloud.ec2.send(new DescribeRouteTablesCommand({ Filters }));
    return RouteTables.map((it) => ({ id: required(it.RouteTableId, 'RouteTableId'), tags: fromUpper(it.Tags) }));
  },

  async read({ ec2 }, routeTableId) {
    const { RouteTables: [table] = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [routeTableId] }),
    );
    return table ? ready({ routeTableId }, { VpcId: table.VpcId }, { tags: fromUpper(table.Tags) }) : absent;
  },

  additions: routesOf,
  retag: retagEc2,

  // The local route is the table's own, and routes to prefix lists are those of gateway endpoints. A subnet of somebody
  // else may use the table, too.
  async parts({ ec2 }, RouteTableId) {
    const { RouteTables: [table] = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }),
    );
    const { Routes = [], Associations = [], Tags } = table ?? {};
    const Values = Associations.flatMap(({ SubnetId }) => SubnetId ?? []);
    const { Subnets = [] } =
      Values.length > 0 ? await ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values }] })) : {};
    const own = Subnets.filter((it) => isSameStack(fromUpper(it.Tags), fromUpper(Tags))).map(
      ({ SubnetId }) => SubnetId,
    );
    return [
      ...Routes.filter((it) => it.Origin === 'CreateRoute' && it.DestinationCidrBlock !== undefined).map(
        ({ DestinationCidrBlock }) => ({ type: 'route', id: { RouteTableId, DestinationCidrBlock } }),
      ),
      ...Associations.filter(({ SubnetId }) => SubnetId !== undefined && own.includes(SubnetId)).map(
        ({ RouteTableAssociationId: id }) => ({
          type: 'route-table-association',
          id,
        }),
      ),
    ];
  },

  async delete({ ec2 }, RouteTableId) {
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
  },

  dependents: routeTableDependents,
});
export type RouteTable = StepOf<typeof routeTableResource>;

/**
 * The routes of its subnets. Free. The main table of the VPC is not changed, so a subnet is public only by its
 * association.
 */
export const routeTable = (name: string, needs: { vpc: Vpc }, { of = 'public' }: { of?: 'public' | 'private' } = {}) =>
  step({
    name,
    resource: routeTableResource,
    needs: { vpc: vpcById(needs.vpc) },
    why: `The routes of the ${of} subnets`,
    want: ({ vpc }) => ({ VpcId: vpcIdOf(vpc) }),
  });
