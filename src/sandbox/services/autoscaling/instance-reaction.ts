import type { Context } from '../../service.js';
import type { InstanceRow } from '../ec2/compute-tables.js';
import { endActivity } from './activities.js';
import { scheduleReconcile } from './capacity.js';
import { memberInService } from './members.js';
import { groups, type GroupRow, type MemberRow } from './tables.js';

/** Seconds from when an instance runs until its group counts on it. */
const inServiceAfter = 2;

/** Reacts to an instance of a group that runs, or that the group or somebody else has terminated. */
export function onInstanceChanged(context: Context, { instance: { InstanceId, State } }: InstanceRow): void {
  const isIt = (member: MemberRow) => member.InstanceId === InstanceId;
  const row = groups(context).find(({ members }) => members.some(isIt));
  const member = row?.members.find(isIt);
  if (!row || !member) return;
  const name = row.group.AutoScalingGroupName;
  if (State.Name === 'running') context.after(inServiceAfter, memberInService, { name, instanceId: InstanceId });
  if (State.Name === 'shutting-down' && !member.LifecycleState.startsWith('Terminating')) replace(context, row, member);
  if (State.Name !== 'terminated') return;
  row.members = row.members.filter((it) => it !== member);
  endActivity(context, InstanceId);
  scheduleReconcile(context, row);
}

/** Somebody else has terminated it: that is an unhealthy instance to its group. */
function replace(context: Context, row: GroupRow, member: MemberRow): void {
  member.HealthStatus = 'Unhealthy';
  member.LifecycleState = 'Terminating';
  row.cause =
    'an instance was taken out of service in response to an EC2 health check that indicated it had been terminated ' +
    'or stopped';
  scheduleReconcile(context, row, 20);
}
