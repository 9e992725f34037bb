import {
  CreateRouteCommand,
  DeleteRouteCommand,
  ReplaceRouteCommand,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../service.js';
import { cidrGiven } from './cidr-parameters.js';
import { formatCidr } from './cidr.js';
import { one, routeTable } from './nouns.js';
import { badCombination, given, invalid, missing, onlyKnown } from './refusals.js';
import { targets } from './route-targets.js';
import type { RouteTableRow } from './tables.js';

const targetMembers = targets.map(({ member }) => member);
type Request = Pick<CreateRouteCommandInput, 'DestinationCidrBlock' | (typeof targetMembers)[number]>;

/** A route is known by its table and its destination; it has no id and no tags. */
export const routeOperations: readonly Operation[] = [
  on(CreateRouteCommand, (input, context) => {
    onlyKnown(input, ['RouteTableId', 'DestinationCidrBlock', ...targetMembers]);
    const table = one(context, routeTable, input.RouteTableId, 'routeTableId');
    const DestinationCidrBlock = destinationOf(input);
    const target = targetOf(context, table, input);
    if (routeTo(table, DestinationCidrBlock))
      throw new AwsError('RouteAlreadyExists', `The route identified by ${DestinationCidrBlock} already exists.`);
    table.Routes.push({ DestinationCidrBlock, ...target, Origin: 'CreateRoute' });
    return { Return: true };
  }),

  on(ReplaceRouteCommand, (input, context) => {
    onlyKnown(input, ['RouteTableId', 'DestinationCidrBlock', ...targetMembers]);
    const table = one(context, routeTable, input.RouteTableId, 'routeTableId');
    const destination = destinationOf(input);
    const target = targetOf(context, table, input);
    const route = routeTo(table, destination);
    if (!route)
      throw invalid(`There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`);
    const replaced = { DestinationCidrBlock: destination, ...target, Origin: route.Origin };
    table.Routes = table.Routes.map((it) => (it === route ? replaced : it));
    return {};
  }),

  on(DeleteRouteCommand, (input, context) => {
    onlyKnown(input, ['RouteTableId', 'DestinationCidrBlock']);
    const table = one(context, routeTable, input.RouteTableId, 'routeTableId');
    const { RouteTableId: id } = table;
    const destination = destinationOf(input);
    const route = routeTo(table, destination);
    const why = `no route with destination-cidr-block ${destination} in route table ${id}`;
    if (!route) throw new AwsError('InvalidRoute.NotFound', why);
    if (route.GatewayId === 'local') throw invalid(`cannot remove local route ${destination} in route table ${id}`);
    table.Routes = table.Routes.filter((it) => it !== route);
    return {};
  }),
];

const routeTo = ({ Routes }: RouteTableRow, destination: string) =>
  Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === destination);

const destinationOf = ({ DestinationCidrBlock }: Request): string =>
  formatCidr(cidrGiven(DestinationCidrBlock, 'destinationCidrBlock'));

/** The one target that is named. */
function targetOf(context: Context, table: RouteTableRow, request: Request): Request {
  const [target, ...more] = targets.filter(({ member }) => request[member] !== undefined);
  if (!target) throw missing('gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId or instanceId');
  if (more.length) throw badCombination('The request must contain exactly one target for the route');
  const id = given(request[target.member], target.member);
  target.check(context, table, id);
  return { [target.member]: id };
}
