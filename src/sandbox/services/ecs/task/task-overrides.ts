import type { TaskOverride } from '@aws-sdk/client-ecs';
import { isFargate, type Capacity } from '../capacity/capacity-provider-strategy.js';
import { invalidParameter } from '../input.js';
import type { TaskDefinitionRow } from '../tables.js';
import { checkedSize } from '../task-definition/task-definition-rules.js';

type Definition = TaskDefinitionRow['definition'];

/**
 * The revision as a task runs it whose request says some of it otherwise: its size, its roles, its storage.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html
 */
export function overridden(definition: Definition, overrides: TaskOverride | undefined): Definition {
  const { cpu, memory, taskRoleArn, executionRoleArn, ephemeralStorage } = overrides ?? {};
  return {
    ...definition,
    ...(cpu && { cpu }),
    ...(memory && { memory }),
    ...(taskRoleArn && { taskRoleArn }),
    ...(executionRoleArn && { executionRoleArn }),
    ...(ephemeralStorage && { ephemeralStorage }),
  };
}

/**
 * The same, where ECS takes it. The message about containers is ECS's, as its users meet it.
 * @throws AwsError InvalidParameterException for a container that is not there, ClientException for a size that Fargate has not
 */
export function checkedOverrides(
  { definition, ...row }: TaskDefinitionRow,
  overrides: TaskOverride | undefined,
  capacity: Capacity,
): TaskDefinitionRow {
  const names = definition.containerDefinitions.map(({ name }) => name);
  const stranger = overrides?.containerOverrides?.find(({ name }) => !names.includes(name));
  if (stranger)
    throw invalidParameter(
      `Override for container named ${stranger.name ?? ''} is not a container in the TaskDefinition.`,
    );
  const wanted = overridden(definition, overrides);
  return { ...row, definition: { ...wanted, ...checkedSize(wanted, isFargate(capacity)) } };
}
