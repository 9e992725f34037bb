import {
  ClientException$,
  ClusterContainsServicesException$,
  ClusterContainsTasksException$,
  ClusterNotFoundException$,
  ConflictException$,
  InvalidParameterException$,
  PlatformUnknownException$,
  ServiceNotActiveException$,
  ServiceNotFoundException$,
} from '@aws-sdk/client-ecs';
import type { Service } from '../../service.js';
import { capacityProviderOperations } from './capacity-providers.js';
import { clusterOperations } from './clusters.js';
import { serviceForgotten } from './draining.js';
import { runTaskOperations } from './run-task.js';
import { schedulerLooks } from './scheduler.js';
import { serviceCreationOperations } from './service-creation.js';
import { serviceDeploymentOperations } from './service-deployments.js';
import { serviceUpdateOperations } from './service-update.js';
import { serviceOperations } from './services.js';
import { tagOperations } from './tags.js';
import { taskDefinitionDeletionOperations, taskDefinitionsPurged } from './task-definition-deletion.js';
import { taskDefinitionOperations } from './task-definitions.js';
import { taskForgotten, taskHealthy, taskPending, taskStarts, taskStops } from './task-life.js';
import { taskOperations } from './tasks.js';

/** ECS on Fargate. No container runs: tasks live, fail and stop as AWS would have them, by what surrounds them. */
export const ecs: Service = {
  id: 'ecs',
  wire: { protocol: 'awsJson1_1', signingName: 'ecs', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: [
    ...clusterOperations,
    ...capacityProviderOperations,
    ...taskDefinitionOperations,
    ...taskDefinitionDeletionOperations,
    ...serviceCreationOperations,
    ...serviceOperations,
    ...serviceUpdateOperations,
    ...serviceDeploymentOperations,
    ...taskOperations,
    ...runTaskOperations,
    ...tagOperations,
  ],
  errors: [
    ClientException$,
    ClusterContainsServicesException$,
    ClusterContainsTasksException$,
    ClusterNotFoundException$,
  ConflictException$,
    InvalidParameterException$,
  PlatformUnknownException$,
    ServiceNotActiveException$,
    ServiceNotFoundException$,
  ],
  timers: [
    schedulerLooks,
    serviceForgotten,
    taskDefinitionsPurged,
    taskPending,
    taskStarts,
    taskHealthy,
    taskStops,
    taskForgotten,
  ],
};
