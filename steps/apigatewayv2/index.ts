import type { Resource } from '../../src/step.js';
import { vpcLinkResource } from './vpc-link/resource.js';
import { apiResource } from './api/resource.js';
import { apiIntegrationResource } from './api-integration/resource.js';
import { apiRouteResource } from './api-route/resource.js';
import { apiStageResource } from './api-stage/resource.js';
import { domainNameResource } from './domain-name/resource.js';
import { apiMappingResource } from './api-mapping/resource.js';

/** The nouns of API Gateway, in the order of teaching. */
export const apigatewayv2: readonly Resource[] = [
  vpcLinkResource,
  apiResource,
  apiIntegrationResource,
  apiRouteResource,
  apiStageResource,
  domainNameResource,
  apiMappingResource,
];
