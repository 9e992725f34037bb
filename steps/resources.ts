import type { Resource } from '../src/step.js';
import { apiIntegrationResource } from './api-integration.js';
import { apiRouteResource } from './api-route.js';
import { apiStageResource } from './api-stage.js';
import { apiResource } from './api.js';
import { availabilityZonesResource } from './availability-zones.js';
import { cloudMapServiceResource } from './cloud-map-service.js';
import { clusterResource } from './cluster.js';
import { ecsServiceResource } from './ecs-service.js';
import { internetGatewayAttachmentResource } from './internet-gateway-attachment.js';
import { internetGatewayResource } from './internet-gateway.js';
import { logGroupResource } from './log-group.js';
import { namespaceResource } from './namespace.js';
import { rolePolicyAttachmentResource } from './role-policy-attachment.js';
import { roleResource } from './role.js';
import { routeTableAssociationResource } from './route-table-association.js';
import { routeTableResource } from './route-table.js';
import { routeResource } from './route.js';
import { securityGroupRuleResource } from './security-group-rule.js';
import { securityGroupResource } from './security-group.js';
import { subnetResource } from './subnet.js';
import { taskDefinitionResource } from './task-definition.js';
import { vpcLinkResource } from './vpc-link.js';
import { vpcResource } from './vpc.js';

/** Every noun. State records are resolved by these, so that `down` and `status` need no config. */
export const resources: readonly Resource[] = [
  availabilityZonesResource,
  vpcResource,
  subnetResource,
  internetGatewayResource,
  internetGatewayAttachmentResource,
  routeTableResource,
  routeResource,
  routeTableAssociationResource,
  securityGroupResource,
  securityGroupRuleResource,
  namespaceResource,
  cloudMapServiceResource,
  clusterResource,
  roleResource,
  rolePolicyAttachmentResource,
  logGroupResource,
  taskDefinitionResource,
  ecsServiceResource,
  vpcLinkResource,
  apiResource,
  apiIntegrationResource,
  apiRouteResource,
  apiStageResource,
];
