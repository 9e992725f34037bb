import { all } from '../../../src/all.js';
import { pages } from '../../../src/pages.js';
import type { Addition, Cloud } from '../../../src/step.js';
import { integrationsOf, pageOfStages, routesOf } from '../parts.js';

/** The routes, integrations and stages of an API. */
export async function partsOfApi(cloud: Cloud, apiId: string): Promise<Addition[]> {
  const [routes, integrations, stages] = await all([
    routesOf(cloud, apiId),
    integrationsOf(cloud, apiId),
    pages(pageOfStages(cloud, apiId)),
  ]);
  return [
    ...routes.map(({ RouteId: routeId, RouteKey = '' }) => ({
      type: 'api-route',
      id: { routeId, apiId },
      description: `the route ${RouteKey}`,
    })),
    ...integrations.map(({ IntegrationId: integrationId = '', IntegrationUri = 'nothing' }) => ({
      type: 'api-integration',
      id: { integrationId, apiId },
      description: `the integration ${integrationId} with ${IntegrationUri}`,
    })),
    ...stages.map(({ StageName: stageName = '', Tags: tags = {} }) => ({
      type: 'api-stage',
      id: { stageName, apiId },
      description: `the stage ${stageName}`,
      tags,
    })),
  ];
}
