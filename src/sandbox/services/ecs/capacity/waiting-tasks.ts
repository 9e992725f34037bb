import { AwsError, type Context } from '../../../service.js';
import { resourcesNeededByTask } from '../container-instance/task-resources.js';
import type { Waiting } from '../instance-tables.js';
import { isPlaced, findPlacement } from '../task/placement.js';
import { attributesForTask } from '../container-instance/required-attributes.js';
import { tasks, type TaskRow } from '../tables.js';
import { startOnPlace } from '../task/task-interface.js';
import { taskPlacedOrStopped } from '../task/task-placed-or-stopped.js';

type WaitingTask = TaskRow & { waiting: Waiting };

/** The tasks for which a capacity provider is to make room, the oldest first. */
export const tasksWaitingFor = (context: Context, provider: string): WaitingTask[] =>
  tasks(context)
    .all()
    .filter((row): row is WaitingTask => row.waiting?.capacityProviderName === provider)
    .filter(({ task }) => task.desiredStatus === 'RUNNING');

/** Places the waiting tasks for which there is room now, and emits a signal for each. */
export function placeWaitingTasks(context: Context, provider: string): void {
  for (const row of tasksWaitingFor(context, provider))
    if (placed(context, row)) context.emit(taskPlacedOrStopped, row);
}

/**
 * Where the interface cannot be made, the task goes on waiting. ECS reports nothing in that case, so neither does the
 * sandbox.
 */
function placed(context: Context, row: WaitingTask): boolean {
  const { task, waiting } = row;
  const { clusterArn, group } = task;
  const [needs, requires] = [resourcesNeededByTask(context, row), attributesForTask(context, row)];
  const found = findPlacement(context, { clusterArn, group, needs, requires, ...waiting });
  if (!isPlaced(found)) return false;
  try {
    startOnPlace(context, row, { place: found, network: waiting.network });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
