import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import type { Cloud } from '../src/step.js';

/** Which tasks: by family, because that can be asked for when their service is gone. */
interface Family {
  readonly cluster: string;
  readonly family: string;
}

/**
 * The tasks of a family that shall stop or have stopped, as many as one answer holds. ECS remembers them for about
 * an hour. `lastStatus` says how far each has come; only at `STOPPED` is its network interface, and its public
 * address, given back.
 * @throws ClusterNotFoundException
 */
async function stoppedTasks({ ecs }: Cloud, { cluster, family }: Family): Promise<readonly Task[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, family, desiredStatus: 'STOPPED' }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks;
}

/** How many tasks are on their way down. */
export async function stoppingTasks(cloud: Cloud, family: Family): Promise<number> {
  return (await stoppedTasks(cloud, family)).filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
}

/** Why the task that stopped last did so, in ECS's words and its container's. */
export async function lastStopReason(cloud: Cloud, family: Family): Promise<string | undefined> {
  const tasks = await stoppedTasks(cloud, family);
  const time = ({ stoppingAt, stoppedAt }: Task) => (stoppedAt ?? stoppingAt)?.getTime() ?? 0;
  const last = tasks.toSorted((a, b) => time(b) - time(a))[0];
  const reasons = [last?.stoppedReason, ...(last?.containers ?? []).map(({ reason }) => reason)];
  return reasons.filter((reason) => reason !== undefined && reason !== '').join('; ') || undefined;
}
