import type { Context } from '../../../service.js';
import { containerInstances } from '../instance-tables.js';
import { onTaskStopped } from '../capacity/managed-draining.js';
import { measureTask } from '../cluster/container-insights.js';
import { scheduleProviderCheck } from '../capacity/managed-scaling.js';
import { scheduleReconcile } from '../service/scheduler.js';
import { reconcileServicesOn } from '../service/reconcile-services.js';
import { services, taskDefinitions, type TaskRow } from '../tables.js';
import { secondsUntilHealthy, secondsUntilStart } from './task-lifecycle.js';

/** A task that waited has got its place, or a task has stopped and leaves its place to others. */
export function onTaskPlacedOrStopped(context: Context, row: TaskRow): void {
  if (row.task.lastStatus !== 'STOPPED') return watchStart(context, row);
  leaveRoom(context, row);
  measureTask(context, row);
}

/** Its service looks again when it has started, and when it is healthy. */
function watchStart(context: Context, { serviceArn, task }: TaskRow): void {
  const service = services(context).get(serviceArn ?? '');
  const definition = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '');
  if (!service || !definition) return;
  // A second later, so that what is due has happened.
  const starts = secondsUntilStart(definition) + 1;
  for (const seconds of [starts, starts + secondsUntilHealthy(definition)])
    scheduleReconcile(context, service, seconds);
}

function leaveRoom(context: Context, { task }: TaskRow): void {
  const row = containerInstances(context).get(task.containerInstanceArn ?? '');
  if (!row) return;
  onTaskStopped(context, row);
  if (row.instance.capacityProviderName !== undefined)
    scheduleProviderCheck(context, row.instance.capacityProviderName, 1);
  reconcileServicesOn(context, row.clusterArn);
}
