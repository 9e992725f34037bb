import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { addLogEvents } from '../../logs/log-events.js';
import { addLogGroup } from '../../logs/log-group.js';
import { addLogStream, streamKey } from '../../logs/log-stream.js';
import { logGroups, logStreams } from '../../logs/tables.js';
import { denialOf, fetchingRole, type FetchingRole } from './fetching-role.js';
import { containersOf, taskIdOf } from './task-containers.js';
import type { TaskRow } from '../tables.js';

/** Where a container's lines go. */
interface Target {
  /** In the region of the log group. */
  readonly there: Context;
  readonly group: string;
  readonly stream: string;
  readonly createsGroup: boolean;
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html */
function targetOf(context: Context, row: TaskRow, container: ContainerDefinition): Target | undefined {
  const { logDriver, options = {} } = container.logConfiguration ?? {};
  if (logDriver !== 'awslogs') return undefined;
  const { 'awslogs-group': group = '', 'awslogs-region': region = context.region } = options;
  const prefix = options['awslogs-stream-prefix'];
  const id = taskIdOf(row);
  return {
    there: { ...context, region },
    group,
    // Without a prefix Docker names a stream by the container's own id.
    stream: prefix === undefined ? `${id}-${container.name ?? ''}` : `${prefix}/${container.name ?? ''}/${id}`,
    createsGroup: options['awslogs-create-group'] === 'true',
  };
}

/**
 * Why the log driver cannot begin: the log group is not there, or the role may not make a group or a stream. That it may
 * not write lines stops no task: the driver drops them.
 * Sources: https://github.com/terraform-aws-modules/terraform-aws-ecs/pull/145,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html; on EC2,
 * https://github.com/aws/aws-cdk/issues/5954
 */
export function logDriverProblem(context: Context, by: FetchingRole | undefined, row: TaskRow): string | undefined {
  for (const container of containersOf(context, row)) {
    const target = targetOf(context, row, container);
    const why = target && failed(by, target);
    if (why === undefined) continue;
    return row.task.launchType === 'EC2'
      ? `CannotStartContainerError: Error response from daemon: failed to initialize logging driver: ${why}`
      : `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ${why}: exit status 1`;
  }
  return undefined;
}

function failed(by: FetchingRole | undefined, { there, group, stream, createsGroup }: Target): string | undefined {
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

/**
 * Makes the streams of a task that starts. What its containers say the sandbox does not know, because it runs none. The
 * streams of services stay empty; what a task that ends by itself writes is made up (`task-programs.ts`).
 */
export function makeLogStreams(context: Context, row: TaskRow): void {
  for (const container of containersOf(context, row)) {
    const target = targetOf(context, row, container);
    if (!target) continue;
    const { there, group, stream } = target;
    const of = logGroups(there).get(group) ?? addLogGroup(there, { logGroupName: group });
    if (!logStreams(there).has(streamKey(group, stream))) addLogStream(there, of, stream);
  }
}

/** Writes what a container says into its stream. It is dropped where the role may not write, or the stream is gone. */
export function writeLine(context: Context, row: TaskRow, container: ContainerDefinition, message: string): void {
  const target = targetOf(context, row, container);
  const stream = target && logStreams(target.there).get(streamKey(target.group, target.stream));
  if (!stream) return;
  const by = fetchingRole(context, row);
  const resource = stream.stream.arn;
  const tags = logGroups(target.there).get(target.group)?.tags;
  if (by && denialOf(target.there, by, { action: 'logs:PutLogEvents', resource, tags }) !== undefined) return;
  addLogEvents(target.there, stream, [{ timestamp: context.now.getTime(), message }]);
}
