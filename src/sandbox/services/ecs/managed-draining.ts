import type { Context } from '../../service.js';
import { proceed } from '../autoscaling/members.js';
import type { TerminationHook } from '../autoscaling/termination-hooks.js';
import { letGo } from './container-instance-end.js';
import { tasksOn } from './container-instance-room.js';
import { containerInstances, type ContainerInstanceRow } from './instance-tables.js';
import { lookAtServicesOn } from './service-looks.js';

/**
 * Before Auto Scaling ends an instance to scale in, its services' tasks move elsewhere.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export const drainBeforeTermination: TerminationHook = (context, _group, member) => {
  const row = containerInstances(context).find(({ instance }) => instance.ec2InstanceId === member.InstanceId);
  if (!row || tasksOn(context, row).length === 0) return proceed(context, member);
  drain(context, row);
};

/** Nothing is placed on the instance any more, and services replace what they have there. */
export function drain(context: Context, row: ContainerInstanceRow): void {
  row.instance.status = 'DRAINING';
  lookAtServicesOn(context, row.clusterArn);
}

/** A task on it has stopped: that may have been what Auto Scaling waits for. */
export function noteDrained(context: Context, row: ContainerInstanceRow): void {
  if (row.instance.status === 'DRAINING' && tasksOn(context, row).length === 0) letGo(context, row);
}
