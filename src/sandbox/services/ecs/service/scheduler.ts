import { timer, type Context } from '../../../service.js';
import { isOnDrainingInstance } from '../container-instance/task-resources.js';
import { tasksOf } from '../task-counts.js';
import { breakerThreshold, complete, failDeployment } from './deployments.js';
import { drainService } from './draining.js';
import { steady, stoppedRunning, addEvent } from './service-events.js';
import { launchesFrom, noteFailures } from './launch-failures.js';
import { launchForService } from './launching.js';
import { nextRollingStep } from './rolling-update.js';
import { services, type ServiceRow, type TaskRow } from '../tables.js';
import { watchTargets } from './target-watch.js';
import { secondsUntilStopping, stopTask } from '../task/task-lifecycle.js';

/**
 * Brings a service to its desired state. It runs after a request to the service, and when something that it has started
 * is due. Each run is idempotent. A steady service schedules no run.
 */
export const reconcileService = timer<{ serviceArn: string }>('ecs/scheduler-looks', (context, { serviceArn }) => {
  const row = services(context).get(serviceArn);
  if (row?.service.status === 'ACTIVE') reconcile(context, row);
  const again = row?.service.status === 'DRAINING' ? drainService(context, row) : undefined;
  if (row && again !== undefined) scheduleReconcile(context, row, again);
});

/** Schedules a reconciliation of the service, in one second by default. */
export const scheduleReconcile = (context: Context, { service }: ServiceRow, seconds = 1): void =>
  context.after(seconds, reconcileService, { serviceArn: service.serviceArn });

/** Seconds that everything must run as wanted until a service counts as steady. */
const steadyAfter = 25;

function reconcile(context: Context, row: ServiceRow): void {
  const watch = watchTargets(context, row);
  if (watch !== undefined) scheduleReconcile(context, row, watch);
  const again = noteFailures(context, row, row.deployments[0]);
  if (again !== undefined) scheduleReconcile(context, row, again);
  const threshold = breakerThreshold(row);
  const { failedTasks, rolloutState } = row.deployments[0];
  if (rolloutState === 'IN_PROGRESS' && threshold !== undefined && failedTasks >= threshold)
    failDeployment(context, row);
  move(context, row);
  settle(context, row);
}

/** Stops surplus tasks and launches missing ones. */
function move(context: Context, row: ServiceRow): void {
  const { own, old } = crews(context, row);
  const [primary] = row.deployments;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = row.service.deploymentConfiguration;
  const mayLaunch = primary.rolloutState !== 'FAILED' && !launchesFrom(context, primary);
  const isCrowded = primary.foundNoRoom === true;
  const bounds = { desired: row.service.desiredCount, minimumHealthyPercent, maximumPercent, mayLaunch, isCrowded };
  const next = nextRollingStep(bounds, crewOf(own), crewOf(old));
  const lame = old.filter(({ healthy }) => !healthy);
  const surplus = own
    .filter(isFree)
    .toSorted((a, b) => Number(a.healthy) - Number(b.healthy))
    .slice(0, next.stopOwn);
  const replaced = old.filter((it) => it.healthy && isFree(it)).slice(0, next.stopOldHealthy);
  stopAll(context, row, [...lame, ...replaced, ...surplus]);
  if (next.launch > 0)
    for (const seconds of launchForService(context, row, next.launch)) scheduleReconcile(context, row, seconds);
}

/** The tasks that are not being stopped: those of the PRIMARY deployment, and all others. */
function crews(context: Context, { deployments: [primary, ...others] }: ServiceRow) {
  const live = (rows: TaskRow[]) => rows.filter(({ task }) => task.desiredStatus === 'RUNNING');
  const own = live(tasksOf(context, primary));
  // What is on an instance that drains is replaced like what is of an earlier deployment.
  const leaving = own.filter((row) => isOnDrainingInstance(context, row));
  const old = live(others.flatMap((other) => tasksOf(context, other)));
  return { own: own.filter((row) => !leaving.includes(row)), old: [...old, ...leaving] };
}

/** Protection is for healthy tasks only: what fails is replaced. */
const isFree = ({ healthy, protectedUntil }: TaskRow): boolean => !healthy || protectedUntil === undefined;

const crewOf = (rows: readonly TaskRow[]) => {
  const healthy = rows.filter((row) => row.healthy).length;
  return { healthy, unhealthy: rows.length - healthy, protected: rows.filter((it) => !isFree(it)).length };
};

function stopAll(context: Context, row: ServiceRow, rows: readonly TaskRow[]): void {
  if (rows.length === 0) return;
  const stoppedReason = `Scaling activity initiated by (deployment ${row.deployments[0].id})`;
  for (const task of rows) stopTask(context, task, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
  addEvent(context, row, stoppedRunning(rows));
  unsettle(row);
}

/** Adds the event "steady state" once, when everything has run as desired for a while. */
function settle(context: Context, row: ServiceRow): void {
  const { own, old } = crews(context, row);
  const atRest = old.length === 0 && own.length === row.service.desiredCount && own.every(({ healthy }) => healthy);
  if (!atRest) return unsettle(row);
  if (isDraining(context, row)) {
    unsettle(row);
    return scheduleReconcile(context, row, secondsUntilStopping);
  }
  if (row.steady) return;
  if (row.steadyAt === undefined) {
    row.steadyAt = context.due(steadyAfter);
    return scheduleReconcile(context, row, steadyAfter);
  }
  if (context.world.elapsed < row.steadyAt) return;
  row.steady = true;
  complete(context, row);
  addEvent(context, row, steady);
}

/**
 * Whether a task finishes the requests that it has from a load balancer. A rollout takes that much longer, which is why
 * people shorten the deregistration delay.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-connection-draining.html
 */
const isDraining = (context: Context, { deployments }: ServiceRow): boolean =>
  deployments.some((it) => tasksOf(context, it).some(({ task }) => task.lastStatus === 'DEACTIVATING'));

function unsettle(row: ServiceRow): void {
  delete row.steadyAt;
  row.steady = false;
}
