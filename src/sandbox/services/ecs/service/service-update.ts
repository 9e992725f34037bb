import { isDeepStrictEqual } from 'node:util';
import { UpdateServiceCommand, type LoadBalancer, type UpdateServiceRequest } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../../service.js';
import { isFargate } from '../capacity/capacity-provider-strategy.js';
import { deploy } from './deployments.js';
import { present } from '../input.js';
import { activeCluster, definitionNamed, existingService } from '../names.js';
import { checkedPlacement } from '../task/placement-rules.js';
import { scheduleReconcile } from './scheduler.js';
import { checkedCount, refuseUnknown } from './service-creation.js';
import { checkContainers, checkedLoadBalancers, checkGracePeriod } from './service-load-balancers.js';
import { checkedRegistries } from './service-registries.js';
import {
  activeDefinition,
  checkCompatible,
  checkedCapacity,
  checkedDeploymentConfiguration,
  checkedNetwork,
  checkedPlatform,
} from './service-rules.js';
import { shownService } from './services.js';
import type { ClusterRow, Revision, ServiceRow, TaskDefinitionRow } from '../tables.js';

export const serviceUpdateOperations = [
  /**
   * What tasks run with makes a new deployment where it differs; how many there are does not.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
   */
  on(UpdateServiceCommand, (input, context) => {
    const cluster = activeCluster(context, input.cluster);
    const row = existingService(context, cluster, present(input.service, 'Service'));
    if (row.service.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
    if (input.desiredCount !== undefined) checkedCount(context, input.desiredCount);
    refuseUnknown(input);
    const [primary] = row.deployments;
    const revision = changedRevision(context, input, { row, cluster });
    checkGracePeriod(input.healthCheckGracePeriodSeconds, revision.loadBalancers);
    const settings = changedSettings(input, row);
    const replaces = input.forceNewDeployment === true || !isDeepStrictEqual(revision, primary.revision);
    Object.assign(row.service, settings);
    if (replaces) deploy(context, row, revision);
    scheduleReconcile(context, row);
    return { service: shownService(context, row, ['TAGS']) };
  }),
];

interface Existing {
  readonly row: ServiceRow;
  readonly cluster: ClusterRow;
}

function changedRevision(context: Context, input: UpdateServiceRequest, { row, cluster }: Existing): Revision {
  const { launchType, capacityProviderStrategy, ...was } = row.deployments[0].revision;
  const definition = changedDefinition(context, input, was.taskDefinition);
  // An empty strategy goes back to the launch type.
  const fallback = isFargate(row.deployments[0].revision) ? 'FARGATE' : 'EC2';
  const capacity = input.capacityProviderStrategy
    ? checkedCapacity(input.capacityProviderStrategy.length > 0 ? input : { launchType: fallback }, cluster)
    : { ...(launchType && { launchType }), ...(capacityProviderStrategy && { capacityProviderStrategy }) };
  checkCompatible(definition, capacity);
  checkedPlacement({ ...row.service, ...definedIn(input) }, capacity);
  const kept = isFargate(capacity) ? was.platformVersion : undefined;
  return {
    taskDefinition: definition.definition.taskDefinitionArn,
    ...capacity,
    network: input.networkConfiguration ? checkedNetwork(context, input.networkConfiguration, capacity) : was.network,
    ...checkedPlatform(input.platformVersion ?? kept, capacity),
    serviceRegistries: input.serviceRegistries
      ? checkedRegistries(context, input.serviceRegistries, definition)
      : was.serviceRegistries,
    loadBalancers: changedLoadBalancers(context, input, { was: was.loadBalancers, definition }),
  };
}

const definedIn = ({ placementStrategy, placementConstraints }: UpdateServiceRequest) => ({
  ...(placementStrategy && { placementStrategy }),
  ...(placementConstraints && { placementConstraints }),
});

/** Another task definition must have the ports that stay. */
function changedLoadBalancers(
  context: Context,
  input: UpdateServiceRequest,
  { was, definition }: { readonly was: LoadBalancer[]; readonly definition: TaskDefinitionRow },
): LoadBalancer[] {
  if (input.loadBalancers) return checkedLoadBalancers(context, input.loadBalancers, definition);
  checkContainers(was, definition);
  return was;
}

/** A service may keep a revision that is no longer ACTIVE; it cannot be given one. */
function changedDefinition(context: Context, { taskDefinition }: UpdateServiceRequest, was: string): TaskDefinitionRow {
  const kept = taskDefinition === undefined || taskDefinition === was ? definitionNamed(context, was) : undefined;
  return kept ?? activeDefinition(context, taskDefinition);
}

function changedSettings(input: UpdateServiceRequest, { service }: ServiceRow): Partial<ServiceRow['service']> {
  const wanted = {
    desiredCount: input.desiredCount,
    deploymentConfiguration:
      input.deploymentConfiguration &&
      checkedDeploymentConfiguration({ ...service.deploymentConfiguration, ...input.deploymentConfiguration }),
    availabilityZoneRebalancing: input.availabilityZoneRebalancing,
    healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds,
    enableExecuteCommand: input.enableExecuteCommand,
    enableECSManagedTags: input.enableECSManagedTags,
    propagateTags: input.propagateTags,
    placementConstraints: input.placementConstraints,
    placementStrategy: input.placementStrategy,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
