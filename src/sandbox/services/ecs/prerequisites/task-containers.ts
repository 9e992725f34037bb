import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { overridden } from '../task/task-overrides.js';
import { taskDefinitions, type TaskDefinitionRow, type TaskRow } from '../tables.js';

/** The revision that a task runs, with what its request said otherwise. */
export function definitionOf(context: Context, { task }: TaskRow): TaskDefinitionRow['definition'] | undefined {
  const row = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '');
  return row && overridden(row.definition, task.overrides);
}

/** The containers of a task, as its revision has them. */
export const containersOf = (context: Context, row: TaskRow): readonly ContainerDefinition[] =>
  definitionOf(context, row)?.containerDefinitions ?? [];

export const taskIdOf = ({ task }: TaskRow): string => task.taskArn.split('/').at(-1) ?? '';
