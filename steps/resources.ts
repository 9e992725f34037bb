import type { Resource } from '../src/step.js';
import { amiResource } from './ami.js';
import { apiIntegrationResource } from './api-integration.js';
import { apiRouteResource } from './api-route.js';
import { apiStageResource } from './api-stage.js';
import { apiResource } from './api.js';
import { autoScalingGroupResource } from './auto-scaling-group.js';
import { autoScalingMinimumResource } from './auto-scaling-minimum.js';
import { availabilityZonesResource } from './availability-zones.js';
import { capacityProviderResource } from './capacity-provider.js';
import { cloudMapServiceResource } from './cloud-map-service.js';
import { clusterCapacityProvidersResource } from './cluster-capacity-providers.js';
import { clusterResource } from './cluster.js';
import { ecrRepositoryResource } from './ecr-repository.js';
import { ecsServiceResource } from './ecs-service.js';
import { elasticIpResource } from './elastic-ip.js';
import { existingSubnetResource } from './existing-subnet.js';
import { existingVpcResource } from './existing-vpc.js';
import { imageResource } from './image.js';
import { instanceProfileResource } from './instance-profile.js';
import { instanceResource } from './instance.js';
import { internetGatewayAttachmentResource } from './internet-gateway-attachment.js';
import { internetGatewayResource } from './internet-gateway.js';
import { keyPairResource } from './key-pair.js';
import { launchTemplateResource } from './launch-template.js';
import { listenerRuleResource } from './listener-rule.js';
import { listenerResource } from './listener.js';
import { loadBalancerResource } from './load-balancer.js';
import { logGroupResource } from './log-group.js';
import { namespaceResource } from './namespace.js';
import { natGatewayResource } from './nat-gateway.js';
import { prefixListResource } from './prefix-list.js';
import { rolePolicyAttachmentResource } from './role-policy-attachment.js';
import { rolePolicyResource } from './role-policy.js';
import { roleResource } from './role.js';
import { routeTableAssociationResource } from './route-table-association.js';
import { routeTableResource } from './route-table.js';
import { routeResource } from './route.js';
import { securityGroupRuleResource } from './security-group-rule.js';
import { securityGroupResource } from './security-group.js';
import { subnetResource } from './subnet.js';
import { targetGroupResource } from './target-group.js';
import { taskDefinitionResource } from './task-definition.js';
import { vpcEndpointResource } from './vpc-endpoint.js';
import { vpcLinkResource } from './vpc-link.js';
import { vpcResource } from './vpc.js';

/** Every noun. State records are resolved by these, so that `down` and `status` need no config. */
export const resources: readonly Resource[] = [
  availabilityZonesResource,
  vpcResource,
  existingVpcResource,
  subnetResource,
  existingSubnetResource,
  internetGatewayResource,
  internetGatewayAttachmentResource,
  routeTableResource,
  routeResource,
  routeTableAssociationResource,
  elasticIpResource,
  natGatewayResource,
  prefixListResource,
  securityGroupResource,
  securityGroupRuleResource,
  vpcEndpointResource,
  namespaceResource,
  cloudMapServiceResource,
  clusterResource,
  amiResource,
  launchTemplateResource,
  autoScalingGroupResource,
  autoScalingMinimumResource,
  capacityProviderResource,
  clusterCapacityProvidersResource,
  keyPairResource,
  instanceResource,
  roleResource,
  rolePolicyAttachmentResource,
  rolePolicyResource,
  instanceProfileResource,
  logGroupResource,
  ecrRepositoryResource,
  imageResource,
  taskDefinitionResource,
  loadBalancerResource,
  targetGroupResource,
  listenerResource,
  listenerRuleResource,
  ecsServiceResource,
  vpcLinkResource,
  apiResource,
  apiIntegrationResource,
  apiRouteResource,
  apiStageResource,
];

/** The same by noun, as records name them. */
export const resourcesByType: ReadonlyMap<string, Resource> = new Map(resources.map((it) => [it.type, it]));
