import {
  CreateRouteCommand,
  DeleteRouteCommand,
  GetRouteCommand,
  GetRoutesCommand,
  UpdateRouteCommand,
  type CreateRouteRequest,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import { on, type Context } from '../../service.js';
import { existingApi } from './api.js';
import { autoDeploy } from './auto-deploy.js';
import { refuseTooMany } from './part-quotas.js';
import {
  badRequest,
  notInSandbox,
  conflict,
  pickDefined,
  itemPage,
  notFound,
  refuseWebSocket,
  required,
} from './refusals.js';
import { checkRouteKey } from './route-key.js';
import { integrations, childKey, routes, type RouteRow } from './tables.js';

/**
 * Which requests go to which integration. A route's key is unique in its API.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html
 */
export const routeOperations = [
  on(CreateRouteCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const RouteKey = required(input.RouteKey, 'RouteKey');
    const changes = checked({ ...input, RouteKey }, api.ApiId, context);
    refuseTooMany(context, 'api-routes', routes(context), api.ApiId);
    const RouteId = context.world.hex(7);
    const route = { ApiKeyRequired: false, AuthorizationType: 'NONE' as const, RouteId, ...changes, RouteKey };
    routes(context).set(childKey(api.ApiId, RouteId), { apiId: api.ApiId, route });
    autoDeploy(context, api.ApiId);
    return route;
  }),

  on(GetRouteCommand, (input, context) => existingRoute(context, input.ApiId, input.RouteId).route),

  on(GetRoutesCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const all = routes(context).all(({ apiId }) => apiId === api.ApiId);
    const { items, more } = itemPage(all, ({ route }) => route.RouteId, input);
    return { Items: items.map(({ route }) => route), ...more };
  }),

  on(UpdateRouteCommand, (input, context) => {
    const { apiId, route } = existingRoute(context, input.ApiId, input.RouteId);
    Object.assign(route, checked(input, apiId, context, route.RouteId));
    autoDeploy(context, apiId);
    return route;
  }),

  on(DeleteRouteCommand, (input, context) => {
    const { apiId, route } = existingRoute(context, input.ApiId, input.RouteId);
    routes(context).delete(childKey(apiId, route.RouteId));
    autoDeploy(context, apiId);
    return {};
  }),
];

function existingRoute(context: Context, apiId: string | undefined, id: string | undefined): RouteRow {
  const { api } = existingApi(context, apiId);
  const row = routes(context).get(childKey(api.ApiId, required(id, 'RouteId')));
  if (!row) throw notFound(`Unable to find Route with ID ${id ?? ''}`);
  return row;
}

const webSocketOnly = [
  'ModelSelectionExpression',
  'RequestModels',
  'RequestParameters',
  'RouteResponseSelectionExpression',
] as const;

/** @param self the route that is changed: its own key is not taken */
function checked(input: Partial<CreateRouteRequest>, apiId: string, context: Context, self?: string): Partial<Route> {
  refuseWebSocket(input, webSocketOnly);
  if (input.ApiKeyRequired) throw badRequest('ApiKeyRequired is not supported for HTTP APIs.');
  const { AuthorizationType = 'NONE', RouteKey, Target } = input;
  if (AuthorizationType === 'JWT' || AuthorizationType === 'CUSTOM') throw notInSandbox('authorizers');
  if (RouteKey !== undefined) {
    checkRouteKey(RouteKey);
    const twin = routes(context).find((row) => row.apiId === apiId && row.route.RouteKey === RouteKey);
    if (twin && twin.route.RouteId !== self) throw conflict(`Route with key ${RouteKey} already exists for this API`);
  }
  if (Target !== undefined) checkTarget(Target, apiId, context);
  return pickDefined(input, ['AuthorizationScopes', 'AuthorizationType', 'OperationName', 'RouteKey', 'Target']);
}

function checkTarget(target: string, apiId: string, context: Context): void {
  const id = /^integrations\/([\w-]+)$/.exec(target)?.[1];
  if (id === undefined) throw badRequest(`Invalid target ${target}: expected integrations/<integration id>`);
  if (!integrations(context).has(childKey(apiId, id))) throw badRequest(`Unable to find Integration with ID ${id}`);
}
