import type { Context } from '../../../service.js';
import { completeTermination } from '../../autoscaling/members.js';
import type { MemberRow } from '../../autoscaling/tables.js';
import { completeTerminationOf } from '../container-instance/container-instance-removal.js';
import { tasksOn } from '../container-instance/task-resources.js';
import { containerInstances, type ContainerInstanceRow } from '../instance-tables.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';

/**
 * Before Auto Scaling ends an instance to scale in, its services' tasks move elsewhere.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instance-draining.html
 */
export function drainBeforeTermination(context: Context, member: MemberRow): void {
  const row = containerInstances(context).find(({ instance }) => instance.ec2InstanceId === member.InstanceId);
  if (!row || tasksOn(context, row).length === 0) return completeTermination(context, member);
  drainInstance(context, row);
}

/** Sets an instance to DRAINING: ECS places no task on it, and services replace their tasks there. */
export function drainInstance(context: Context, row: ContainerInstanceRow): void {
  row.instance.status = 'DRAINING';
  reconcileServicesOn(context, row.clusterArn);
}

/**
 * Reacts to a stopped task on an instance. If it was the last one of a draining instance, the instance can be
 * terminated.
 */
export function onTaskStopped(context: Context, row: ContainerInstanceRow): void {
  if (row.instance.status === 'DRAINING' && tasksOn(context, row).length === 0) completeTerminationOf(context, row);
}
