import {
  CreateRouteCommand,
  DeleteRouteCommand,
  GetRouteCommand,
  GetRoutesCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ready, required, resource, step, type OnlyFirst, type StepOf } from '../src/step.js';
import type { ApiIntegration } from './api-integration.js';
import type { Api } from './api.js';
import { pages } from './pages.js';

interface ApiRouteWant {
  readonly ApiId: string;
  readonly RouteKey: string;
  readonly Target: string;
}

export const apiRouteResource = resource({
  type: 'api-route',
  fixed: ['ApiId', 'RouteKey'],
  sameName: 'refuses',

  async create({ apigatewayv2 }, { ApiId, RouteKey, Target }: ApiRouteWant) {
    const made = await apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey, Target }));
    return { routeId: required(made.RouteId, 'RouteId'), apiId: ApiId };
  },

  async find({ apigatewayv2 }, { ApiId, RouteKey }) {
    const routes = await pages(async (NextToken) => {
      const answer = await apigatewayv2.send(new GetRoutesCommand({ ApiId, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    });
    const route = routes.find((it) => it.RouteKey === RouteKey);
    return route && { id: { routeId: required(route.RouteId, 'RouteId'), apiId: ApiId } };
  },

  async read({ apigatewayv2 }, { apiId, routeId }) {
    const { RouteKey, Target } = await apigatewayv2.send(new GetRouteCommand({ ApiId: apiId, RouteId: routeId }));
    return ready({ routeId }, { RouteKey, Target: Target ?? '' });
  },

  async update({ apigatewayv2 }, { apiId, routeId }, { Target }) {
    await apigatewayv2.send(new UpdateRouteCommand({ ApiId: apiId, RouteId: routeId, Target }));
  },

  async delete({ apigatewayv2 }, { apiId, routeId }) {
    await apigatewayv2.send(new DeleteRouteCommand({ ApiId: apiId, RouteId: routeId }));
  },
});
export type ApiRoute = StepOf<typeof apiRouteResource>;

/**
 * Which requests go to an integration: a method and a path, or `$default` for all that no other route takes.
 * @param needs.served who answers them. A route that is led over to another service goes on to the old one until the
 * new one's tasks run
 */
export const apiRoute = (
  name: string,
  needs: { api: Api; integration: ApiIntegration; served?: OnlyFirst },
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
