import type { Container, ContainerDefinition, ManagedAgent } from '@aws-sdk/client-ecs';
import type { TaskRow } from '../tables.js';

/**
 * The agent of Systems Manager that ECS puts into each container of a task in which commands can be run. It cannot work in
 * a container that nothing can be written to.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
const name = 'ExecuteCommandAgent' as const;

/** What a container of a new task has of it. */
export const newAgents = (isWanted: boolean | undefined): Pick<Container, 'managedAgents'> =>
  isWanted === true ? { managedAgents: [{ name, lastStatus: 'PENDING' }] } : {};

/** The containers run, or have ended. */
export function updateAgents(
  { task }: TaskRow,
  definitions: readonly ContainerDefinition[],
  now: Date,
  isRunning: boolean,
): void {
  for (const container of task.containers) {
    if (!container.managedAgents) continue;
    const definition = definitions.find((it) => it.name === container.name);
    const works = isRunning && container.lastStatus === 'RUNNING' && definition?.readonlyRootFilesystem !== true;
    const { lastStartedAt } = container.managedAgents[0] ?? {};
    const agent: ManagedAgent = works
      ? { lastStartedAt: now, name, lastStatus: 'RUNNING' }
      : { ...(lastStartedAt && { lastStartedAt }), name, lastStatus: 'STOPPED' };
    container.managedAgents = [agent];
  }
}

export const runsAgent = ({ managedAgents = [] }: Container): boolean =>
  managedAgents.some((it) => it.name === name && it.lastStatus === 'RUNNING');
