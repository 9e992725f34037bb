import { DescribeTaskDefinitionCommand, type Task, type TaskDefinition } from '@aws-sdk/client-ecs';
import { all } from '../../../src/all.js';
import type { Cloud } from '../../../src/step.js';
import { lastLines, lastLinesText } from '../ecs-task/log-lines.js';

/**
 * The last lines of a task that has failed, as its failure tells them: of the container that has ended it, or else of the first
 * that has written anything. None where nothing was written, where they are not in CloudWatch Logs, and where the caller may not
 * read them.
 */
export async function failedTaskLines(cloud: Pick<Cloud, 'ecs' | 'logs'>, task: Task): Promise<string[]> {
  const { taskArn = '', taskDefinitionArn: taskDefinition } = task;
  // Without the revision there is no log group: that is told beside what matters more.
  const unknown = (): { taskDefinition?: TaskDefinition } => ({});
  const described = await cloud.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })).catch(unknown);
  const groups = logGroupsOf(described.taskDefinition);
  const told = await all(
    suspectsFirst(task).flatMap((container) => {
      const logGroup = groups.get(container);
      return logGroup === undefined ? [] : [linesOf(cloud, { logGroup, container, task: taskArn })];
    }),
  );
  const found = told.find(({ lines }) => lines.length > 0);
  return found ? lastLinesText(found.lines, (task.containers ?? []).length > 1 ? ` (${found.container})` : '') : [];
}

const linesOf = async (cloud: Pick<Cloud, 'logs'>, stream: Parameters<typeof lastLines>[1]) => ({
  container: stream.container,
  lines: await lastLines(cloud, stream),
});

/** By container; those with another log driver have none. */
const logGroupsOf = ({ containerDefinitions = [] }: TaskDefinition = {}): ReadonlyMap<string, string> =>
  new Map(
    containerDefinitions.flatMap(
      ({ name = '', logConfiguration: { logDriver, options } = { logDriver: undefined } }) => {
        const group = logDriver === 'awslogs' ? options?.['awslogs-group'] : undefined;
        return group === undefined ? [] : [[name, group] as const];
      },
    ),
  );

/** The names of its containers: those that ended with another code than 0, then those that were not healthy, then the others. */
function suspectsFirst({ containers = [] }: Task): string[] {
  const failed = containers.filter(({ exitCode = 0 }) => exitCode !== 0);
  const unhealthy = containers.filter(({ healthStatus }) => healthStatus === 'UNHEALTHY');
  return [...new Set([...failed, ...unhealthy, ...containers].flatMap(({ name }) => name ?? []))];
}
