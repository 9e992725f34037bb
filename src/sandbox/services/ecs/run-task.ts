import { RunTaskCommand, type RunTaskRequest, type Tag } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../service.js';
import { providerFor } from './capacity-providers.js';
import { checkedTags, clientException, invalidParameter, notInSandbox } from './input.js';
import { launch, type Order } from './launch.js';
import { activeCluster } from './names.js';
import { activeDefinition, checkedCapacity, checkedNetwork, checkedPlatform, checkFargate } from './service-rules.js';
import { tasks, type TaskDefinitionRow, type TaskRow } from './tables.js';
import { launchProblem } from './task-problems.js';
import { shownTask } from './tasks.js';

export const runTaskOperations = [
  /**
   * Tasks of their own: nobody restarts them.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
   */
  on(RunTaskCommand, (input, context) => {
    const earlier = sameRun(context, input);
    const rows = earlier.length > 0 ? earlier : run(context, input);
    return { tasks: rows.map((row) => shownTask(row, true)), failures: [] };
  }),
];

function run(context: Context, input: RunTaskRequest): TaskRow[] {
  const { count = 1 } = input;
  if (count < 1 || count > 10) throw invalidParameter('Count must be between 1 and 10.');
  if (input.volumeConfigurations?.length) throw notInSandbox('EBS volumes for tasks');
  const order = checkedOrder(context, input);
  return Array.from({ length: count }, (_, turn) => {
    const row = launch(context, order(turn));
    if (input.clientToken) row.run = { token: input.clientToken, request: fingerprint(input) };
    return row;
  });
}

/** The tasks that the same request, told by its token, has started: as long as they are remembered. */
function sameRun(context: Context, input: RunTaskRequest): TaskRow[] {
  const started = tasks(context).all(({ run }) => input.clientToken !== undefined && run?.token === input.clientToken);
  if (started.some(({ run }) => run?.request !== fingerprint(input)))
    throw new AwsError('ConflictException', 'The client token was used for a different request.', {
      members: { resourceIds: started.map(({ task }) => task.taskArn) },
    });
  return started;
}

const fingerprint = ({ clientToken: _, ...request }: RunTaskRequest) => JSON.stringify(request);

/** All that a task is launched with, but its turn. */
function checkedOrder(context: Context, input: RunTaskRequest): (turn: number) => Order {
  const cluster = activeCluster(context, input.cluster);
  const definition = activeDefinition(context, input.taskDefinition);
  const { capacityProviderStrategy: strategy } = checkedCapacity(input, cluster);
  checkFargate(definition);
  const always = {
    cluster,
    definition,
    network: checkedNetwork(context, input.networkConfiguration),
    platformVersion: checkedPlatform(input.platformVersion),
    group: input.group ?? `family:${definition.definition.family}`,
    ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
    ...(input.overrides && { overrides: input.overrides }),
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    tags: tagsFor(input, definition),
  };
  const problem = launchProblem(context, definition);
  if (problem !== undefined) throw clientException(problem);
  return (turn) => ({ ...always, turn, ...(strategy && { capacityProviderName: providerFor(strategy, turn) }) });
}

const tagsFor = ({ tags, propagateTags }: RunTaskRequest, definition: TaskDefinitionRow): Tag[] => [
  ...checkedTags(tags),
  ...(propagateTags === 'TASK_DEFINITION' ? definition.tags : []),
];
