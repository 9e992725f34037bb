import type { Context } from '../../service.js';
import type { TaskRow } from './tables.js';

/** What is to be done when a task that waited has got its place, and when a task has stopped. */
export type TaskFollower = (context: Context, row: TaskRow) => void;

const followers: TaskFollower[] = [];

/**
 * A task that stops makes room for others, and one that is placed concerns its service. A task's life knows neither;
 * they say here that they want to be told. Once, when the program is loaded.
 */
export const followTasks = (follower: TaskFollower): void => void followers.push(follower);

export function tellTaskFollowers(context: Context, row: TaskRow): void {
  for (const follow of followers) follow(context, row);
}
