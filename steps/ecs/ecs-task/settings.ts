import type { RunTaskCommandInput, Task } from '@aws-sdk/client-ecs';
import type { Tags } from '../../../src/step.js';
import { placeMembers, type TaskPlace } from '../task-place.js';
import { lowerTags } from '../tags.js';
import type { Ended } from './outcome.js';

/** A task that is run once, and ends by itself. */
export interface EcsTaskWant extends TaskPlace {
  /** Its ARN. */
  readonly cluster: string;
  /** The ARN of a revision. */
  readonly taskDefinition: string;
  /** What is deployed after it has ended: by service, the ARN of a revision. It runs again for another one. */
  readonly before: { readonly [service: string]: string };
  readonly enableExecuteCommand: boolean;
  /** The container whose exit code is the task's. */
  readonly container: string;
  /** Where that container writes. */
  readonly logGroup: string;
  /** No setting of the task: the seconds that it may take. It says how long its end is waited for. */
  readonly seconds: number;
}

/** What finds a task, its lines, and how it ended. */
export interface EcsTaskId {
  /** Its ARN. */
  readonly task: string;
  readonly cluster: string;
  readonly container: string;
  readonly logGroup: string;
  /** ECS forgets a task an hour after its end. */
  readonly ended?: Ended;
  /** It was told to stop. */
  readonly isStopping?: true;
}

/** A task that this program starts says so, and for which attempt: by that it is found where the answer was lost. */
export const startedBy = (token: string): string => `provision/${token}`;

/** @param command in the place of that of its own container */
export function runInput(
  { cluster, taskDefinition, enableExecuteCommand, container, ...place }: EcsTaskWant,
  { token, tags }: { readonly token: string; readonly tags: Tags },
  command: readonly string[] = [],
): RunTaskCommandInput {
  return {
    ...{ cluster, taskDefinition, count: 1 },
    ...placeMembers(place),
    ...(enableExecuteCommand && { enableExecuteCommand }),
    ...(command.length > 0 && { overrides: { containerOverrides: [{ name: container, command: [...command] }] } }),
    ...{ startedBy: startedBy(token), clientToken: token, enableECSManagedTags: true, tags: lowerTags(tags) },
  };
}

/** The family that a task runs a revision of. */
export const familyOf = ({ taskDefinitionArn = '' }: Pick<Task, 'taskDefinitionArn'>): string =>
  taskDefinitionArn.split('/').at(-1)?.split(':')[0] ?? '';
