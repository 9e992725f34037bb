import {
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type PutScheduledActionRequest,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { Changed } from './drifts.js';

/** How somebody changes what scales a service. */

const ofServices = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

const target =
  (change: (want: { MinCapacity: number; MaxCapacity: number }) => object) =>
  ({ clients, id: { ResourceId }, want }: Changed) =>
    clients.applicationautoscaling.send(
      new RegisterScalableTargetCommand({ ...ofServices, ResourceId, ...change(want) }),
    );

const action =
  (change: Partial<PutScheduledActionRequest>) =>
  ({ clients, id: { ResourceId, ScheduledActionName }, want }: Changed) =>
    clients.applicationautoscaling.send(
      new PutScheduledActionCommand({ ...ofServices, ...want, ResourceId, ScheduledActionName, ...change }),
    );

export const scalingDrifts = {
  'scalable-target': {
    MinCapacity: target(({ MinCapacity }) => ({ MinCapacity: MinCapacity - 1 })),
    MaxCapacity: target(({ MaxCapacity }) => ({ MaxCapacity: MaxCapacity + 1 })),
    SuspendedState: target(() => ({ SuspendedState: { DynamicScalingInSuspended: true } })),
  },
  'scaling-policy': {
    TargetTrackingScalingPolicyConfiguration({ clients, id: { ResourceId, PolicyName }, want }: Changed) {
      const was = want.TargetTrackingScalingPolicyConfiguration as TargetTrackingScalingPolicyConfiguration;
      return clients.applicationautoscaling.send(
        new PutScalingPolicyCommand({
          ...{ ...ofServices, ResourceId, PolicyName, PolicyType: 'TargetTrackingScaling' },
          TargetTrackingScalingPolicyConfiguration: { ...was, ScaleInCooldown: 1 },
        }),
      );
    },
  },
  'scheduled-action': {
    Schedule: action({ Schedule: 'rate(5 days)' }),
    Timezone: action({ Timezone: 'Asia/Tokyo' }),
    ScalableTargetAction: action({ ScalableTargetAction: { MinCapacity: 1 } }),
  },
};
