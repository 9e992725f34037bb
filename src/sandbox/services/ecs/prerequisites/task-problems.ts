import type { Context } from '../../../service.js';
import { logGroups } from '../../logs/tables.js';
import { absentImageProblem } from './image-presence.js';
import { loggerPathProblem, pullProblem } from './network-path.js';
import { taskDefinitions, type TaskDefinitionRow, type TaskRow } from '../tables.js';
import { hostInterface } from '../container-instance/task-host.js';
import { canAssumeRole } from './role-trust.js';

/**
 * Why a task cannot be launched: ECS cannot assume one of its roles. `undefined` where it can.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
export function launchProblem(context: Context, { definition }: TaskDefinitionRow): string | undefined {
  if (context.world.isBeingRestored) return undefined;
  const { executionRoleArn, taskRoleArn } = definition;
  const role = [taskRoleArn, executionRoleArn].find((arn) => arn && !canAssumeRole(context, arn));
  if (role === undefined) return undefined;
  return (
    `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being ` +
    'passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.'
  );
}

/**
 * Why a launched task cannot run: its images, secrets or logs cannot be reached or do not exist. It is checked when the
 * task would start, so a cause that is removed before that does no harm.
 */
export function startProblem(context: Context, row: TaskRow): string | undefined {
  if (context.world.isBeingRestored) return undefined;
  const through = hostInterface(context, row);
  return (
    pullProblem(context, row, through) ??
    absentImageProblem(context, row) ??
    loggerPathProblem(context, row, through) ??
    logProblem(context, row)
  );
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html */
function logProblem(context: Context, { task }: TaskRow): string | undefined {
  const name = task.taskDefinitionArn.split('/').at(-1) ?? '';
  const containers = taskDefinitions(context).get(name)?.definition.containerDefinitions ?? [];
  const missing = containers.some(({ logConfiguration }) => {
    if (logConfiguration?.logDriver !== 'awslogs') return false;
    const { 'awslogs-group': group = '', 'awslogs-region': region = context.region } = logConfiguration.options ?? {};
    // The execution role's usual policy does not allow logs:CreateLogGroup, so the option to create it does not help.
    return !logGroups({ ...context, region }).has(group);
  });
  return missing
    ? 'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed ' +
        'to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.: ' +
        'exit status 1'
    : undefined;
}
