import { AwsError, type Context } from '../../service.js';
import { needsOfTask } from './container-instance-room.js';
import type { Waiting } from './instance-tables.js';
import { isPlaced, place } from './placement.js';
import { attributesForTask } from './required-attributes.js';
import { tasks, type TaskRow } from './tables.js';
import { tellTaskFollowers } from './task-followers.js';
import { moveIn } from './task-interface.js';

type WaitingTask = TaskRow & { waiting: Waiting };

/** The tasks for which a capacity provider is to make room, the oldest first. */
export const waitingFor = (context: Context, provider: string): WaitingTask[] =>
  tasks(context)
    .all()
    .filter((row): row is WaitingTask => row.waiting?.capacityProviderName === provider)
    .filter(({ task }) => task.desiredStatus === 'RUNNING');

/** Places those for which there is room now. Their services are told. */
export function placeWaiting(context: Context, provider: string): void {
  for (const row of waitingFor(context, provider)) if (placed(context, row)) tellTaskFollowers(context, row);
}

/** Where the interface cannot be made, the task goes on waiting: ECS tells nobody, and nor does this. */
function placed(context: Context, row: WaitingTask): boolean {
  const { task, waiting } = row;
  const { clusterArn, group } = task;
  const [needs, requires] = [needsOfTask(context, row), attributesForTask(context, row)];
  const found = place(context, { clusterArn, group, needs, requires, ...waiting });
  if (!isPlaced(found)) return false;
  try {
    moveIn(context, row, { place: found, network: waiting.network });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
