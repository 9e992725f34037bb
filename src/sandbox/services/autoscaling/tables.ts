import type { Activity, AutoScalingGroup, Instance, TagDescription } from '@aws-sdk/client-auto-scaling';
import { regional } from '../../service.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = Omit<T, Member> & { [M in Member]-?: NonNullable<T[M]> };

/** An instance of a group, from its launch until it is terminated. */
export type MemberRow = With<
  Instance,
  'InstanceId' | 'InstanceType' | 'AvailabilityZone' | 'LifecycleState' | 'HealthStatus' | 'ProtectedFromScaleIn'
>;

export interface GroupRow {
  group: With<
    Omit<AutoScalingGroup, 'Instances' | 'Tags' | 'Status'>,
    | 'AutoScalingGroupName'
    | 'AutoScalingGroupARN'
    | 'LaunchTemplate'
    | 'MinSize'
    | 'MaxSize'
    | 'DesiredCapacity'
    | 'VPCZoneIdentifier'
    | 'NewInstancesProtectedFromScaleIn'
  >;
  /** In the order of their launch. */
  members: MemberRow[];
  tags: With<TagDescription, 'Key' | 'Value' | 'PropagateAtLaunch'>[];
  /** Why the capacity is what it is, in the words of the next activity. */
  cause: string;
  /** What is to be told before an instance is terminated to scale in: it then says when. */
  hooks: string[];
  /** Times in a row that launching has failed: what the back-off grows with. */
  failures: number;
  /** No launches before this, in AWS's time. */
  notBefore?: number;
  /** It is being emptied; then, it is being forgotten. */
  deleting?: 'emptying' | 'going';
}
/** Every group of the region, by name: deleted ones until their instances are gone. */
export const groups = regional<GroupRow>('autoscaling/groups');

export type ActivityRow = With<
  Activity,
  'ActivityId' | 'AutoScalingGroupName' | 'Description' | 'Cause' | 'StartTime'
> & {
  /** The instance that is launched or terminated. */
  instanceId?: string;
};
/** What every group did in the last six weeks on AWS; here, since the world began. */
export const activities = regional<ActivityRow>('autoscaling/activities');
