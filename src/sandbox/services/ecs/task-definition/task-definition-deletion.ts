import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { isKnown, spread } from '../../../delays.js';
import { on, timer, type Context } from '../../../service.js';
import { atMost, clientException, present } from '../input.js';
import { definitionNamed } from '../names.js';
import { services, taskDefinitions, tasks, type TaskDefinitionRow } from '../tables.js';

/** Seconds until a deleted revision that nothing refers to is gone. */
const purgeSeconds = 30;

export const taskDefinitionDeletionOperations = [
  /** INACTIVE: what runs goes on running, nothing new starts from it. It stays until it is deleted. */
  on(DeregisterTaskDefinitionCommand, (input, context) => {
    const name = present(input.taskDefinition, 'Task definition');
    if (!/:\d+$/.test(name)) throw clientException('Invalid revision number. Number: null');
    const row = definitionNamed(context, name);
    if (!row) throw clientException('The specified task definition does not exist.');
    if (row.definition.status === 'ACTIVE') {
      row.definition.status = 'INACTIVE';
      row.definition.deregisteredAt = context.now;
      spread(context, 'task-definition-inactive', row.definition.taskDefinitionArn);
    }
    return { taskDefinition: row.definition };
  }),

  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html */
  on(DeleteTaskDefinitionsCommand, (input, context) => {
    const names = atMost(present(input.taskDefinitions, 'Task definitions'), 10, 'Task definitions');
    const found = names.map((name) => ({ name, row: /:\d+$/.test(name) ? definitionNamed(context, name) : undefined }));
    const failures = found.flatMap(({ name, row }) => {
      const reason = refusal(context, row);
      return reason === undefined ? [] : [{ arn: row?.definition.taskDefinitionArn ?? name, reason }];
    });
    const granted = found.flatMap(({ row }) => (row && refusal(context, row) === undefined ? [row] : []));
    return { taskDefinitions: granted.map((row) => startDeletion(context, row)), failures };
  }),
];

function refusal(context: Context, row: TaskDefinitionRow | undefined): string | undefined {
  if (!row)
    return 'The specified task definition does not exist. Specify a valid account, family, revision and try again.';
  const isInactive = isKnown(context, 'task-definition-inactive', row.definition.taskDefinitionArn);
  if (row.definition.status === 'ACTIVE' || !isInactive)
    return 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.';
  return undefined;
}

function startDeletion(context: Context, { definition }: TaskDefinitionRow): TaskDefinition {
  definition.status = 'DELETE_IN_PROGRESS';
  definition.deleteRequestedAt ??= context.now;
  context.after(purgeSeconds, taskDefinitionsPurged, {});
  return definition;
}

export const taskDefinitionsPurged = timer<object>('ecs/task-definitions-purged', (context) =>
  purgeTaskDefinitions(context),
);

/** Forgets deleted revisions that no service and no task refers to any more. Also called when one of those ends. */
export function purgeTaskDefinitions(context: Context): void {
  for (const [name, { definition }] of taskDefinitions(context))
    if (definition.status === 'DELETE_IN_PROGRESS' && !inUse(context, definition.taskDefinitionArn))
      taskDefinitions(context).delete(name);
}

const inUse = (context: Context, arn: string) =>
  tasks(context).find(({ task }) => task.taskDefinitionArn === arn && task.lastStatus !== 'STOPPED') !== undefined ||
  services(context).find(
    ({ service, deployments }) =>
      service.status !== 'INACTIVE' && deployments.some(({ revision }) => revision.taskDefinition === arn),
  ) !== undefined;
