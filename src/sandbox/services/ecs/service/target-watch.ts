import type { Context } from '../../../service.js';
import { tasksOf } from '../task-counts.js';
import { stoppedRunning, addEvent, unhealthyIn } from './service-events.js';
import type { ServiceRow, TaskRow } from '../tables.js';
import { stopTask } from '../task/task-lifecycle.js';
import { taskTargetHealth } from '../task/task-targets.js';

/** Seconds until it is worth looking again where no load balancer uses a target: at first, and at most. */
const idle = { first: 60, most: 3600 };

/**
 * Sees after the tasks of a service that load balancers send requests to: one is healthy when its targets are, and
 * is stopped when one of them is found unhealthy and its grace period is over.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html
 * @returns seconds until the load balancers will know more; undefined where a look is due by then anyway
 */
export function watchTargets(context: Context, row: ServiceRow): number | undefined {
  const all = row.deployments.flatMap((deployment) => tasksOf(context, deployment));
  const live = all.filter(({ task, targets }) => task.desiredStatus === 'RUNNING' && targets !== undefined);
  const waits = live.flatMap((task) => watchTask(context, row, task) ?? []);
  if (waits.length === 0) return undefined;
  const soonest = Math.min(...waits);
  const { watchAt = 0 } = row;
  if (watchAt > context.world.elapsed && watchAt <= context.due(soonest)) return undefined;
  row.watchAt = context.due(soonest);
  return soonest;
}

function watchTask(context: Context, service: ServiceRow, row: TaskRow): number | undefined {
  const { targets = [], graceUntil = 0, containersHealthy = false } = row;
  const { world } = context;
  const seen = targets.map((target) => ({ target, health: taskTargetHealth(context, target) }));
  // One that is on its way to be healthy again has been found well since: the grace period was not for nothing.
  const failing = seen.find(({ health }) => health?.State === 'unhealthy' && health.moreIn === undefined);
  if (failing && world.elapsed >= graceUntil) {
    const { target, health } = failing;
    addEvent(context, service, unhealthyIn(row, target, health?.Description ?? ''));
    const stoppedReason = `${failedHealthChecks} (target-group ${target.targetGroupArn})`;
    stopTask(context, row, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
    addEvent(context, service, stoppedRunning([row]));
    return undefined;
  }
  row.healthy = containersHealthy && seen.every(({ health }) => health?.State === 'healthy');
  const grace = failing ? [(graceUntil - world.elapsed) / 1000 + 1] : [];
  const isUnused = seen.some(({ health }) => health?.State === 'unused');
  const waits = [...seen.flatMap(({ health }) => health?.moreIn ?? []), ...grace, ...untilUsed(context, row, isUnused)];
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

/**
 * The delay grows: a target in a zone that the load balancer is not in may stay unused for days, and the sandbox may
 * run days in a moment.
 */
function untilUsed({ world }: Context, row: TaskRow, isUnused: boolean): number[] {
  if (!isUnused) delete row.unusedSince;
  else row.unusedSince ??= world.elapsed;
  const { unusedSince } = row;
  if (unusedSince === undefined) return [];
  const seconds = (world.elapsed - unusedSince) / 1000;
  return [Math.min(Math.max(seconds, idle.first), idle.most)];
}

const failedHealthChecks = 'Task failed ELB health checks in';

/** Whether a task was stopped because a load balancer found it unhealthy. */
export const failedInTargetGroup = ({ task }: TaskRow): boolean =>
  task.stoppedReason?.startsWith(failedHealthChecks) ?? false;
