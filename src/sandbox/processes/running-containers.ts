import type { Context } from '../service.js';
import { containersOf } from '../services/ecs/prerequisites/task-containers.js';
import { tasks } from '../services/ecs/tables.js';
import type { RunningContainer } from './launch.js';

/**
 * The containers of services that run in a region. What a task does that nobody keeps running is made up, or set by
 * `/_sandbox/programs`.
 */
export function runningContainers(context: Context): RunningContainer[] {
  const rows = tasks(context).all(({ task, serviceArn }) => task.lastStatus === 'RUNNING' && serviceArn !== undefined);
  return rows.flatMap((row) => {
    const { taskArn, containers } = row.task;
    const ofTask = containersOf(context, row);
    return ofTask.flatMap((definition) => {
      const { name = '' } = definition;
      const isRunning = containers.some((it) => it.name === name && it.lastStatus === 'RUNNING');
      return isRunning ? [{ region: context.region, taskArn, name, definition, ofTask }] : [];
    });
  });
}
