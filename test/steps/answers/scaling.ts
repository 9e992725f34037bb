import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { account, says, tags, type Samples } from './sample.js';

const CreationTime = new Date('2026-03-01T08:30:00Z');
const ResourceId = 'service/shop/web';
const ofService = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId } as const;
const arn = `arn:aws:application-autoscaling:eu-west-1:${account}`;
const ScalableTargetARN = `${arn}:scalable-target/0ec51234567890abcdef1234567890abcdef`;
const alarm = (AlarmName: string) => ({
  AlarmName,
  AlarmARN: `arn:aws:cloudwatch:eu-west-1:${account}:alarm:${AlarmName}`,
});

/** Sources: the pages of these operations in https://docs.aws.amazon.com/autoscaling/application/APIReference/ */
export const scaling: Samples = {
  'scalable-target': {
    id: { ResourceId, ScalableTargetARN },
    answers: [
      says(DescribeScalableTargetsCommand, {
        ScalableTargets: [
          {
            ...ofService,
            ResourceId: 'service/shop/admin',
            MinCapacity: 1,
            MaxCapacity: 2,
            RoleARN: 'x',
            CreationTime,
          },
          {
            ...ofService,
            ScalableTargetARN,
            MinCapacity: 2,
            MaxCapacity: 10,
            RoleARN: `arn:aws:iam::${account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
            CreationTime,
            SuspendedState: { DynamicScalingInSuspended: true },
          },
        ],
      }),
      says(ListTagsForResourceCommand, { Tags: tags }),
    ],
    reads: {
      out: { resourceId: ResourceId },
      live: {
        ResourceId,
        MinCapacity: 2,
        MaxCapacity: 10,
        SuspendedState: {
          DynamicScalingInSuspended: true,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: false,
        },
      },
      tags,
    },
  },
  'scaling-policy': {
    id: { ResourceId, PolicyName: 'provision-requests' },
    answers: [
      says(DescribeScalingPoliciesCommand, {
        ScalingPolicies: [
          {
            ...ofService,
            PolicyARN: `arn:aws:autoscaling:eu-west-1:${account}:scalingPolicy:ac542982:resource/ecs/${ResourceId}:policyName/provision-requests`,
            PolicyName: 'provision-requests',
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: 500,
              PredefinedMetricSpecification: {
                PredefinedMetricType: 'ALBRequestCountPerTarget',
                ResourceLabel: 'app/shop/0123456789abcdef/targetgroup/shop-web/fedcba9876543210',
              },
              ScaleOutCooldown: 60,
            },
            Alarms: [
              alarm('TargetTracking-service/shop/web-AlarmHigh-d4f0770c-b46e-434a-a60f-3b36d653feca'),
              alarm('TargetTracking-service/shop/web-AlarmLow-1b437334-d19b-4a63-a812-6c67aaf2910d'),
            ],
            CreationTime,
          },
        ],
      }),
    ],
    reads: {
      out: { policyName: 'provision-requests' },
      live: {
        ResourceId,
        PolicyName: 'provision-requests',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 500,
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ALBRequestCountPerTarget',
            ResourceLabel: 'app/shop/0123456789abcdef/targetgroup/shop-web/fedcba9876543210',
          },
          ScaleOutCooldown: 60,
          ScaleInCooldown: 300,
          DisableScaleIn: false,
        },
      },
    },
  },
  'scheduled-action': {
    id: { ResourceId, ScheduledActionName: 'provision-night' },
    answers: [
      says(DescribeScheduledActionsCommand, {
        ScheduledActions: [
          {
            ...ofService,
            ScheduledActionARN: `arn:aws:autoscaling:eu-west-1:${account}:scheduledAction:ac542982:resource/ecs/${ResourceId}:scheduledActionName/provision-night`,
            ScheduledActionName: 'provision-night',
            Schedule: 'cron(0 22 * * ? *)',
            ScalableTargetAction: { MinCapacity: 0 },
            CreationTime,
          },
        ],
      }),
    ],
    reads: {
      out: {},
      live: {
        ResourceId,
        ScheduledActionName: 'provision-night',
        Schedule: 'cron(0 22 * * ? *)',
        Timezone: 'UTC',
        ScalableTargetAction: { MinCapacity: 0 },
      },
    },
  },
};
