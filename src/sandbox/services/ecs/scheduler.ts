import { timer, type Context } from '../../service.js';
import { isOnDraining } from './container-instance-room.js';
import { tasksOf } from './counts.js';
import { breakerThreshold, complete, failDeployment } from './deployments.js';
import { drain } from './draining.js';
import { steady, stoppedRunning, tell } from './events.js';
import { heldBack, noteFailures } from './failures.js';
import { launchForService } from './launching.js';
import { nextMove } from './rolling.js';
import { services, type ServiceRow, type TaskRow } from './tables.js';
import { watchTargets } from './target-watch.js';
import { stop } from './task-life.js';

/**
 * Brings each service to what it shall be, a look at a time. It looks when something was asked of the service, and
 * when something it started itself is due; a service at rest costs nothing. Each look is idempotent.
 */
export const schedulerLooks = timer<{ serviceArn: string }>('ecs/scheduler-looks', (context, { serviceArn }) => {
  const row = services(context).get(serviceArn);
  if (row?.service.status === 'ACTIVE') reconcile(context, row);
  const again = row?.service.status === 'DRAINING' ? drain(context, row) : undefined;
  if (row && again !== undefined) look(context, row, again);
});

/** Has the scheduler look at a service soon, or in so many seconds. */
export const look = (context: Context, { service }: ServiceRow, seconds = 1): void =>
  context.after(seconds, schedulerLooks, { serviceArn: service.serviceArn });

/** Seconds that everything must run as wanted until a service counts as steady. */
const steadyAfter = 25;

function reconcile(context: Context, row: ServiceRow): void {
  const watch = watchTargets(context, row);
  if (watch !== undefined) look(context, row, watch);
  const again = noteFailures(context, row, row.deployments[0]);
  if (again !== undefined) look(context, row, again);
  const threshold = breakerThreshold(row);
  const { failedTasks, rolloutState } = row.deployments[0];
  if (rolloutState === 'IN_PROGRESS' && threshold !== undefined && failedTasks >= threshold)
    failDeployment(context, row);
  move(context, row);
  settle(context, row);
}

/** Stops what is too much and launches what is missing. */
function move(context: Context, row: ServiceRow): void {
  const { own, old } = crews(context, row);
  const [primary] = row.deployments;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = row.service.deploymentConfiguration;
  const mayLaunch = primary.rolloutState !== 'FAILED' && !heldBack(context, primary);
  const bounds = { desired: row.service.desiredCount, minimumHealthyPercent, maximumPercent, mayLaunch };
  const next = nextMove(bounds, crewOf(own), crewOf(old));
  const lame = old.filter(({ healthy }) => !healthy);
  const surplus = own.toSorted((a, b) => Number(a.healthy) - Number(b.healthy)).slice(0, next.stopOwn);
  const replaced = old.filter(({ healthy }) => healthy).slice(0, next.stopOldHealthy);
  stopAll(context, row, [...lame, ...replaced, ...surplus]);
  if (next.launch > 0) for (const seconds of launchForService(context, row, next.launch)) look(context, row, seconds);
}

/** The tasks that are not on their way out: the PRIMARY deployment's, and all others'. */
function crews(context: Context, { deployments: [primary, ...others] }: ServiceRow) {
  const live = (rows: TaskRow[]) => rows.filter(({ task }) => task.desiredStatus === 'RUNNING');
  const own = live(tasksOf(context, primary));
  // What is on an instance that drains is replaced like what is of an earlier deployment.
  const leaving = own.filter((row) => isOnDraining(context, row));
  const old = live(others.flatMap((other) => tasksOf(context, other)));
  return { own: own.filter((row) => !leaving.includes(row)), old: [...old, ...leaving] };
}

const crewOf = (rows: readonly TaskRow[]) => {
  const healthy = rows.filter((row) => row.healthy).length;
  return { healthy, unhealthy: rows.length - healthy };
};

function stopAll(context: Context, row: ServiceRow, rows: readonly TaskRow[]): void {
  if (rows.length === 0) return;
  const stoppedReason = `Scaling activity initiated by (deployment ${row.deployments[0].id})`;
  for (const task of rows) stop(context, task, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
  tell(context, row, stoppedRunning(rows));
  unsettle(row);
}

/** Says once that all runs as wanted, when it has for a while. */
function settle(context: Context, row: ServiceRow): void {
  const { own, old } = crews(context, row);
  const atRest = old.length === 0 && own.length === row.service.desiredCount && own.every(({ healthy }) => healthy);
  if (!atRest) return unsettle(row);
  if (row.steady) return;
  if (row.steadyAt === undefined) {
    row.steadyAt = context.due(steadyAfter);
    return look(context, row, steadyAfter);
  }
  if (context.world.time < row.steadyAt) return;
  row.steady = true;
  complete(context, row);
  tell(context, row, steady);
}

function unsettle(row: ServiceRow): void {
  delete row.steadyAt;
  row.steady = false;
}
