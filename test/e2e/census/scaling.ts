import {
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Clients } from '../census.js';

/** What changes the number of a service's tasks. */
export async function scaling({ applicationautoscaling }: Pick<Clients, 'applicationautoscaling'>) {
  const asked = { ServiceNamespace: 'ecs' } as const;
  const { ScalableTargets = [] } = await applicationautoscaling.send(new DescribeScalableTargetsCommand(asked));
  const { ScalingPolicies = [] } = await applicationautoscaling.send(new DescribeScalingPoliciesCommand(asked));
  const { ScheduledActions = [] } = await applicationautoscaling.send(new DescribeScheduledActionsCommand(asked));
  return {
    scalableTargets: ScalableTargets.map((it) => {
      const suspended = Object.values(it.SuspendedState ?? {}).includes(true) ? ' suspended' : '';
      return `${it.ResourceId} ${it.MinCapacity}-${it.MaxCapacity}${suspended}`;
    }),
    scalingPolicies: ScalingPolicies.map((it) => {
      const { TargetValue, ScaleOutCooldown, ScaleInCooldown } = it.TargetTrackingScalingPolicyConfiguration ?? {};
      const cooldown = `${ScaleOutCooldown}/${ScaleInCooldown}`;
      return `${it.ResourceId} ${it.PolicyName} at ${TargetValue}, ${cooldown}, ${it.Alarms?.length ?? 0} alarms`;
    }),
    scheduledActions: ScheduledActions.map((it) => {
      const { MinCapacity = '', MaxCapacity = '' } = it.ScalableTargetAction ?? {};
      return `${it.ResourceId} ${it.ScheduledActionName} ${it.Schedule} ${it.Timezone}: ${MinCapacity}-${MaxCapacity}`;
    }),
  };
}
