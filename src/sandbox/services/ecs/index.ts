import {
  ClientException$,
  ClusterContainsContainerInstancesException$,
  ClusterContainsServicesException$,
  ClusterContainsTasksException$,
  ClusterNotFoundException$,
  ConflictException$,
  InvalidParameterException$,
  PlatformUnknownException$,
  ResourceInUseException$,
  ServiceNotActiveException$,
  ServiceNotFoundException$,
  UpdateInProgressException$,
} from '@aws-sdk/client-ecs';
import type { Service } from '../../service.js';
import { followGroups } from '../autoscaling/group-followers.js';
import { onTermination } from '../autoscaling/termination-hooks.js';
import { followInstances } from '../ec2/instance-followers.js';
import { agentRegisters } from './agent.js';
import { capacityProviderDeleted, capacityProviderOperations } from './capacity-providers.js';
import { clusterCapacityProviderOperations, providersAttached } from './cluster-capacity-providers.js';
import { clusterOperations } from './clusters.js';
import { followInstance } from './container-instance-end.js';
import { containerInstanceOperations } from './container-instances.js';
import { serviceForgotten } from './draining.js';
import { followTask } from './follow-tasks.js';
import { drainBeforeTermination } from './managed-draining.js';
import { drainingHook } from './managed-draining-hook.js';
import { followGroup, providerLooks } from './managed-scaling.js';
import { runTaskOperations } from './run-task.js';
import { schedulerLooks } from './scheduler.js';
import { serviceCreationOperations } from './service-creation.js';
import { serviceDeploymentOperations } from './service-deployments.js';
import { serviceUpdateOperations } from './service-update.js';
import { serviceOperations } from './services.js';
import { tagOperations } from './tags.js';
import { taskDefinitionDeletionOperations, taskDefinitionsPurged } from './task-definition-deletion.js';
import { taskDefinitionOperations } from './task-definitions.js';
import { followTasks } from './task-followers.js';
import { taskDrains, taskForgotten, taskHealthy, taskPending, taskStarts, taskStops } from './task-life.js';
import { taskOperations } from './tasks.js';

followInstances(followInstance);
followGroups(followGroup);
followTasks(followTask);
onTermination(drainingHook, drainBeforeTermination);

/**
 * ECS on Fargate and on container instances. No container runs: tasks live, fail and stop as AWS would have them, by
 * what surrounds them.
 */
export const ecs: Service = {
  id: 'ecs',
  wire: { protocol: 'awsJson1_1', signingName: 'ecs', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: [
    ...clusterOperations,
    ...capacityProviderOperations,
    ...clusterCapacityProviderOperations,
    ...containerInstanceOperations,
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
    ClusterContainsContainerInstancesException$,
    ClusterContainsServicesException$,
    ClusterContainsTasksException$,
    ClusterNotFoundException$,
    ConflictException$,
    InvalidParameterException$,
    PlatformUnknownException$,
    ServiceNotActiveException$,
    ServiceNotFoundException$,
    ResourceInUseException$,
    UpdateInProgressException$,
  ],
  timers: [
    schedulerLooks,
    serviceForgotten,
    taskDefinitionsPurged,
    taskPending,
    taskStarts,
    taskHealthy,
    taskDrains,
    taskStops,
    taskForgotten,
    providersAttached,
    capacityProviderDeleted,
    agentRegisters,
    providerLooks,
  ],
};
