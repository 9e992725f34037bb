import { CreateRouteCommand, DeleteRouteCommand, UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { absent, ready, required, resource, step, type StepOf } from '../../../src/step.js';
import type { ApiIntegration } from '../api-integration/resource.js';
import type { Api } from '../api/resource.js';
import { routesOf } from '../parts.js';
import { script } from './script.js';

interface ApiRouteWant {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly Target: string;
}

export const apiRouteResource = resource({
  type: 'api-route',
  quota: { name: 'api-routes', within: ({ ApiId }: ApiRouteWant) => ApiId },
  uses: ['api', 'api-integration'],
  goesWith: { type: 'api', member: 'ApiId' },
  script,
  fixed: ['ApiId', 'RouteKey'],
  sameName: 'refuses',
  opens: 'a route answers requests from the internet that the config does not',

  async create({ apigatewayv2 }, { ApiId, RouteKey, Target }: ApiRouteWant) {
    const made = await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
    return { routeId: required(made.RouteId, 'RouteId'), apiId: ApiId };
  },

  async find(cloud, { ApiId, RouteKey }) {
    return (await routesOf(cloud, ApiId))
      .filter((it) => it.RouteKey === RouteKey)
      .map((it) => ({ id: { routeId: required(it.RouteId, 'RouteId'), apiId: ApiId } }));
  },

  // All of the API are asked for, which is one question for all its routes.
  async read(cloud, { apiId, routeId }) {
    const route = (await routesOf(cloud, apiId)).find((it) => it.RouteId === routeId);
    return route ? ready({ routeId }, { RouteKey: route.RouteKey, Target: route.Target ?? '' }) : absent;
  },

  async update({ apigatewayv2 }, { apiId, routeId }, { Target }) {
    await apigatewayv2.send(new UpdateRouteCommand({ ApiId: apiId, RouteId: routeId, Target }));
  },

  // Its key does not count: it is deleted by its id.
  async makeAgain({ apigatewayv2 }, { apiId: ApiId, routeId }) {
    const made = await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: `GET /${routeId}` }));
    return { routeId: required(made.RouteId, 'RouteId'), apiId: ApiId };
  },

  async delete({ apigatewayv2 }, { apiId, routeId }) {
    await apigatewayv2.send(new DeleteRouteCommand({ ApiId: apiId, RouteId: routeId }));
  },
});
export type ApiRoute = StepOf<typeof apiRouteResource>;

/**
 * Sends requests to an integration: those with a method and a path, or with `$default` all that no other route takes. A
 * route that changes its service leads to the old one until the tasks of the new one run, which its integration waits for.
 */
export const apiRoute = (
  name: string,
  needs: { api: Api; integration: ApiIntegration },
  { routeKey, serviceName }: { routeKey: string; serviceName: string },
) =>
  step({
    name,
    resource: apiRouteResource,
    needs,
    why: `Sends ${routeKey === '$default' ? 'requests that no other route takes' : routeKey} to ${serviceName}`,
    want: ({ api, integration }) => ({
      ApiId: api.apiId,
      RouteKey: routeKey,
      Target: `integrations/${integration.integrationId}`,
    }),
  });
