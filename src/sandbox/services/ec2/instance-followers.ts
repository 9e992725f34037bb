import type { Context } from '../../service.js';
import type { InstanceRow } from './compute-tables.js';

/** What another service does when an instance runs, shuts down or is terminated: `instance.State` says which. */
export type InstanceFollower = (context: Context, row: InstanceRow) => void;

const followers: InstanceFollower[] = [];

/**
 * Auto Scaling and ECS build on EC2, which knows nothing of them: they say here what they want to be told. Once, when
 * the program is loaded.
 */
export const followInstances = (follower: InstanceFollower): void => void followers.push(follower);

export function tellFollowers(context: Context, row: InstanceRow): void {
  for (const follow of followers) follow(context, row);
}
