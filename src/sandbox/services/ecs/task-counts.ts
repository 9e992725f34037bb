import type { Context } from '../../service.js';
import { tasks, type DeploymentRow, type TaskRow } from './tables.js';

export const tasksOf = (context: Context, { id }: Pick<DeploymentRow, 'id'>): TaskRow[] =>
  tasks(context).all(({ deploymentId }) => deploymentId === id);

const pending: readonly string[] = ['PROVISIONING', 'PENDING'];

/** ECS's counts of tasks. A task that is being stopped is neither running nor pending. */
export const taskCounts = (rows: readonly TaskRow[]): { runningCount: number; pendingCount: number } => ({
  runningCount: rows.filter(({ task }) => task.lastStatus === 'RUNNING').length,
  pendingCount: rows.filter(({ task }) => pending.includes(task.lastStatus)).length,
});
