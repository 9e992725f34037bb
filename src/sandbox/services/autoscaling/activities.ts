import { DescribeScalingActivitiesCommand, type Activity } from '@aws-sdk/client-auto-scaling';
import { on, type Context } from '../../service.js';
import { existingGroup, refuseOtherMembers, pageOf } from './input.js';
import { activities, groups, type ActivityRow, type GroupRow } from './tables.js';

export const activityOperations = [
  /**
   * Newest first. Activities of deleted groups are shown only with IncludeDeletedGroups.
   * Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
   */
  on(DescribeScalingActivitiesCommand, (input, context) => {
    refuseOtherMembers(input, [
      'ActivityIds',
      'AutoScalingGroupName',
      'IncludeDeletedGroups',
      'MaxRecords',
      'NextToken',
    ]);
    const { AutoScalingGroupName: name, ActivityIds: ids } = input;
    if (name !== undefined && input.IncludeDeletedGroups !== true) existingGroup(context, name);
    const wanted = activities(context).all(
      (row) =>
        (name ?? row.AutoScalingGroupName) === row.AutoScalingGroupName &&
        (!ids?.length || ids.includes(row.ActivityId)) &&
        (input.IncludeDeletedGroups === true || groups(context).has(row.AutoScalingGroupName)),
    );
    const { items, more } = pageOf(wanted, newestFirst, input, 100);
    return { Activities: items.map(shown), ...more };
  }),
];

/** What a group begins to do, and why. */
export function beginActivity(
  context: Context,
  { group, cause, deleting }: GroupRow,
  it: { readonly Description: string; readonly instanceId?: string },
): ActivityRow {
  const ActivityId = [8, 4, 4, 4, 12].map((length) => context.world.hex(length)).join('-');
  const row: ActivityRow = {
    ActivityId,
    AutoScalingGroupName: group.AutoScalingGroupName,
    AutoScalingGroupARN: group.AutoScalingGroupARN,
    ...it,
    Cause: `At ${seconds(context.now)} ${deleting ? 'the group was deleted' : cause}.`,
    StartTime: context.now,
    StatusCode: 'InProgress',
    Progress: 50,
    Details: JSON.stringify({}),
  };
  activities(context).set(ActivityId, row);
  return row;
}

/** Ends what is underway for an instance. */
export function endActivity(context: Context, instanceId: string): void {
  for (const row of activities(context).all((it) => it.instanceId === instanceId && it.StatusCode === 'InProgress'))
    Object.assign(row, { StatusCode: 'Successful', Progress: 100, EndTime: context.now });
}

/** Notes that a launch has failed. */
export function failActivity(context: Context, row: GroupRow, message: string): void {
  const activity = beginActivity(context, row, { Description: 'Launching a new EC2 instance.' });
  const StatusMessage = `${message} Launching EC2 instance failed.`;
  Object.assign(activity, { StatusCode: 'Failed', StatusMessage, Progress: 100, EndTime: context.now });
}

const seconds = (time: Date) => time.toISOString().replace(/\.\d+Z$/, 'Z');

const newestFirst = ({ StartTime, ActivityId }: ActivityRow) =>
  `${String(8.64e15 - StartTime.getTime()).padStart(17, '0')} ${ActivityId}`;

function shown({ instanceId: _instanceId, ...row }: ActivityRow): Activity {
  return structuredClone(row);
}
