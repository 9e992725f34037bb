import { GetRoutesCommand } from '@aws-sdk/client-apigatewayv2';
import type { Cloud, Dependent } from '../../../src/step.js';
import { pages } from '../../../src/pages.js';

/** The routes of the API that lead to an integration: with one of them it cannot be deleted. */
export async function integrationDependents(
  { apigatewayv2 }: Cloud,
  { apiId, integrationId }: { readonly apiId: string; readonly integrationId: string },
): Promise<Dependent[]> {
  const routes = await pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetRoutesCommand({ ApiId: apiId, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });
  return routes
    .filter(({ Target }) => Target === `integrations/${integrationId}`)
    .map(({ RouteId: id = '', RouteKey }) => ({
      type: 'api-route',
      id,
      ...(RouteKey !== undefined && { description: RouteKey }),
      command: ['apigatewayv2', 'delete-route', '--api-id', apiId, '--route-id', id],
    }));
}
