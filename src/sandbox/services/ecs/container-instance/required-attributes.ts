import type { Attribute } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { taskDefinitions, type TaskDefinitionRow, type TaskRow } from '../tables.js';

/**
 * What a container instance must be for a task to be placed on it: of the processor and the system that the task
 * definition names, whatever room it has. One that names none may go anywhere.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html, and the attributes at
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
export function requiredAttributes({ definition: { runtimePlatform } }: TaskDefinitionRow): Attribute[] {
  const { cpuArchitecture, operatingSystemFamily } = runtimePlatform ?? {};
  return [
    ...(cpuArchitecture === undefined ? [] : [{ name: architecture, value: cpuArchitecture.toLowerCase() }]),
    ...(operatingSystemFamily === undefined ? [] : [{ name: osFamily, value: operatingSystemFamily }]),
  ];
}

/** What a task's instance must be, by what it runs. */
export function attributesForTask(context: Context, { task }: TaskRow): Attribute[] {
  const definition = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '');
  return definition ? requiredAttributes(definition) : [];
}

/** What ECS can tell of an instance by its type alone. */
export const attributesOfType = (instanceArchitecture: string): Attribute[] => [
  { name: architecture, value: instanceArchitecture },
  { name: osFamily, value: 'LINUX' },
];

const architecture = 'ecs.cpu-architecture';
const osFamily = 'ecs.os-family';

export const hasAll = (there: readonly Attribute[], required: readonly Attribute[]): boolean =>
  required.every(({ name, value }) => there.some((it) => it.name === name && it.value === value));
