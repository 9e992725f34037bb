import type {
  Alarm,
  ScalableTarget,
  ScalingActivity,
  ScalingPolicy,
  ScheduledAction,
  SuspendedState,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { regional } from '../../service.js';
import type { Clocked } from '../clocked.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = T & { [M in Member]-?: NonNullable<T[M]> };

/** What names a scalable target in every call. */
export interface TargetKey {
  readonly ServiceNamespace: 'ecs';
  /** `service/cluster/service` */
  readonly ResourceId: string;
  readonly ScalableDimension: 'ecs:service:DesiredCount';
}

export interface TargetRow {
  target: With<ScalableTarget, 'MinCapacity' | 'MaxCapacity' | 'ScalableTargetARN' | 'CreationTime'> & {
    SuspendedState: Required<{ [M in keyof SuspendedState]: boolean }>;
  };
  tags: { [key: string]: string };
  /** When the metrics of its policies have their next data point, in AWS's time; absent without policies. */
  pointAt?: number;
  /** The last scale-out by a policy: until when its cooldown lasts, in AWS's time, and how much it has added. */
  scaledOut?: { until: number; added: number };
  /** Until when the cooldown of the last scale-in lasts, in AWS's time. */
  scaledInUntil?: number;
}
/** Every scalable target of the region, by its resource. */
export const scalableTargets = regional<TargetRow>('applicationautoscaling/scalable-targets');

export interface PolicyRow {
  policy: With<ScalingPolicy, 'PolicyARN' | 'PolicyName' | 'ResourceId'> & {
    TargetTrackingScalingPolicyConfiguration: TargetTrackingScalingPolicyConfiguration;
    Alarms: Alarm[];
  };
  /** How many data points in a row were above the target value, and how many below what scales in. */
  above: number;
  below: number;
}
/** Every scaling policy of the region, by its resource and name. */
export const scalingPolicies = regional<PolicyRow>('applicationautoscaling/scaling-policies');

export interface ScheduledActionRow extends Clocked {
  action: With<ScheduledAction, 'ScheduledActionARN' | 'ScheduledActionName' | 'ResourceId' | 'Schedule'>;
}
/** Every scheduled action of the region, by its resource and name. */
export const scheduledActions = regional<ScheduledActionRow>('applicationautoscaling/scheduled-actions');

export type ActivityRow = With<
  ScalingActivity,
  'ActivityId' | 'ResourceId' | 'StartTime' | 'StatusCode' | 'StatusMessage'
> & {
  /** How many tasks it asks for; absent where it changes bounds only. */
  count?: number;
};
/** The scaling activities of the region, the oldest first. */
export const scalingActivities = regional<ActivityRow>('applicationautoscaling/scaling-activities');

/** The key of what belongs to a target. No name of ECS has a space. */
export const keyWithin = (resourceId: string, name: string): string => `${resourceId} ${name}`;
