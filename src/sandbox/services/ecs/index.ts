import {
  AccessDeniedException$,
  ClientException$,
  ClusterContainsContainerInstancesException$,
  ClusterContainsServicesException$,
  ClusterContainsTasksException$,
  ClusterNotFoundException$,
  ConflictException$,
  InvalidParameterException$,
  PlatformUnknownException$,
  ResourceInUseException$,
  ServiceDeploymentNotFoundException$,
  ServiceNotActiveException$,
  ServiceNotFoundException$,
  TargetNotConnectedException$,
  UpdateInProgressException$,
} from '@aws-sdk/client-ecs';
import { when, type Service } from '../../service.js';
import { beforeTermination, groupChanged } from '../autoscaling/signals.js';
import { instanceChanged } from '../ec2/instances/instance-changed.js';
import { logGroupDeleted } from '../logs/log-group-deleted.js';
import { accountSettingOperations } from './account/account-settings.js';
import { agentRegisters, onAgentSilent } from './container-instance/agent.js';
import { agentSilent } from './container-instance/silent-agents.js';
import { capacityProviderDeleted, capacityProviderOperations } from './capacity/capacity-providers.js';
import { clusterCapacityProviderOperations, providersAttached } from './capacity/cluster-capacity-providers.js';
import { clusterOperations } from './cluster/clusters.js';
import { insightsWritten, measureTask, onLogGroupDeleted } from './cluster/container-insights.js';
import { onInstanceChanged } from './container-instance/container-instance-removal.js';
import { containerInstanceOperations } from './container-instance/container-instances.js';
import { serviceForgotten } from './service/draining.js';
import { onTaskPlacedOrStopped } from './task/task-reaction.js';
import { drainBeforeTermination } from './capacity/managed-draining.js';
import { onGroupChanged, checkProvider } from './capacity/managed-scaling.js';
import { executeCommandOperations } from './task/execute-command.js';
import { runTaskOperations } from './task/run-task.js';
import { programEnds, programWrites, startProgram } from './task/task-end.js';
import { reconcileService } from './service/scheduler.js';
import { serviceCreationOperations } from './service/service-creation.js';
import { serviceDeploymentOperations } from './service/service-deployments.js';
import { serviceRevisionOperations } from './service/service-revisions.js';
import { serviceUpdateOperations } from './service/service-update.js';
import { serviceOperations } from './service/services.js';
import { stopDeploymentOperations } from './service/stop-deployment.js';
import { tagOperations } from './tags.js';
import { taskDefinitionDeletionOperations, taskDefinitionsPurged } from './task-definition/task-definition-deletion.js';
import { taskDefinitionOperations } from './task-definition/task-definitions.js';
import { taskPlacedOrStopped } from './task/task-placed-or-stopped.js';
import { taskStarted } from './task/task-started.js';
import { taskDrains, taskForgotten, taskHealthy, taskPending, taskStarts, taskStops } from './task/task-lifecycle.js';
import { protectionEnds, taskProtectionOperations } from './task/task-protection.js';
import { taskOperations } from './task/tasks.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

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
    ...serviceRevisionOperations,
    ...stopDeploymentOperations,
    ...accountSettingOperations,
    ...taskOperations,
    ...runTaskOperations,
    ...executeCommandOperations,
    ...taskProtectionOperations,
    ...tagOperations,
  ],
  errors: [
    AccessDeniedException$,
    ClientException$,
    ClusterContainsContainerInstancesException$,
    ClusterContainsServicesException$,
    ClusterContainsTasksException$,
    ClusterNotFoundException$,
    ConflictException$,
    InvalidParameterException$,
    PlatformUnknownException$,
    ServiceNotActiveException$,
    ServiceDeploymentNotFoundException$,
    ServiceNotFoundException$,
    TargetNotConnectedException$,
    ResourceInUseException$,
    UpdateInProgressException$,
  ],
  timers: [
    reconcileService,
    serviceForgotten,
    taskDefinitionsPurged,
    taskPending,
    taskStarts,
    taskHealthy,
    taskDrains,
    taskStops,
    taskForgotten,
    programWrites,
    programEnds,
    providersAttached,
    capacityProviderDeleted,
    agentRegisters,
    checkProvider,
    insightsWritten,
    protectionEnds,
  ],
  reactions: [
    when(instanceChanged, onInstanceChanged),
    when(agentSilent, onAgentSilent),
    when(groupChanged, onGroupChanged),
    when(beforeTermination, drainBeforeTermination),
    when(taskPlacedOrStopped, onTaskPlacedOrStopped),
    when(taskStarted, measureTask),
    when(taskStarted, startProgram),
    when(logGroupDeleted, onLogGroupDeleted),
  ],
  tagsByArn,
  taggedResources,
};
