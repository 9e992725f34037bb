import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on } from '../../service.js';
import { scheduleReconcile, setDesiredCapacity, startDeletion } from './capacity.js';
import { changedSettings, newGroup, settings } from './group-settings.js';
import { groupChanged } from './signals.js';
import { existingGroup, invalid, liveGroup, refuseOtherMembers, present } from './input.js';
import { groups, type GroupRow } from './tables.js';

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const groupOperations = [
  on(CreateAutoScalingGroupCommand, (input, context) => {
    const row = newGroup(context, input);
    const exceeded = (quota: number) => `You have reached the limit of ${quota} Auto Scaling groups.`;
    refuseBeyond(context, 'auto-scaling-groups', groups(context).size + 1, exceeded);
    groups(context).set(row.group.AutoScalingGroupName, row);
    scheduleReconcile(context, row);
    return {};
  }),

  on(UpdateAutoScalingGroupCommand, (input, context) => {
    const row = liveGroup(context, input.AutoScalingGroupName);
    refuseOtherMembers(input, settings);
    const change = changedSettings(context, row, input);
    const { DesiredCapacity, ...rest } = change;
    Object.assign(row.group, rest);
    setDesiredCapacity(context, row, DesiredCapacity, 'a user request update of AutoScalingGroup constraints');
    // What kept a launch from succeeding may be just what was put right.
    row.failures = 0;
    delete row.notBefore;
    scheduleReconcile(context, row);
    context.emit(groupChanged, row);
    return {};
  }),

  on(SetDesiredCapacityCommand, (input, context) => {
    const row = liveGroup(context, input.AutoScalingGroupName);
    const desired = present(input.DesiredCapacity, 'desiredCapacity');
    const { MinSize, MaxSize } = row.group;
    const wrong = (what: string) =>
      invalid(`New SetDesiredCapacity value ${desired} is ${what} for the AutoScalingGroup.`);
    if (desired > MaxSize) throw wrong(`above max value ${MaxSize}`);
    if (desired < MinSize) throw wrong(`below min value ${MinSize}`);
    setDesiredCapacity(context, row, desired, 'a user request explicitly set group desired capacity');
    context.emit(groupChanged, row);
    return {};
  }),

  /** By force, instances go with the group, protected or not; else it must be empty. */
  on(DeleteAutoScalingGroupCommand, (input, context) => {
    const row = existingGroup(context, input.AutoScalingGroupName);
    refuseProtected(row, input.ForceDelete === true);
    if (input.ForceDelete !== true) refuseOccupied(row);
    if (!row.deleting) startDeletion(context, row);
    return {};
  }),
];

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html; the error is believed. */
function refuseProtected({ group }: GroupRow, byForce: boolean): void {
  const { DeletionProtection: protection = 'none' } = group;
  if (protection === 'prevent-all-deletion' || (protection === 'prevent-force-deletion' && byForce))
    throw new AwsError(
      'ResourceInUseFault',
      `The Auto Scaling group cannot be deleted while its deletion protection is ${protection}.`,
    );
}

function refuseOccupied({ members }: GroupRow): void {
  const cannot = 'You cannot delete an AutoScalingGroup while there are ';
  if (members.some(({ LifecycleState }) => LifecycleState === 'InService'))
    throw new AwsError(
      'ResourceInUseFault',
      `${cannot}instances or pending Spot instance request(s) still in the group.`,
    );
  if (members.length > 0)
    throw new AwsError('ScalingActivityInProgressFault', `${cannot}scaling activities in progress for that group.`);
}
