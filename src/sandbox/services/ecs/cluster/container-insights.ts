import { timer, type Context } from '../../../service.js';
import { addLogGroup } from '../../logs/log-group.js';
import { logGroups } from '../../logs/tables.js';
import { clusters, tasks, type ClusterRow, type TaskRow } from '../tables.js';

/**
 * Container Insights writes what it measures to a log group of the cluster's name, and creates the group where there is
 * none: without tags, with a retention of one day.
 *
 * Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference.html (it creates the
 * group), https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
 * (the group's name), https://github.com/aws/containers-roadmap/issues/2315 (nobody can choose another group).
 *
 * Believed, after public scripts that clean up behind it: the retention; that the first events are written a minute after
 * a task has begun to run; and that those of its last minute come up to a minute after its end, which creates a deleted
 * group again, even where the cluster is gone by then.
 */
const writtenAfter = 60;
const retentionInDays = 1;

interface Which {
  readonly clusterName: string;
}

/** Writes events to the cluster's group. */
export const insightsWritten = timer<Which>('ecs/insights-written', (context, { clusterName }) => {
  const logGroupName = groupOf(clusterName);
  if (logGroups(context).has(logGroupName)) return;
  addLogGroup(context, { logGroupName }).group.retentionInDays = retentionInDays;
});

/** @param row a task that has begun to run, or has stopped after it ran */
export function measureTask(context: Context, { task }: TaskRow): void {
  const row = clusters(context).find(({ cluster }) => cluster.clusterArn === task.clusterArn);
  if (row && isOn(row) && task.startedAt) scheduleEvents(context, row);
}

/** Events are written as long as tasks run: of a cluster that is now measured, or whose log group was deleted. */
export function measureCluster(context: Context, row: ClusterRow): void {
  const runs = ({ task }: TaskRow) =>
    task.clusterArn === row.cluster.clusterArn && task.startedAt !== undefined && task.lastStatus !== 'STOPPED';
  if (isOn(row) && tasks(context).find(runs)) scheduleEvents(context, row);
}

export function onLogGroupDeleted(context: Context, { logGroupName }: { readonly logGroupName: string }): void {
  const row = clusters(context).find(({ cluster }) => groupOf(cluster.clusterName) === logGroupName);
  if (row) measureCluster(context, row);
}

const scheduleEvents = (context: Context, { cluster: { clusterName } }: ClusterRow): void =>
  context.after(writtenAfter, insightsWritten, { clusterName });

const groupOf = (clusterName: string): string => `/aws/ecs/containerinsights/${clusterName}/performance`;

const isOn = ({ cluster: { settings = [] } }: ClusterRow): boolean =>
  settings.some(({ name, value }) => name === 'containerInsights' && value !== 'disabled');
