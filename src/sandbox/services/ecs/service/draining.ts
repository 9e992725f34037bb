import { spread } from '../../../delays.js';
import { backgroundTimer, type Context } from '../../../service.js';
import { tasksOf } from '../task-counts.js';
import { stoppedRunning, addEvent } from './service-events.js';
import { forgetServiceDeployments } from './service-deployments.js';
import { services, type ServiceRow } from '../tables.js';
import { purgeTaskDefinitions } from '../task-definition/task-definition-deletion.js';
import { secondsUntilStopping, stopTask } from '../task/task-lifecycle.js';

/** Seconds that a deleted service can still be described. */
const forgottenAfter = 3600;

const stillServing: readonly string[] = ['PROVISIONING', 'PENDING', 'RUNNING', 'DEACTIVATING'];

/**
 * Empties a service that is being deleted. It is INACTIVE as soon as its tasks are STOPPING: they, and their network
 * interfaces, live on for a while.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html
 * @returns seconds until it is worth another look; `undefined` when it is INACTIVE
 */
export function drainService(context: Context, row: ServiceRow): number | undefined {
  const all = row.deployments.flatMap((deployment) => tasksOf(context, deployment));
  const live = all.filter(({ task }) => task.desiredStatus === 'RUNNING');
  const stoppedReason = `Scaling activity initiated by (deployment ${row.deployments[0].id})`;
  for (const task of live) stopTask(context, task, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
  if (live.length > 0) addEvent(context, row, stoppedRunning(live));
  if (all.some(({ task }) => stillServing.includes(task.lastStatus))) return secondsUntilStopping;
  row.service.status = 'INACTIVE';
  const { serviceArn, createdAt } = row.service;
  spread(context, 'service-name-free', serviceArn);
  context.after(forgottenAfter, serviceForgotten, { serviceArn, createdAt: createdAt.getTime() });
  purgeTaskDefinitions(context);
  return undefined;
}

/** By when it was created, because its name may have been taken again meanwhile. */
export const serviceForgotten = backgroundTimer<{ serviceArn: string; createdAt: number }>(
  'ecs/service-forgotten',
  (context, { serviceArn, createdAt }) => {
    if (services(context).get(serviceArn)?.service.createdAt.getTime() !== createdAt) return;
    services(context).delete(serviceArn);
    forgetServiceDeployments(context, serviceArn);
  },
);
