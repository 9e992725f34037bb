import { roomOf } from '../../../../facts/instance-types.js';
import { backOff } from '../../../back-off.js';
import { timer, type Context } from '../../../service.js';
import { setDesiredCapacity } from '../../autoscaling/capacity.js';
import { instanceTypeOf } from '../../autoscaling/group-rules.js';
import { setScaleInProtection } from '../../autoscaling/instances.js';
import type { GroupRow } from '../../autoscaling/tables.js';
import { groupOf } from './capacity-provider-rules.js';
import { minus, resourcesNeededByTask, missingResource, tasksOn } from '../container-instance/task-resources.js';
import {
  capacityProviders,
  isUsable,
  containerInstances,
  type CapacityProviderRow,
  type ContainerInstanceRow,
  type TaskResources,
} from '../instance-tables.js';
import { attributesForTask, attributesOfType, hasAll } from '../container-instance/required-attributes.js';
import { placeWaitingTasks, tasksWaitingFor } from './waiting-tasks.js';

/**
 * Managed scaling: a capacity provider sees to it that its Auto Scaling group has as many instances as its tasks need.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */

/** Seconds until the alarm notices that tasks wait. It looks once a minute. */
const noticedAfter = 60;
/**
 * Seconds for which fewer instances must have been needed than there are, until some go: 15 data points of
 * `CapacityProviderReservation` below its target.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 */
const lowFor = 15 * 60;

const policy = 'a monitor alarm of ECSManagedAutoScalingPolicy was triggered';

/** Whether managed scaling can add instances for tasks that wait for this provider. */
export function canScaleOut(context: Context, name: string): boolean {
  const row = capacityProviders(context).get(name);
  return !!row && isUsable(row) && row.provider.autoScalingGroupProvider.managedScaling.status === 'ENABLED';
}

/** Schedules a check of the provider, because a task waits for room on its instances. */
export const requestScaleOut = (context: Context, name: string): void =>
  scheduleProviderCheck(context, name, noticedAfter);

/** Schedules a check of a provider, unless one is due by then anyway. */
export function scheduleProviderCheck(context: Context, name: string, seconds: number): void {
  const row = capacityProviders(context).get(name);
  if (!row) return;
  const at = context.due(seconds);
  const { lookAt = 0 } = row;
  if (lookAt > context.world.elapsed && lookAt <= at) return;
  row.lookAt = at;
  context.after(seconds, checkProvider, { name });
}

/** Forgets the provider's failed checks, because the next one may succeed: it comes as soon as the first one did. */
export function resetProviderBackOff(context: Context, row: CapacityProviderRow): void {
  row.vainLooks = 0;
  if (tasksWaitingFor(context, row.provider.name).length > 0) requestScaleOut(context, row.provider.name);
}

/** What a provider does when somebody has changed its group. */
export function onGroupChanged(context: Context, { group }: GroupRow): void {
  const isOf = ({ provider }: CapacityProviderRow) =>
    provider.autoScalingGroupProvider.autoScalingGroupArn === group.AutoScalingGroupARN;
  for (const row of capacityProviders(context).all(isOf)) {
    resetProviderBackOff(context, row);
    scheduleProviderCheck(context, row.provider.name, noticedAfter);
  }
}

export const checkProvider = timer<{ name: string }>('ecs/provider-looks', (context, { name }) => {
  const row = capacityProviders(context).get(name);
  if (!row || !isUsable(row)) return;
  placeWaitingTasks(context, name);
  const group = groupOf(context, row.provider.autoScalingGroupProvider.autoScalingGroupArn);
  if (!group || !canScaleOut(context, name)) return;
  if (tasksWaitingFor(context, name).length > 0) {
    // A scale-in that is under way begins anew.
    delete row.lowSince;
    return scaleOut(context, row, group);
  }
  row.vainLooks = 0;
  scaleIn(context, row, group);
});

/** The provider's instances that take tasks. */
const instancesOf = (context: Context, { provider }: CapacityProviderRow): ContainerInstanceRow[] =>
  containerInstances(context).all(
    ({ instance }) => instance.capacityProviderName === provider.name && instance.status === 'ACTIVE',
  );

/** What waits has found no room on any instance there is: as many more are needed as it fills by itself. */
function scaleOut(context: Context, row: CapacityProviderRow, group: GroupRow): void {
  const { targetCapacity, minimumScalingStepSize, maximumScalingStepSize } = scalingOf(row);
  const needed = instancesOf(context, row).length + freshInstances(context, row, group);
  const { DesiredCapacity, MaxSize } = group.group;
  const more = Math.ceil((needed * 100) / targetCapacity) - DesiredCapacity;
  const step = Math.min(Math.max(more, minimumScalingStepSize), maximumScalingStepSize);
  const desired = more > 0 ? Math.min(DesiredCapacity + step, MaxSize) : DesiredCapacity;
  setDesiredCapacity(context, group, desired, policy);
  // Instances that come have it looked at again; where none comes, ever later.
  scheduleProviderCheck(context, row.provider.name, backOff(noticedAfter, row.vainLooks));
  row.vainLooks = desired > DesiredCapacity ? 0 : row.vainLooks + 1;
}

/** How many new instances the waiting tasks fill; a task that fits on none is not counted. */
function freshInstances(context: Context, { provider }: CapacityProviderRow, group: GroupRow): number {
  const type = instanceTypeOf(context, group);
  if (!type) return 0;
  const bins: TaskResources[] = [];
  for (const task of tasksWaitingFor(context, provider.name)) {
    if (!hasAll(attributesOfType(type.architecture), attributesForTask(context, task))) continue;
    const needs = resourcesNeededByTask(context, task);
    const bin = bins.findIndex((left) => missingResource(left, needs) === undefined);
    const left = bins[bin] ?? roomOf(type);
    if (missingResource(left, needs) === undefined) bins[bin < 0 ? bins.length : bin] = minus(left, needs);
  }
  return bins.length;
}

/**
 * Ends empty instances once fewer were needed for long: at least one, and at most half of the group, each minute. How many
 * may come at a time does not count here. With managed termination protection, those chosen lose theirs, and no others can
 * be terminated.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html,
 * https://aws.amazon.com/blogs/containers/faster-scaling-in-for-amazon-ecs-cluster-auto-scaling/ (half of the group)
 */
function scaleIn(context: Context, row: CapacityProviderRow, group: GroupRow): void {
  const { name, autoScalingGroupProvider } = row.provider;
  const all = instancesOf(context, row);
  const empty = all.filter((instance) => tasksOn(context, instance).length === 0);
  const { DesiredCapacity, MinSize } = group.group;
  const needed = Math.ceil(((all.length - empty.length) * 100) / scalingOf(row).targetCapacity);
  if (needed >= DesiredCapacity || empty.length === 0) return void delete row.lowSince;
  row.lowSince ??= context.world.elapsed;
  const rest = lowFor - (context.world.elapsed - row.lowSince) / 1000;
  if (rest > 0) return scheduleProviderCheck(context, name, rest);
  const spare = Math.min(DesiredCapacity - Math.max(MinSize, needed), empty.length);
  if (spare <= 0) return;
  const goes = empty.slice(0, Math.max(1, Math.floor(DesiredCapacity / 2))).slice(0, spare);
  if (autoScalingGroupProvider.managedTerminationProtection === 'ENABLED')
    setScaleInProtection(context, group, membersFor(group, goes), false);
  setDesiredCapacity(context, group, DesiredCapacity - goes.length, policy);
  if (goes.length < spare) scheduleProviderCheck(context, name, noticedAfter);
}

const membersFor = ({ members }: GroupRow, rows: readonly ContainerInstanceRow[]) =>
  members.filter(({ InstanceId }) => rows.some(({ instance }) => instance.ec2InstanceId === InstanceId));

const scalingOf = ({ provider }: CapacityProviderRow) => provider.autoScalingGroupProvider.managedScaling;
