import type { AwsVpcConfiguration, Container, Tag, Task, TaskOverride } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { resourcesNeeded } from '../container-instance/task-resources.js';
import type { Placement } from '../instance-tables.js';
import { canScaleOut, requestScaleOut, scheduleProviderCheck } from '../capacity/managed-scaling.js';
import { arn } from '../names.js';
import { spotProvider } from '../capacity/capacity-provider-strategy.js';
import { beyondQuota } from '../capacity/fargate-quota.js';
import { hasSpotRoom } from '../capacity/spot-room.js';
import { isPlaced, findPlacement, type Unplaced } from './placement.js';
import { requiredAttributes } from '../container-instance/required-attributes.js';
import { tasks, type ClusterRow, type TaskDefinitionRow, type TaskRow } from '../tables.js';
import { newAgents } from './managed-agent.js';
import { startOnPlace, uuid } from './task-interface.js';
import { pulledDigest } from '../prerequisites/image-presence.js';

/** A task to be launched, and where. */
export interface TaskLaunch {
  readonly cluster: ClusterRow;
  readonly definition: TaskDefinitionRow;
  readonly network: AwsVpcConfiguration;
  /** How many tasks were launched before: on Fargate they take turns in the subnets. */
  readonly turn: number;
  readonly host: FargateHost | InstanceHost;
  readonly capacityProviderName?: string;
  /** `service:web`, `family:web` */
  readonly group: string;
  readonly startedBy?: string;
  readonly overrides?: TaskOverride;
  readonly enableExecuteCommand?: boolean;
  readonly service?: { readonly serviceArn: string; readonly deploymentId: string };
  readonly tags: Tag[];
}
export interface FargateHost {
  readonly on: 'FARGATE';
  readonly platformVersion: string;
}
export interface InstanceHost extends Pick<Placement, 'strategy' | 'constraints'> {
  readonly on: 'EC2';
}

/**
 * Launches one task, which runs in its own time. On Fargate there is room up to the account's quota, on Fargate Spot as long as AWS has
 * it, too. On container instances it is placed at once, or waits where its capacity provider can make room, or is not launched at all.
 * @throws AwsError EC2's, where the interface cannot be made: the subnet is full, or something is gone
 */
export function launchTask(context: Context, order: TaskLaunch): TaskRow | Unplaced {
  if (order.host.on === 'EC2') return launchOnInstance(context, order, order.host);
  if (order.capacityProviderName === spotProvider && !hasSpotRoom(context)) return noRoomOnSpot;
  const beyond = beyondQuota(context, {
    cpu: order.definition.definition.cpu,
    capacityProviderName: order.capacityProviderName,
  });
  if (beyond) return beyond;
  const { subnets = [] } = order.network;
  const row = newTask(context, order, fargateMembers(order, order.host));
  const place = { subnetId: subnets[order.turn % subnets.length] ?? '' };
  startOnPlace(context, row, { place, network: order.network });
  return entered(context, row);
}

/** Source: https://github.com/sil-org/ecs-deploy/issues/277 */
const noRoomOnSpot: Unplaced = {
  isOnFargate: true,
  reason: 'Capacity is unavailable at this time. Please try again later or in a different availability zone',
};

export const isLaunched = (it: TaskRow | Unplaced): it is TaskRow => 'task' in it;

function launchOnInstance(
  context: Context,
  order: TaskLaunch,
  { strategy, constraints }: InstanceHost,
): TaskRow | Unplaced {
  const { network, group, capacityProviderName } = order;
  const { clusterArn } = order.cluster.cluster;
  const placement = { network, strategy, constraints };
  const [needs, requires] = [resourcesNeeded(order.definition), requiredAttributes(order.definition)];
  const found = findPlacement(context, { clusterArn, capacityProviderName, group, needs, requires, ...placement });
  const waits = capacityProviderName !== undefined && canScaleOut(context, capacityProviderName);
  if (!isPlaced(found) && !waits) return found;
  const row = newTask(context, order, { launchType: 'EC2' });
  if (isPlaced(found)) startOnPlace(context, row, { place: found, network });
  else if (waits) row.waiting = { capacityProviderName, ...placement };
  entered(context, row);
  if (row.waiting) requestScaleOut(context, row.waiting.capacityProviderName);
  // Its instance may have been empty, and is needed now.
  const provider = isPlaced(found) && 'on' in found ? found.on.instance.capacityProviderName : undefined;
  if (provider !== undefined) scheduleProviderCheck(context, provider, 1);
  return row;
}

function entered(context: Context, row: TaskRow): TaskRow {
  tasks(context).set(row.task.taskArn, row);
  return row;
}

function newTask(context: Context, order: TaskLaunch, kind: Partial<Task>): TaskRow {
  const { cluster, service, tags } = order;
  const taskArn = arn(context, `task/${cluster.cluster.clusterName}/${context.world.hex(32)}`);
  const containers = containersOf(context, order, taskArn);
  const task = { ...taskOf(context, order, taskArn), ...kind, containers };
  return { task, ...service, privateIpAddress: '', healthy: false, tags };
}

const fargateMembers = ({ definition }: TaskLaunch, { platformVersion }: FargateHost) => ({
  launchType: 'FARGATE' as const,
  platformVersion: platformVersion === 'LATEST' ? '1.4.0' : platformVersion,
  platformFamily: 'Linux',
  ephemeralStorage: definition.definition.ephemeralStorage ?? { sizeInGiB: 20 },
});

function taskOf(context: Context, order: TaskLaunch, taskArn: string) {
  const { definition } = order.definition;
  return {
    taskArn,
    clusterArn: order.cluster.cluster.clusterArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    createdAt: context.now,
    group: order.group,
    ...(order.startedBy !== undefined && { startedBy: order.startedBy }),
    cpu: definition.cpu,
    memory: definition.memory,
    ...(order.capacityProviderName !== undefined && { capacityProviderName: order.capacityProviderName }),
    enableExecuteCommand: order.enableExecuteCommand ?? false,
    healthStatus: 'UNKNOWN' as const,
    overrides: order.overrides ?? { containerOverrides: [], inferenceAcceleratorOverrides: [] },
    version: 1,
  } satisfies Task;
}

/** What the tag of an image names when a task is launched. A task keeps it. */
const digestMember = (imageDigest: string | undefined) => (imageDigest === undefined ? {} : { imageDigest });

const containersOf = (
  context: Context,
  { definition, enableExecuteCommand }: TaskLaunch,
  taskArn: string,
): Container[] =>
  definition.definition.containerDefinitions.map(({ name, image, cpu = 0, memory, memoryReservation }) => ({
    ...digestMember(pulledDigest(context, image ?? '')),
    containerArn: `${taskArn.replace(':task/', ':container/')}/${uuid(context)}`,
    taskArn,
    name,
    image,
    lastStatus: 'PENDING',
    networkInterfaces: [],
    healthStatus: 'UNKNOWN',
    ...newAgents(enableExecuteCommand),
    cpu: String(cpu),
    ...(memory !== undefined && { memory: String(memory) }),
    ...(memoryReservation !== undefined && { memoryReservation: String(memoryReservation) }),
  }));
