import {
  CreateRouteCommand,
  DeleteRouteCommand,
  ReplaceRouteCommand,
  type CreateRouteCommandInput,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { destinationOf, destinationText, routeTo, type Destination, type RouteRow } from './destinations.js';
import { existingRow, routeTable } from '../resource-kinds.js';
import { invalidCombination, required, invalid, missingParameter, refuseOtherMembers } from '../refusals.js';
import { routeTargets } from './route-targets.js';
import type { RouteTableRow } from '../tables.js';

const targetMembers = routeTargets.map(({ member }) => member);
const destinationMembers = ['DestinationCidrBlock', 'DestinationPrefixListId'] as const;
type Request = Pick<CreateRouteCommandInput, (typeof targetMembers)[number]>;

/** A route is known by its table and its destination; it has no id and no tags. */
export const routeOperations: readonly Operation[] = [
  on(CreateRouteCommand, (input, context) => {
    refuseOtherMembers(input, ['RouteTableId', ...destinationMembers, ...targetMembers]);
    const table = existingRow(context, routeTable, input.RouteTableId, 'routeTableId');
    const destination = destinationOf(context, input);
    const target = targetOf(context, table, input);
    if (routeTo(table, destination))
      throw new AwsError(
        'RouteAlreadyExists',
        `The route identified by ${destinationText(destination)} already exists.`,
      );
    // What keeps traffic in the VPC local does not count.
    const there = table.Routes.filter(({ GatewayId }) => GatewayId !== 'local').length;
    refuseBeyond(context, 'routes', there + 1, () => 'The maximum number of routes has been reached.');
    table.Routes.push({ ...destination, ...target, Origin: 'CreateRoute' });
    return { Return: true };
  }),

  on(ReplaceRouteCommand, (input, context) => {
    refuseOtherMembers(input, ['RouteTableId', ...destinationMembers, ...targetMembers]);
    const table = existingRow(context, routeTable, input.RouteTableId, 'routeTableId');
    const destination = destinationOf(context, input);
    const target = targetOf(context, table, input);
    const route = routeTo(table, destination);
    if (!route)
      throw invalid(
        `There is no route defined for '${destinationText(destination)}' in the route table. Use CreateRoute instead.`,
      );
    refuseFixed(table, route, 'replace');
    const replaced = { ...destination, ...target, Origin: route.Origin };
    table.Routes = table.Routes.map((it) => (it === route ? replaced : it));
    return {};
  }),

  on(DeleteRouteCommand, (input, context) => {
    refuseOtherMembers(input, ['RouteTableId', ...destinationMembers]);
    const table = existingRow(context, routeTable, input.RouteTableId, 'routeTableId');
    const destination = destinationOf(context, input);
    const route = routeTo(table, destination);
    if (!route) throw noRoute(table, destination);
    if (route.GatewayId === 'local')
      throw invalid(`cannot remove local route ${destinationText(route)} in route table ${table.RouteTableId}`);
    refuseFixed(table, route, 'remove');
    table.Routes = table.Routes.filter((it) => it !== route);
    return {};
  }),
];

/** Routes to gateway endpoints come and go with their endpoint alone. */
function refuseFixed({ RouteTableId }: RouteTableRow, route: RouteRow, verb: string): void {
  if (route.GatewayId?.startsWith('vpce-'))
    throw invalid(`cannot ${verb} VPC endpoint route ${destinationText(route)} in route table ${RouteTableId}`);
}

function noRoute({ RouteTableId }: RouteTableRow, destination: Destination): AwsError {
  const kind = destination.DestinationPrefixListId ? 'destination-prefix-list-id' : 'destination-cidr-block';
  const why = `no route with ${kind} ${destinationText(destination)} in route table ${RouteTableId}`;
  return new AwsError('InvalidRoute.NotFound', why);
}

/** The one target that is named. */
function targetOf(context: Context, table: RouteTableRow, request: Request): Request {
  const [target, ...more] = routeTargets.filter(({ member }) => request[member] !== undefined);
  if (!target)
    throw missingParameter('gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId or instanceId');
  if (more.length) throw invalidCombination('The request must contain exactly one target for the route');
  const id = required(request[target.member], target.member);
  target.check(context, table, id);
  return { [target.member]: id };
}
