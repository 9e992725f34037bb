import {
  BadRequestException$,
  ConflictException$,
  NotFoundException$,
  TooManyRequestsException$,
} from '@aws-sdk/client-apigatewayv2';
import type { Service } from '../../service.js';
import { apiMappingOperations } from './api-mapping.js';
import { apiOperations } from './api.js';
import { deploymentOperations } from './deployment.js';
import { domainNameOperations, domainUpdated } from './domain-name.js';
import { integrationOperations } from './integration.js';
import { resourceTagOperations } from './resource-tag.js';
import { routeOperations } from './route.js';
import { stageOperations } from './stage.js';
import { vpcLinkOperations, vpcLinkTimers } from './vpc-link.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/** API Gateway's HTTP APIs, as they are configured. No request is ever routed. */
export const apigatewayv2: Service = {
  id: 'apigatewayv2',
  wire: { protocol: 'restJson1', signingName: 'apigateway' },
  operations: [
    ...apiOperations,
    ...integrationOperations,
    ...routeOperations,
    ...stageOperations,
    ...deploymentOperations,
    ...vpcLinkOperations,
    ...domainNameOperations,
    ...apiMappingOperations,
    ...resourceTagOperations,
  ],
  errors: [BadRequestException$, ConflictException$, NotFoundException$, TooManyRequestsException$],
  timers: [...vpcLinkTimers, domainUpdated],
  tagsByArn,
  taggedResources,
};
