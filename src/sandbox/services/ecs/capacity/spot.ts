import type { Context } from '../../../service.js';
import { scheduleReconcile } from '../service/scheduler.js';
import { services, tasks } from '../tables.js';
import { stopTask } from '../task/task-lifecycle.js';
import { spotProvider } from './capacity-provider-strategy.js';
import { hasSpotRoom, setSpotRoom } from './spot-room.js';

/**
 * Somebody says whether Fargate Spot has room. Where it has none, its tasks are ended and none is started, while those on
 * Fargate go on; where it has some again, services start what they lack.
 */

/**
 * What a task says of it. Its containers get SIGTERM two minutes before the end at the latest.
 * Source: https://repost.aws/knowledge-center/fargate-spot-termination-notice
 */
const interrupted = { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' } as const;

/** @param contexts one for each region that has services */
export const spotRoom = (contexts: readonly Context[]): { readonly hasRoom: boolean } => ({
  hasRoom: contexts.every(hasSpotRoom),
});

/** @returns what is wrong with the value; nothing is changed then */
export function saySpotRoom(contexts: readonly Context[], wanted: unknown): string[] {
  if (!isRoom(wanted)) return ['the body is {"hasRoom": false}, or {"hasRoom": true}'];
  for (const context of contexts) {
    setSpotRoom(context, wanted.hasRoom);
    if (!wanted.hasRoom) interruptTasks(context);
    for (const row of services(context).all(({ service }) => service.status === 'ACTIVE'))
      scheduleReconcile(context, row);
  }
  return [];
}

const isRoom = (value: unknown): value is { readonly hasRoom: boolean } =>
  value !== null &&
  typeof value === 'object' &&
  Object.keys(value).join() === 'hasRoom' &&
  typeof Reflect.get(value, 'hasRoom') === 'boolean';

function interruptTasks(context: Context): void {
  for (const row of tasks(context).all(({ task }) => task.capacityProviderName === spotProvider))
    stopTask(context, row, interrupted);
}
