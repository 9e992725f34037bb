import { roomOf } from '../../../facts/instance-types.js';
import { backOff } from '../../back-off.js';
import { timer, type Context } from '../../service.js';
import { setDesiredCapacity } from '../autoscaling/capacity.js';
import { instanceTypeOf } from '../autoscaling/group-rules.js';
import { protect } from '../autoscaling/instances.js';
import type { GroupRow } from '../autoscaling/tables.js';
import { groupOf } from './capacity-provider-rules.js';
import { minus, needsOfTask, shortage, tasksOn } from './container-instance-room.js';
import {
  capacityProviders,
  containerInstances,
  type CapacityProviderRow,
  type ContainerInstanceRow,
  type Room,
} from './instance-tables.js';
import { attributesForTask, attributesOfType, hasAll } from './required-attributes.js';
import { placeWaiting, waitingFor } from './waiting.js';

/**
 * Managed scaling: a capacity provider sees to it that its Auto Scaling group has as many instances as its tasks need.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */

/** Seconds until the alarm notices that tasks wait, and until it believes that an instance is not needed. */
const noticedAfter = 60;
const idleFor = 15 * 60;

const policy = 'a monitor alarm of ECSManagedAutoScalingPolicy was triggered';

/** Whether tasks may wait for this provider. */
export function canMakeRoom(context: Context, name: string): boolean {
  const provider = capacityProviders(context).get(name)?.provider;
  return provider?.status === 'ACTIVE' && provider.autoScalingGroupProvider.managedScaling.status === 'ENABLED';
}

/** A task waits. */
export const askForRoom = (context: Context, name: string): void => lookAtProvider(context, name, noticedAfter);

/** Has a provider looked at in so many seconds, unless that is due by then anyway. */
export function lookAtProvider(context: Context, name: string, seconds: number): void {
  const row = capacityProviders(context).get(name);
  if (!row) return;
  const at = context.due(seconds);
  const { lookAt = 0 } = row;
  if (lookAt > context.world.time && lookAt <= at) return;
  row.lookAt = at;
  context.after(seconds, providerLooks, { name });
}

/** What it looked for in vain may be there now: it looks as soon as if it had never looked before. */
export function lookAnew(context: Context, row: CapacityProviderRow): void {
  row.vainLooks = 0;
  if (waitingFor(context, row.provider.name).length > 0) askForRoom(context, row.provider.name);
}

/** What a provider does when somebody has changed its group. */
export function followGroup(context: Context, { group }: GroupRow): void {
  const isOf = ({ provider }: CapacityProviderRow) =>
    provider.autoScalingGroupProvider.autoScalingGroupArn === group.AutoScalingGroupARN;
  for (const row of capacityProviders(context).all(isOf)) lookAnew(context, row);
}

export const providerLooks = timer<{ name: string }>('ecs/provider-looks', (context, { name }) => {
  const row = capacityProviders(context).get(name);
  if (row?.provider.status !== 'ACTIVE') return;
  placeWaiting(context, name);
  const group = groupOf(context, row.provider.autoScalingGroupProvider.autoScalingGroupArn);
  if (!group || !canMakeRoom(context, name)) return;
  if (waitingFor(context, name).length > 0) return scaleOut(context, row, group);
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
  lookAtProvider(context, row.provider.name, backOff(noticedAfter, row.vainLooks));
  row.vainLooks = desired > DesiredCapacity ? 0 : row.vainLooks + 1;
}

/** How many new instances the waiting tasks fill; a task that fits on none is not counted. */
function freshInstances(context: Context, { provider }: CapacityProviderRow, group: GroupRow): number {
  const type = instanceTypeOf(context, group);
  if (!type) return 0;
  const bins: Room[] = [];
  for (const task of waitingFor(context, provider.name)) {
    if (!hasAll(attributesOfType(type.architecture), attributesForTask(context, task))) continue;
    const needs = needsOfTask(context, task);
    const bin = bins.findIndex((left) => shortage(left, needs) === undefined);
    const left = bins[bin] ?? roomOf(type);
    if (shortage(left, needs) === undefined) bins[bin < 0 ? bins.length : bin] = minus(left, needs);
  }
  return bins.length;
}

/** Ends instances that have been idle for long; with managed termination protection, no others can be chosen. */
function scaleIn(context: Context, row: CapacityProviderRow, group: GroupRow): void {
  const all = instancesOf(context, row);
  const busy = all.filter((instance) => tasksOn(context, instance).length > 0);
  const { targetCapacity, maximumScalingStepSize } = scalingOf(row);
  const { DesiredCapacity, MinSize } = group.group;
  const spare = DesiredCapacity - Math.max(MinSize, Math.ceil((busy.length * 100) / targetCapacity));
  if (spare <= 0) return;
  const idle = all.filter(({ idleSince }) => idleSince !== undefined && restOf(context, idleSince) === 0);
  const goes = idle.slice(0, Math.min(spare, maximumScalingStepSize));
  if (goes.length > 0) {
    if (row.provider.autoScalingGroupProvider.managedTerminationProtection === 'ENABLED')
      protect(context, group, membersFor(group, goes), false);
    setDesiredCapacity(context, group, DesiredCapacity - goes.length, policy);
  }
  const rests = all.flatMap(({ idleSince }) => (idleSince === undefined ? [] : restOf(context, idleSince)));
  const next = rests.filter((rest) => rest > 0);
  if (next.length > 0) lookAtProvider(context, row.provider.name, Math.min(...next));
}

const membersFor = ({ members }: GroupRow, rows: readonly ContainerInstanceRow[]) =>
  members.filter(({ InstanceId }) => rows.some(({ instance }) => instance.ec2InstanceId === InstanceId));

/**
 * Whole seconds until an instance has been idle for long. What is less than one is none: where time goes very fast,
 * the clock is not fine enough for it, and whoever waited for it would come back at the same moment, for ever.
 */
const restOf = ({ world }: Context, idleSince: number): number =>
  Math.max(0, Math.floor(idleFor - ((world.time - idleSince) * world.speed) / 1000));

const scalingOf = ({ provider }: CapacityProviderRow) => provider.autoScalingGroupProvider.managedScaling;
