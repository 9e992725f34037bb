import { ExecuteCommandCommand, type Container } from '@aws-sdk/client-ecs';
import { onAnyResource } from '../../../../permissions/required-permission.js';
import { AwsError, on, type Context } from '../../../service.js';
import { reachesService } from '../../ec2/routing/reachability.js';
import { networkInterfaces } from '../../ec2/tables.js';
import { roleAt, roleVerdict } from '../../iam/role-policies.js';
import { invalidParameter, notInSandbox, present } from '../input.js';
import { activeCluster, taskNamed } from '../names.js';
import { definitionOf } from '../prerequisites/task-containers.js';
import type { TaskRow } from '../tables.js';
import { runsAgent } from './managed-agent.js';

/** What the agent asks Systems Manager for. */
const actions = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];

/**
 * Opens no session, so that it answers 501 where AWS would. What would be refused on the way there is refused as on AWS.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html (who needs what),
 * https://github.com/keidarcy/e1s/issues/206, https://github.com/aws/aws-cli/issues/9406 (words); those for tasks and
 * containers that are not there are believed
 */
export const executeCommandOperations = [
  on(ExecuteCommandCommand, (input, context) => {
    present(input.command, 'Command');
    if (input.interactive !== true) throw invalidParameter('Interactive is the only mode supported currently.');
    const cluster = activeCluster(context, input.cluster);
    const row = taskNamed(context, cluster, present(input.task, 'Task'));
    if (!row) throw invalidParameter('The referenced task was not found.');
    const container = containerOf(row, input.container);
    if (row.task.lastStatus !== 'RUNNING' || !runsAgent(container))
      throw invalidParameter(
        'The execute command failed because execute command was not enabled when the task was run or the execute command ' +
          'agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
      );
    if (!isConnected(context, row))
      throw new AwsError(
        'TargetNotConnectedException',
        'The execute command failed due to an internal error. Try again later.',
      );
    throw notInSandbox(
      'sessions of Systems Manager, which this opens on AWS: what runs in the place of a container, if anything does, is reached by `provision exec SERVICE --sandbox`',
    );
  }),
];

function containerOf({ task: { containers } }: TaskRow, name: string | undefined): Container {
  if (name === undefined && containers.length > 1)
    throw invalidParameter('Container name is required for tasks with more than one container.');
  const found = name === undefined ? containers[0] : containers.find((it) => it.name === name);
  if (!found) throw invalidParameter(`The container ${name ?? ''} was not found in the task.`);
  return found;
}

/** Whether the agent gets to Systems Manager, and may talk to it in the task's role. */
function isConnected(context: Context, row: TaskRow): boolean {
  const role = roleAt(context, definitionOf(context, row)?.taskRoleArn ?? '');
  const own = networkInterfaces(context).get(row.networkInterfaceId ?? '');
  return (
    role !== undefined &&
    own !== undefined &&
    actions.every((it) => roleVerdict(context, role, onAnyResource(`ssmmessages:${it}`)) === 'allowed') &&
    reachesService(context, own, 'ssmmessages')
  );
}
