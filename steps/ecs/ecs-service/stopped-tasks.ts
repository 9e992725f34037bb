import { DescribeTasksCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import type { Cloud } from '../../../src/step.js';

/** Which tasks are meant. They are listed by family, which works after their service is gone. */
interface Family {
  readonly cluster: string;
  readonly family: string;
}

/**
 * The tasks of a family that are stopping or have stopped, as many as one answer holds. ECS remembers them for about an
 * hour. `lastStatus` says how far each has come. Its network interface and public address are free only at `STOPPED`.
 * @throws ClusterNotFoundException
 */
async function stoppedTasks({ ecs }: Cloud, { cluster, family }: Family): Promise<readonly Task[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, family, desiredStatus: 'STOPPED' }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  const isOfFamily = ({ taskDefinitionArn = '' }: Task) =>
    taskDefinitionArn.split('/').at(-1)?.split(':')[0] === family;
  return tasks.filter((it) => it.desiredStatus === 'STOPPED' && isOfFamily(it));
}

/** How many tasks are stopping. */
export async function stoppingTasks(cloud: Cloud, family: Family): Promise<number> {
  return (await stoppedTasks(cloud, family)).filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
}

/** The tasks that failed, the last one first. Tasks that ECS or a person stopped on purpose are left out. */
export async function failedTasks(cloud: Cloud, family: Family): Promise<readonly Task[]> {
  const time = ({ stoppingAt, stoppedAt }: Task) => (stoppedAt ?? stoppingAt)?.getTime() ?? 0;
  const tasks = await stoppedTasks(cloud, family);
  return tasks.filter(hasFailed).toSorted((a, b) => time(b) - time(a));
}

const hasFailed = ({ stopCode, stoppedReason = '' }: Task) =>
  stopCode !== 'UserInitiated' && !stoppedReason.startsWith('Scaling activity initiated by');

/** Why a task stopped, according to ECS and its containers; undefined if neither says. */
export function stopReasonOf({ stopCode, stoppedReason, containers = [] }: Task): string | undefined {
  const reasons = containers.map(({ reason }) => reason);
  const exits = containers.flatMap(({ name = 'a container', exitCode }) =>
    stopCode === 'EssentialContainerExited' && exitCode !== undefined ? [`${name} exited with code ${exitCode}`] : [],
  );
  const said = [stoppedReason, ...reasons, ...exits].filter((reason) => reason !== undefined && reason !== '');
  return [...new Set(said)].join('; ') || undefined;
}
