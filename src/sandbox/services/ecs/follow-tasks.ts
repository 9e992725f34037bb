import type { Context } from '../../service.js';
import { tasksOn } from './container-instance-room.js';
import { containerInstances } from './instance-tables.js';
import { noteDrained } from './managed-draining.js';
import { lookAtProvider } from './managed-scaling.js';
import { look } from './scheduler.js';
import { lookAtServicesOn } from './service-looks.js';
import { services, taskDefinitions, type TaskRow } from './tables.js';
import { secondsUntilHealthy, secondsUntilStart } from './task-life.js';

/** A task that waited has got its place, or a task has stopped and leaves its place to others. */
export function followTask(context: Context, row: TaskRow): void {
  if (row.task.lastStatus === 'STOPPED') leaveRoom(context, row);
  else watchStart(context, row);
}

/** Its service looks again when it has started, and when it is healthy. */
function watchStart(context: Context, { serviceArn, task }: TaskRow): void {
  const service = services(context).get(serviceArn ?? '');
  const definition = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '');
  if (!service || !definition) return;
  // A second later, so that what is due has happened.
  const starts = secondsUntilStart + 1;
  for (const seconds of [starts, starts + secondsUntilHealthy(definition)]) look(context, service, seconds);
}

function leaveRoom(context: Context, { task }: TaskRow): void {
  const row = containerInstances(context).get(task.containerInstanceArn ?? '');
  if (!row) return;
  if (tasksOn(context, row).length === 0) row.idleSince = context.world.time;
  noteDrained(context, row);
  if (row.instance.capacityProviderName !== undefined) lookAtProvider(context, row.instance.capacityProviderName, 1);
  lookAtServicesOn(context, row.clusterArn);
}
