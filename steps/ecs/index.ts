import type { Resource } from '../../src/step.js';
import { clusterResource } from './cluster/resource.js';
import { existingClusterResource } from './existing-cluster/resource.js';
import { taskDefinitionResource } from './task-definition/resource.js';
import { ecsServiceResource } from './ecs-service/resource.js';
import { ecsTaskResource } from './ecs-task/resource.js';
import { capacityProviderResource } from './capacity-provider/resource.js';
import { clusterCapacityProvidersResource } from './cluster-capacity-providers/resource.js';
import { fargateCapacityProvidersResource } from './fargate-capacity-providers/resource.js';

/** The nouns of ECS, in the order of teaching. */
export const ecs: readonly Resource[] = [
  clusterResource,
  existingClusterResource,
  taskDefinitionResource,
  ecsServiceResource,
  ecsTaskResource,
  fargateCapacityProvidersResource,
  capacityProviderResource,
  clusterCapacityProvidersResource,
];
