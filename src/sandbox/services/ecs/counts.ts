import type { Context } from '../../service.js';
import { tasks, type DeploymentRow, type TaskRow } from './tables.js';

export const tasksOf = (context: Context, { id }: Pick<DeploymentRow, 'id'>): TaskRow[] =>
  tasks(context).all(({ deploymentId }) => deploymentId === id);

const pending: readonly string[] = ['PROVISIONING', 'PENDING'];

/** As ECS counts: a task that is on its way out is neither. */
export const counts = (rows: readonly TaskRow[]): { runningCount: number; pendingCount: number } => ({
  runningCount: rows.filter(({ task }) => task.lastStatus === 'RUNNING').length,
  pendingCount: rows.filter(({ task }) => pending.includes(task.lastStatus)).length,
});
