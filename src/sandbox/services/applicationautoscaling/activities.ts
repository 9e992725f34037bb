import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-application-auto-scaling';
import { on, type Context } from '../../service.js';
import { listed, notInSandbox } from './input.js';
import { resourceIdOf, runningTasks, setDesiredCount } from './resource.js';
import { scalingActivities, type ActivityRow } from './tables.js';
import { services, type ServiceRow, type TaskRow } from '../ecs/tables.js';

/** AWS shows six weeks of them; this is enough for any of its pages. */
const kept = 500;

/**
 * What was scaled, and why, the latest first.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html
 */
export const activityOperations = [
  on(DescribeScalingActivitiesCommand, (input, context) => {
    if (input.IncludeNotScaledActivities) throw notInSandbox('activities that did not scale');
    const rows = scalingActivities(context).all(
      ({ ResourceId }) => input.ResourceId === undefined || input.ResourceId === ResourceId,
    );
    const newest = new Map(rows.toReversed().map((row, i) => [row, String(i).padStart(6, '0')]));
    const { items, more } = listed(rows, (row) => newest.get(row) ?? '', input, input.ResourceId !== undefined);
    return { ScalingActivities: items.map(({ count: _, ...row }) => ({ ...row })), ...more };
  }),
];

/** Notes that the bounds of a target have changed. Source of the words: the user guide, "Managing scheduled scaling". */
export function noteBounds(context: Context, ResourceId: string, what: string, cause: string): void {
  add(context, ResourceId, {
    Description: `Setting ${what}`,
    Cause: cause,
    StatusCode: 'Successful',
    StatusMessage: `Successfully set ${what}`,
  });
}

/** Gives a service another number of tasks, and notes it. @param cause in AWS's words */
export function scale(context: Context, row: ServiceRow, count: number, cause: string): void {
  const resourceId = resourceIdOf(row);
  for (const earlier of underWay(context, resourceId))
    Object.assign(earlier, { StatusCode: 'Overridden', EndTime: context.now });
  setDesiredCount(context, row, count);
  add(context, resourceId, {
    Description: `Setting desired count to ${count}.`,
    Cause: cause,
    StatusCode: 'InProgress',
    StatusMessage: `Successfully set desired count to ${count}. Waiting for change to be fulfilled by ecs.`,
    count,
  });
}

const underWay = (context: Context, resourceId: string): ActivityRow[] =>
  scalingActivities(context).all((it) => it.ResourceId === resourceId && it.StatusCode === 'InProgress');

/** An activity ends when as many tasks run as it has asked for. */
export function onTaskChanged(context: Context, { serviceArn }: Pick<TaskRow, 'serviceArn'>): void {
  const row = serviceArn === undefined ? undefined : services(context).get(serviceArn);
  if (!row) return;
  for (const activity of underWay(context, resourceIdOf(row)))
    if (runningTasks(context, row) === activity.count)
      Object.assign(activity, {
        StatusCode: 'Successful',
        StatusMessage: `Successfully set desired count to ${activity.count}. Change successfully fulfilled by ecs.`,
        EndTime: context.now,
      });
}

type Noted = Pick<ActivityRow, 'Description' | 'Cause' | 'StatusCode' | 'StatusMessage' | 'count'>;

function add(context: Context, ResourceId: string, noted: Noted): void {
  const { world } = context;
  const ActivityId = [8, 4, 4, 4, 12].map((length) => world.hex(length)).join('-');
  const names = { ServiceNamespace: 'ecs', ResourceId, ScalableDimension: 'ecs:service:DesiredCount' } as const;
  scalingActivities(context).set(ActivityId, { ActivityId, ...names, ...noted, StartTime: context.now });
  const [oldest] = scalingActivities(context).keys();
  if (scalingActivities(context).size > kept && oldest !== undefined) scalingActivities(context).delete(oldest);
}
