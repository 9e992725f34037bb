import type { Context } from '../../service.js';
import type { GroupRow } from './tables.js';

/** What another service does when somebody has changed a group: its bounds, its launch template, its capacity. */
export type GroupFollower = (context: Context, row: GroupRow) => void;

const followers: GroupFollower[] = [];

/** ECS builds on Auto Scaling, which knows nothing of it: it says here what it wants to be told. Once, on loading. */
export const followGroups = (follower: GroupFollower): void => void followers.push(follower);

export function tellGroupFollowers(context: Context, row: GroupRow): void {
  for (const follow of followers) follow(context, row);
}
