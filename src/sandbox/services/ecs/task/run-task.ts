import { RunTaskCommand, type Failure, type RunTaskRequest, type Tag } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../../service.js';
import { isFargate, providerFor, type Capacity } from '../capacity/capacity-provider-strategy.js';
import { checkedTags, checkToken, clientException, invalidParameter, notInSandbox } from '../input.js';
import { isLaunched, launchTask, type TaskLaunch } from './launch-task.js';
import { activeCluster } from '../names.js';
import { checkedOverrides } from './task-overrides.js';
import type { Unplaced } from './placement.js';
import { checkedPlacement } from './placement-rules.js';
import {
  activeDefinition,
  checkCompatible,
  checkedCapacity,
  checkedNetwork,
  checkedPlatform,
} from '../service/service-rules.js';
import { tasks, type TaskDefinitionRow, type TaskRow } from '../tables.js';
import { launchProblem } from '../prerequisites/task-problems.js';
import { shownTask } from './tasks.js';

export const runTaskOperations = [
  /**
   * Tasks of their own: nobody restarts them.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
   */
  on(RunTaskCommand, (input, context) => {
    checkToken(input.clientToken);
    const earlier = sameRun(context, input);
    const { rows, failures } = earlier.length > 0 ? { rows: earlier, failures: [] } : runTasks(context, input);
    return { tasks: rows.map((row) => shownTask(row, true)), failures };
  }),
];

/** What finds no room is not launched; the others are. */
export function runTasks(context: Context, input: RunTaskRequest): { rows: TaskRow[]; failures: Failure[] } {
  const { count = 1 } = input;
  if (count < 1 || count > 10) throw invalidParameter('Count must be between 1 and 10.');
  if (input.volumeConfigurations?.length) throw notInSandbox('EBS volumes for tasks');
  const order = checkedOrder(context, input);
  const launched = Array.from({ length: count }, (_, turn) => launchTask(context, order(turn)));
  const rows = launched.filter(isLaunched);
  if (input.clientToken) for (const row of rows) row.run = { token: input.clientToken, request: fingerprint(input) };
  return { rows, failures: launched.flatMap((it) => (isLaunched(it) ? [] : [failureOf(it)])) };
}

/**
 * Fargate gives the reason, and names nothing; that is believed, but for the reason.
 * Source: https://github.com/hyperflow-wms/hyperflow/blob/master/functions/awsFargateCommand.js, which looks for it in the failures
 * @throws AwsError `InvalidParameterException` where there is no instance to be named
 */
function failureOf({ closest, reason, isOnFargate }: Unplaced): Failure {
  if (isOnFargate) return { reason };
  if (!closest) throw invalidParameter(reason);
  return { arn: closest.instance.containerInstanceArn, reason };
}

/**
 * The tasks that the same request, told by its token, has started in its cluster: as long as they are remembered, and for a
 * day at most.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 */
function sameRun(context: Context, input: RunTaskRequest): TaskRow[] {
  const { clusterArn } = activeCluster(context, input.cluster).cluster;
  const since = context.now.getTime() - 24 * 3600 * 1000;
  const started = tasks(context).all(
    ({ task, run }) =>
      input.clientToken !== undefined &&
      run?.token === input.clientToken &&
      task.clusterArn === clusterArn &&
      task.createdAt.getTime() > since,
  );
  if (started.some(({ run }) => run?.request !== fingerprint(input)))
    throw new AwsError('ConflictException', 'The client token was used for a different request.', {
      members: { resourceIds: started.map(({ task }) => task.taskArn) },
    });
  return started;
}

const fingerprint = ({ clientToken: _, ...request }: RunTaskRequest) => JSON.stringify(request);

/** All that a task is launched with, but its turn. */
function checkedOrder(context: Context, input: RunTaskRequest): (turn: number) => TaskLaunch {
  const cluster = activeCluster(context, input.cluster);
  const revision = activeDefinition(context, input.taskDefinition);
  const capacity = checkedCapacity(input, cluster);
  const { capacityProviderStrategy: strategy } = capacity;
  checkCompatible(revision, capacity);
  const definition = checkedOverrides(revision, input.overrides, capacity);
  const always = {
    cluster,
    definition,
    network: checkedNetwork(context, input.networkConfiguration, capacity),
    host: checkedHost(input, capacity),
    group: input.group ?? `family:${definition.definition.family}`,
    ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
    ...(input.overrides && { overrides: input.overrides }),
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    tags: tagsFor(input, definition),
  };
  const problem = launchProblem(context, definition);
  if (problem !== undefined) throw clientException(problem);
  const there: string[] = [];
  return (turn) => {
    if (!strategy) return { ...always, turn };
    const capacityProviderName = providerFor(strategy, there);
    there.push(capacityProviderName);
    return { ...always, turn, capacityProviderName };
  };
}

function checkedHost(input: RunTaskRequest, capacity: Capacity): TaskLaunch['host'] {
  const { platformVersion } = checkedPlatform(input.platformVersion, capacity);
  const placement = checkedPlacement(input, capacity);
  if (!isFargate(capacity)) return { on: 'EC2', ...placement };
  return { on: 'FARGATE', platformVersion: platformVersion ?? 'LATEST' };
}

const tagsFor = ({ tags, propagateTags }: RunTaskRequest, definition: TaskDefinitionRow): Tag[] => [
  ...checkedTags(tags),
  ...(propagateTags === 'TASK_DEFINITION' ? definition.tags : []),
];
