import {
  GetTaskProtectionCommand,
  UpdateTaskProtectionCommand,
  type Failure,
  type ProtectedTask,
} from '@aws-sdk/client-ecs';
import { on, timer, type Context } from '../../../service.js';
import { atMost, invalidParameter, present } from '../input.js';
import { activeCluster, arn, taskNamed } from '../names.js';
import { scheduleReconcile } from '../service/scheduler.js';
import { services, tasks, type ClusterRow, type TaskRow } from '../tables.js';

const usualMinutes = 120;
const mostMinutes = 2880;

/**
 * Tasks that no rollout and no scale-in stops, for a while.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html; failures:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
export const taskProtectionOperations = [
  on(UpdateTaskProtectionCommand, (input, context) => {
    const cluster = activeCluster(context, present(input.cluster, 'Cluster'));
    const names = atMost(present(input.tasks, 'Tasks'), 10, 'Tasks');
    if (names.length === 0) throw invalidParameter('Tasks cannot be empty.');
    const isProtected = present(input.protectionEnabled, 'protectionEnabled');
    const { expiresInMinutes: minutes = usualMinutes } = input;
    if (minutes < 1 || minutes > mostMinutes)
      throw invalidParameter(`expiresInMinutes must be between 1 and ${mostMinutes}.`);
    const { rows, failures } = found(context, cluster, names);
    for (const row of rows) (isProtected ? protect : unprotect)(context, row, minutes);
    return { protectedTasks: rows.map(shown), failures };
  }),

  on(GetTaskProtectionCommand, (input, context) => {
    const cluster = activeCluster(context, present(input.cluster, 'Cluster'));
    const names = input.tasks && atMost(input.tasks, 100, 'Tasks');
    const { rows, failures } = names ? found(context, cluster, names) : { rows: allOf(context, cluster), failures: [] };
    return { protectedTasks: rows.map(shown), failures };
  }),
];

const allOf = (context: Context, { cluster: { clusterArn } }: ClusterRow): TaskRow[] =>
  tasks(context).all(({ task, serviceArn }) => task.clusterArn === clusterArn && serviceArn !== undefined);

/** Tasks of services; of others, why they cannot be protected. */
function found(context: Context, cluster: ClusterRow, names: readonly string[]) {
  const rows: TaskRow[] = [];
  const failures: Failure[] = [];
  for (const name of names) {
    const row = taskNamed(context, cluster, name);
    const there = row && row.task.lastStatus !== 'STOPPED' ? row : undefined;
    if (there?.serviceArn !== undefined) rows.push(there);
    else
      failures.push({
        arn:
          there?.task.taskArn ??
          (name.startsWith('arn:') ? name : arn(context, `task/${cluster.cluster.clusterName}/${name}`)),
        ...(there
          ? { reason: 'TASK_NOT_VALID', detail: 'The specified task isn’t part of an Amazon ECS service.' }
          : { reason: 'MISSING' }),
      });
  }
  return { rows, failures };
}

function protect(context: Context, row: TaskRow, minutes: number): void {
  const until = context.due(minutes * 60);
  row.protectedUntil = { elapsed: until, shown: new Date(context.now.getTime() + minutes * 60_000) };
  context.after(minutes * 60, protectionEnds, { taskArn: row.task.taskArn, until });
}

function unprotect(context: Context, row: TaskRow): void {
  delete row.protectedUntil;
  const service = services(context).get(row.serviceArn ?? '');
  if (service) scheduleReconcile(context, service);
}

/** Unless it was renewed meanwhile. */
export const protectionEnds = timer<{ taskArn: string; until: number }>(
  'ecs/protection-ends',
  (context, { taskArn, until }) => {
    const row = tasks(context).get(taskArn);
    if (row?.protectedUntil?.elapsed === until) unprotect(context, row);
  },
);

const shown = ({ task: { taskArn }, protectedUntil }: TaskRow): ProtectedTask => ({
  taskArn,
  protectionEnabled: protectedUntil !== undefined,
  ...(protectedUntil && { expirationDate: protectedUntil.shown }),
});
