import type { Context } from '../../../service.js';
import { logGroups } from '../../logs/tables.js';
import type { TaskRow } from '../tables.js';
import { denialOf, type FetchingRole } from './fetching-role.js';
import { logTargetOf, type LogTarget } from './log-target.js';
import { containersOf } from './task-containers.js';

/**
 * Why the log driver cannot begin: the log group is not there, or the role may not make a group or a stream. That it may
 * not write lines stops no task: the driver drops them.
 * Sources: https://github.com/terraform-aws-modules/terraform-aws-ecs/pull/145,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html; on EC2,
 * https://github.com/aws/aws-cdk/issues/5954
 */
export function logDriverProblem(context: Context, by: FetchingRole | undefined, row: TaskRow): string | undefined {
  for (const container of containersOf(context, row)) {
    const target = logTargetOf(context, row, container);
    const why = target && failed(by, target);
    if (why === undefined) continue;
    return row.task.launchType === 'EC2'
      ? `CannotStartContainerError: Error response from daemon: failed to initialize logging driver: ${why}`
      : `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ${why}: exit status 1`;
  }
  return undefined;
}

function failed(by: FetchingRole | undefined, { there, group, stream, createsGroup }: LogTarget): string | undefined {
  const row = logGroups(there).get(group);
  const { partition, region, account } = there;
  const arn = row?.group.logGroupArn ?? `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
  const ask = (action: string, resource: string) => by && denialOf(there, by, { action, resource, tags: row?.tags });
  if (!row && createsGroup) {
    const denied = ask('logs:CreateLogGroup', `${arn}:log-stream:`);
    if (denied !== undefined) return `failed to create Cloudwatch log group: ${denied}`;
  }
  const denied = ask('logs:CreateLogStream', `${arn}:log-stream:${stream}`);
  const why =
    denied ?? (row || createsGroup ? undefined : 'ResourceNotFoundException: The specified log group does not exist.');
  return why === undefined ? undefined : `failed to create Cloudwatch log stream: ${why}`;
}
