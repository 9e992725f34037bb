import {
  DescribeAutoScalingInstancesCommand,
  SetInstanceProtectionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { on, type Context } from '../../service.js';
import { scheduleReconcile } from './capacity.js';
import { invalid, liveGroup, refuseOtherMembers, pageOf, present } from './input.js';
import { terminateMember } from './members.js';
import { activities, groups, type GroupRow, type MemberRow } from './tables.js';

export const instanceOperations = [
  /** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceProtection.html */
  on(SetInstanceProtectionCommand, (input, context) => {
    const row = liveGroup(context, input.AutoScalingGroupName);
    const ids = present(input.InstanceIds, 'instanceIds');
    const isProtected = present(input.ProtectedFromScaleIn, 'protectedFromScaleIn');
    if (ids.length > 50) throw invalid('At most 50 instances can be protected in one request.');
    const members = ids.map((id) => memberOf(row, id));
    setScaleInProtection(context, row, members, isProtected);
    return {};
  }),

  on(DescribeAutoScalingInstancesCommand, (input, context) => {
    const all = groups(context)
      .all()
      .flatMap(({ group: { AutoScalingGroupName: name }, members }) =>
        members.map((it) => ({ ...it, AutoScalingGroupName: name })),
      );
    const wanted = all.filter(({ InstanceId }) => !input.InstanceIds?.length || input.InstanceIds.includes(InstanceId));
    const { items, more } = pageOf(wanted, ({ InstanceId }) => InstanceId, input, 50, 50);
    return { AutoScalingInstances: structuredClone(items), ...more };
  }),

  /** Protection from scale-in does not protect from this. */
  on(TerminateInstanceInAutoScalingGroupCommand, (input, context) => {
    refuseOtherMembers(input, ['InstanceId', 'ShouldDecrementDesiredCapacity']);
    const id = present(input.InstanceId, 'instanceId');
    const row = groups(context).find(({ members }) => members.some(({ InstanceId }) => InstanceId === id));
    if (!row) throw invalid(`Instance Id not found - No managed instance found for instance ID ${id}`);
    const decrement = present(input.ShouldDecrementDesiredCapacity, 'shouldDecrementDesiredCapacity');
    const { DesiredCapacity, MinSize } = row.group;
    if (decrement && DesiredCapacity - 1 < MinSize)
      throw invalid(
        `Currently, desiredSize equals minSize (${MinSize}). Terminating instance without replacement will violate ` +
          "group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min " +
          'size.',
      );
    if (decrement) row.group.DesiredCapacity -= 1;
    row.cause = `instance ${id} was taken out of service in response to a user request`;
    terminateMember(context, row, memberOf(row, id));
    scheduleReconcile(context, row);
    const Activity = activities(context).find((it) => it.instanceId === id && it.StatusCode === 'InProgress');
    return { Activity: Activity && structuredClone(Activity) };
  }),
];

/** Sets the protection from scale-in. Without it the group may terminate instances, so it is reconciled. */
export function setScaleInProtection(
  context: Context,
  row: GroupRow,
  members: readonly MemberRow[],
  isProtected: boolean,
): void {
  for (const member of members) member.ProtectedFromScaleIn = isProtected;
  if (!isProtected) scheduleReconcile(context, row);
}

function memberOf({ group, members }: GroupRow, id: string): MemberRow {
  const member = members.find(({ InstanceId }) => InstanceId === id);
  if (!member) throw invalid(`The instance ${id} is not part of Auto Scaling group ${group.AutoScalingGroupName}.`);
  return member;
}
