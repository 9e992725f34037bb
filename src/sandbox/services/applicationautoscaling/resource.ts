import type { Context } from '../../service.js';
import { scheduleReconcile } from '../ecs/service/scheduler.js';
import { taskCounts, tasksOf } from '../ecs/task-counts.js';
import { services, type ServiceRow } from '../ecs/tables.js';

/** What is scaled: services of ECS. */

/** The ACTIVE service that a resource id names. */
export function serviceOf(context: Context, resourceId: string): ServiceRow | undefined {
  const { partition, region, account } = context;
  const row = services(context).get(`arn:${partition}:ecs:${region}:${account}:${resourceId}`);
  return row?.service.status === 'ACTIVE' ? row : undefined;
}

/** `service/cluster/service` */
export const resourceIdOf = ({ service }: ServiceRow): string => service.serviceArn.split(':').slice(5).join(':');

/** How many tasks of a service run: scaling counts from these, not from how many are wanted. */
export const runningTasks = (context: Context, { deployments }: ServiceRow): number =>
  taskCounts(deployments.flatMap((it) => tasksOf(context, it))).runningCount;

export const isDeploying = ({ deployments: [primary, ...others] }: ServiceRow): boolean =>
  others.length > 0 || primary.rolloutState === 'IN_PROGRESS';

/** Changes how many tasks ECS keeps running, as UpdateService does. No deployment begins. */
export function setDesiredCount(context: Context, row: ServiceRow, count: number): void {
  row.service.desiredCount = count;
  scheduleReconcile(context, row);
}
