import type { Resource } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { containerInstances, type ContainerInstanceRow, type TaskResources } from '../instance-tables.js';
import { overridden } from '../task/task-overrides.js';
import { taskDefinitions, tasks, type TaskDefinitionRow, type TaskRow } from '../tables.js';

/** What one task needs: its own size, or else its containers' together. */
export function resourcesNeeded({ definition }: TaskDefinitionRow): TaskResources {
  const { containerDefinitions: containers, cpu, memory } = definition;
  const sum = (each: (container: (typeof containers)[number]) => number | undefined) =>
    containers.reduce((total, container) => total + (each(container) ?? 0), 0);
  return {
    cpu: cpu === undefined ? sum((container) => container.cpu) : Number(cpu),
    memory: memory === undefined ? sum((it) => it.memoryReservation ?? it.memory) : Number(memory),
    interfaces: 1,
  };
}

/** What a task needs, by what it runs. */
export function resourcesNeededByTask(context: Context, { task }: TaskRow): TaskResources {
  const definition = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '');
  if (!definition) return { cpu: 0, memory: 0, interfaces: 0 };
  return resourcesNeeded({ ...definition, definition: overridden(definition.definition, task.overrides) });
}

/** The tasks that take room on an instance: until they have stopped. */
export const tasksOn = (context: Context, { instance }: ContainerInstanceRow): TaskRow[] =>
  tasks(context).all(
    ({ task }) => task.containerInstanceArn === instance.containerInstanceArn && task.lastStatus !== 'STOPPED',
  );

/** Whether a task is on an instance that takes no more tasks and shall lose those it has. */
export const isOnDrainingInstance = (context: Context, { task }: TaskRow): boolean =>
  containerInstances(context).get(task.containerInstanceArn ?? '')?.instance.status === 'DRAINING';

/** What is left of an instance. */
export const remainingResources = (context: Context, row: ContainerInstanceRow): TaskResources =>
  tasksOn(context, row).reduce((left, task) => minus(left, resourcesNeededByTask(context, task)), row.room);

export const minus = (left: TaskResources, taken: TaskResources): TaskResources => ({
  cpu: left.cpu - taken.cpu,
  memory: left.memory - taken.memory,
  interfaces: left.interfaces - taken.interfaces,
});

/** The resource that the instance has too little of; undefined where the task fits. */
export function missingResource(left: TaskResources, needed: TaskResources): 'CPU' | 'MEMORY' | 'ENI' | undefined {
  if (left.cpu < needed.cpu) return 'CPU';
  if (left.memory < needed.memory) return 'MEMORY';
  return left.interfaces < needed.interfaces ? 'ENI' : undefined;
}

/** As ECS shows it. Ports are those that the agent and SSH keep; tasks have ports of their own. */
export const resourceList = ({ cpu, memory }: TaskResources): Resource[] => [
  { name: 'CPU', type: 'INTEGER', integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', integerValue: memory },
  { name: 'PORTS', type: 'STRINGSET', stringSetValue: ['22', '2376', '2375', '51678', '51679'] },
  { name: 'PORTS_UDP', type: 'STRINGSET', stringSetValue: [] },
];
