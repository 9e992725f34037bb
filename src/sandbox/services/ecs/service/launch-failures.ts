import type { Context } from '../../../service.js';
import { tasksOf } from '../task-counts.js';
import { impaired, addEvent } from './service-events.js';
import type { DeploymentRow, ServiceRow, TaskRow } from '../tables.js';
import { failedInTargetGroup } from './target-watch.js';

/**
 * Seconds until launching is tried again: 15, then twice as long each time, up to 27 minutes. However long time is
 * let pass at once, there are so few retries in it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const backOff = (rounds: number): number => Math.min(15 * 2 ** (rounds - 1), 27 * 60);

/**
 * Takes note of tasks that failed to start, or to serve, since the last look; one that became healthy since clears the
 * count. Those that have been running all along say nothing about the next.
 * @returns seconds to the next try, where this began a new wait
 */
export function noteFailures(context: Context, row: ServiceRow, deployment: DeploymentRow): number | undefined {
  const own = tasksOf(context, deployment);
  const failed = own.filter((row) => hasFailed(row) && row.counted !== true);
  for (const task of failed) task.counted = true;
  const breaker = row.service.deploymentConfiguration.deploymentCircuitBreaker;
  if (own.some((task) => isHealthySince(task, deployment.failedAt)) && breaker?.resetOnHealthyTask !== false) {
    deployment.failedTasks = 0;
    deployment.failedRounds = 0;
  }
  return failed.length > 0 ? countFailures(context, row, deployment, failed.length) : undefined;
}

const isHealthySince = ({ healthy, runsSince = 0 }: TaskRow, failedAt = 0): boolean => healthy && runsSince >= failedAt;
const hasFailed = (row: TaskRow): boolean => row.task.stopCode === 'TaskFailedToStart' || failedInTargetGroup(row);

/**
 * Counts tasks that failed, or that could not even be launched, and holds back the next launch.
 * @returns seconds to the next try, where this began a new wait
 */
export function countFailures(
  context: Context,
  row: ServiceRow,
  deployment: DeploymentRow,
  tasks: number,
): number | undefined {
  deployment.failedTasks += tasks;
  deployment.updatedAt = context.now;
  deployment.failedAt = context.world.elapsed;
  // Tasks that were launched together fail one by one: that is one failed try.
  if (launchesFrom(context, deployment)) return undefined;
  deployment.failedRounds++;
  if (deployment.failedRounds === 3) addEvent(context, row, impaired);
  const seconds = backOff(deployment.failedRounds);
  deployment.notBefore = context.due(seconds);
  return seconds;
}

export const launchesFrom = ({ world }: Context, { notBefore }: DeploymentRow): boolean =>
  notBefore !== undefined && world.elapsed < notBefore;
