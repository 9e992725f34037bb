import { timer, type Context } from '../../service.js';
import { instances, type InstanceRow } from '../ec2/compute-tables.js';
import { endActivity } from './activities.js';
import { scheduleReconcile } from './capacity.js';
import { memberInService, terminateMember } from './members.js';
import { groups, type GroupRow, type MemberRow } from './tables.js';

/** Seconds until a health check finds that an instance does not run. */
const noticedAfter = 20;
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
  if (State.Name === 'stopping') context.after(noticedAfter, memberFoundStopped, { name, instanceId: InstanceId });
  if (State.Name !== 'terminated') return;
  row.members = row.members.filter((it) => it !== member);
  endActivity(context, InstanceId);
  scheduleReconcile(context, row);
}

/**
 * An instance that is stopped is unhealthy to its group, which terminates and replaces it; one that was started again
 * before the check is not.
 * Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
 */
export const memberFoundStopped = timer<{ name: string; instanceId: string }>(
  'autoscaling/member-found-stopped',
  (context, { name, instanceId }) => {
    const row = groups(context).get(name);
    const member = row?.members.find(({ InstanceId }) => InstanceId === instanceId);
    const state = instances(context).get(instanceId)?.instance.State.Name ?? '';
    if (!row || !member || !['stopping', 'stopped'].includes(state)) return;
    if (member.LifecycleState.startsWith('Terminating')) return;
    member.HealthStatus = 'Unhealthy';
    row.cause = cause;
    terminateMember(context, row, member);
    scheduleReconcile(context, row);
  },
);

const cause =
  'an instance was taken out of service in response to an EC2 health check that indicated it had been terminated ' +
  'or stopped';

/** Somebody else has terminated it: that is an unhealthy instance to its group. */
function replace(context: Context, row: GroupRow, member: MemberRow): void {
  member.HealthStatus = 'Unhealthy';
  member.LifecycleState = 'Terminating';
  row.cause = cause;
  scheduleReconcile(context, row, noticedAfter);
}
