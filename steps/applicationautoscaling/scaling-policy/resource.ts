import {
  DeleteScalingPolicyCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  type ScalingPolicy as LiveScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import { absent, ready, resource, step, type Cloud, type Step, type StepOf } from '../../../src/step.js';
import type { LoadBalancer } from '../../elbv2/load-balancer/resource.js';
import type { TargetGroup } from '../../elbv2/target-group/resource.js';
import { ofEcsServices, ownName } from '../names.js';
import type { ScalableTarget } from '../scalable-target/resource.js';
import { billing } from './billing.js';

type Metric = 'ECSServiceAverageCPUUtilization' | 'ECSServiceAverageMemoryUtilization' | 'ALBRequestCountPerTarget';

interface ScalingPolicyWant {
  readonly ResourceId: string;
  readonly PolicyName: string;
  readonly TargetTrackingScalingPolicyConfiguration: {
    readonly PredefinedMetricSpecification: { readonly PredefinedMetricType: Metric; readonly ResourceLabel?: string };
    readonly TargetValue: number;
    readonly ScaleOutCooldown: number;
    readonly ScaleInCooldown: number;
    readonly DisableScaleIn: boolean;
  };
}
interface ScalingPolicyId {
  readonly ResourceId: string;
  readonly PolicyName: string;
}

export const scalingPolicyResource = resource({
  type: 'scaling-policy',
  uses: ['scalable-target', 'load-balancer', 'target-group', 'listener', 'listener-rule'],
  billing,
  pause: () => 'goes',
  fixed: ['ResourceId', 'PolicyName'],
  // It goes with its scalable target.
  replace: 'create-first',

  // Putting it again changes it: a policy is part of its target, and has neither tags nor owner of its own.
  async create({ applicationautoscaling }, want: ScalingPolicyWant): Promise<ScalingPolicyId> {
    await applicationautoscaling.send(new PutScalingPolicyCommand(requestOf(want)));
    return { PolicyName: want.PolicyName, ResourceId: want.ResourceId };
  },

  async find(cloud, { ResourceId, PolicyName }) {
    const id = { PolicyName, ResourceId };
    return (await policyOf(cloud, id)) ? [{ id }] : [];
  },

  async read(cloud, id) {
    const policy = await policyOf(cloud, id);
    return policy ? ready({ policyName: id.PolicyName }, { ...id, ...configurationOf(policy) }) : absent;
  },

  async update({ applicationautoscaling }, id, want) {
    await applicationautoscaling.send(new PutScalingPolicyCommand({ ...requestOf(want), ...id }));
  },

  // Its alarms go with it.
  async delete({ applicationautoscaling }, id) {
    await applicationautoscaling.send(new DeleteScalingPolicyCommand({ ...ofEcsServices, ...id }));
  },
});
export type ScalingPolicy = StepOf<typeof scalingPolicyResource>;

const requestOf = (want: ScalingPolicyWant) => ({
  ...ofEcsServices,
  ...want,
  PolicyType: 'TargetTrackingScaling' as const,
});

async function policyOf(
  { applicationautoscaling }: Cloud,
  { ResourceId, PolicyName }: ScalingPolicyId,
): Promise<LiveScalingPolicy | undefined> {
  const asked = { ...ofEcsServices, ResourceId, PolicyNames: [PolicyName] };
  const { ScalingPolicies = [] } = await applicationautoscaling.send(new DescribeScalingPoliciesCommand(asked));
  return ScalingPolicies.find((it) => it.PolicyName === PolicyName && it.ResourceId === ResourceId);
}

/** Cooldowns of a service are 300 seconds where AWS leaves them out. */
function configurationOf({ TargetTrackingScalingPolicyConfiguration: it }: LiveScalingPolicy) {
  const { PredefinedMetricType, ResourceLabel } = it?.PredefinedMetricSpecification ?? {};
  return {
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: {
        PredefinedMetricType: PredefinedMetricType as Metric,
        ...(ResourceLabel !== undefined && { ResourceLabel }),
      },
      TargetValue: it?.TargetValue ?? 0,
      ScaleOutCooldown: it?.ScaleOutCooldown ?? 300,
      ScaleInCooldown: it?.ScaleInCooldown ?? 300,
      DisableScaleIn: it?.DisableScaleIn ?? false,
    },
  };
}

/** Seconds that a scaling is given to take effect. */
interface Cooldown {
  readonly out: number;
  readonly in: number;
}

const policy = (
  metric: Metric,
  { value, cooldown, label }: { readonly value: number; readonly cooldown: Cooldown; readonly label?: string },
): ScalingPolicyWant['TargetTrackingScalingPolicyConfiguration'] => ({
  PredefinedMetricSpecification: {
    PredefinedMetricType: metric,
    ...(label !== undefined && { ResourceLabel: label }),
  },
  TargetValue: value,
  ScaleOutCooldown: cooldown.out,
  ScaleInCooldown: cooldown.in,
  DisableScaleIn: false,
});

const used = {
  cpu: { metric: 'ECSServiceAverageCPUUtilization', what: 'CPU' },
  memory: { metric: 'ECSServiceAverageMemoryUtilization', what: 'memory' },
} as const;

/**
 * Keeps as many tasks running that they use about so much of their CPU, or memory. Billed as two alarms.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 * @param value percent
 */
export const utilizationPolicy = (
  name: string,
  needs: { target: ScalableTarget },
  { of, value, cooldown }: { readonly of: keyof typeof used; readonly value: number; readonly cooldown: Cooldown },
) =>
  step({
    name,
    resource: scalingPolicyResource,
    needs,
    why: `Adds and removes tasks so that they use about ${value} % of their ${used[of].what}`,
    want: ({ target }): ScalingPolicyWant => ({
      ResourceId: target.resourceId,
      PolicyName: ownName(of),
      TargetTrackingScalingPolicyConfiguration: policy(used[of].metric, { value, cooldown }),
    }),
  });

/**
 * Keeps as many tasks running that each gets about so many requests a minute. Billed as two alarms.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html (the label)
 * @param needs `listeners`: the listener and the rules that lead to the group; AWS takes the label of no other group
 */
export const requestPolicy = (
  name: string,
  needs: { target: ScalableTarget; balancer: LoadBalancer; group: TargetGroup; listeners: readonly Step[] },
  { value, cooldown }: { readonly value: number; readonly cooldown: Cooldown },
) =>
  step({
    name,
    resource: scalingPolicyResource,
    needs,
    why: `Adds and removes tasks so that each gets about ${value} requests a minute`,
    want: ({ target, balancer, group }): ScalingPolicyWant => ({
      ResourceId: target.resourceId,
      PolicyName: ownName('requests'),
      TargetTrackingScalingPolicyConfiguration: policy('ALBRequestCountPerTarget', {
        ...{ value, cooldown },
        label: `${balancer.loadBalancerFullName}/${group.targetGroupFullName}`,
      }),
    }),
  });
