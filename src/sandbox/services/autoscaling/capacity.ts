import { backOff } from '../../back-off.js';
import { AwsError, timer, type Context } from '../../service.js';
import { failActivity } from './activities.js';
import { launchMember, liveMembers, terminateMember } from './members.js';
import { groups, type GroupRow, type MemberRow } from './tables.js';

/**
 * Brings a group to its desired capacity. It runs after a request to the group, after one of its instances has ended,
 * and when launches are allowed again. Each run is idempotent. A group at its desired capacity schedules no run.
 */
export const reconcileGroup = timer<{ name: string }>('autoscaling/group-looks', (context, { name }) => {
  const row = groups(context).get(name);
  if (row?.deleting) return empty(context, row);
  if (row) reconcile(context, row);
});

/** Schedules a reconciliation of the group, in three seconds by default. */
export const scheduleReconcile = (context: Context, { group }: GroupRow, seconds = 3): void =>
  context.after(seconds, reconcileGroup, { name: group.AutoScalingGroupName });

/**
 * Changes a group's desired capacity; what follows comes by itself.
 * @param cause in the words of an activity: `a user request explicitly set group desired capacity`
 */
export function setDesiredCapacity(context: Context, row: GroupRow, desired: number, cause: string): void {
  const from = row.group.DesiredCapacity;
  if (from === desired) return;
  row.group.DesiredCapacity = desired;
  row.cause = `${cause} changing the desired capacity from ${from} to ${desired}`;
  scheduleReconcile(context, row);
}

function reconcile(context: Context, row: GroupRow): void {
  const missing = row.group.DesiredCapacity - liveMembers(row).length;
  if (missing > 0 && !isHeldBack(context, row)) launch(context, row, missing);
  for (const member of surplus(row, -missing)) terminateMember(context, row, member);
}

/** Launches instances until EC2 refuses one. It then tries again after a delay that doubles each time. */
function launch(context: Context, row: GroupRow, count: number): void {
  try {
    for (let i = 0; i < count; i++) launchMember(context, row);
    row.failures = 0;
    delete row.notBefore;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    failActivity(context, row, error.message);
    const seconds = backOff(15, row.failures);
    row.failures++;
    row.notBefore = context.due(seconds);
    scheduleReconcile(context, row, seconds);
  }
}

const isHeldBack = ({ world }: Context, { notBefore }: GroupRow): boolean =>
  notBefore !== undefined && world.elapsed < notBefore;

/**
 * The instances to go, one after the other from the zone that has most, the oldest first. Protected ones stay,
 * even where the group then has more than it should.
 * Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
 */
function surplus(row: GroupRow, count: number): MemberRow[] {
  let left = liveMembers(row);
  const chosen: MemberRow[] = [];
  while (chosen.length < count) {
    const next = oldestInFullestZone(left);
    if (!next) break;
    chosen.push(next);
    left = left.filter((it) => it !== next);
  }
  return chosen;
}

function oldestInFullestZone(members: readonly MemberRow[]): MemberRow | undefined {
  const inZone = ({ AvailabilityZone: zone }: MemberRow) =>
    members.filter(({ AvailabilityZone }) => AvailabilityZone === zone).length;
  const free = members.filter(({ ProtectedFromScaleIn }) => !ProtectedFromScaleIn);
  return free.reduce<MemberRow | undefined>((best, it) => (best && inZone(best) >= inZone(it) ? best : it), undefined);
}

/** Seconds after its last instance that a deleted group is gone. One that was empty goes sooner. */
const goneAfter = 25;
const emptyGoneAfter = 5;

/** Starts to delete a group: its instances are terminated first, protected ones too. */
export function startDeletion(context: Context, row: GroupRow): void {
  const wasEmpty = row.members.length === 0;
  row.deleting = 'emptying';
  Object.assign(row.group, { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 });
  empty(context, row, wasEmpty ? emptyGoneAfter : goneAfter);
}

function empty(context: Context, row: GroupRow, seconds = goneAfter): void {
  for (const member of row.members) if (member.LifecycleState !== 'Terminating') terminateMember(context, row, member);
  if (row.members.length > 0 || row.deleting === 'going') return;
  row.deleting = 'going';
  context.after(seconds, groupGone, { name: row.group.AutoScalingGroupName });
}

export const groupGone = timer<{ name: string }>('autoscaling/group-gone', (context, { name }) => {
  groups(context).delete(name);
});
