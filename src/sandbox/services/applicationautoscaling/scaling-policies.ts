import {
  DeleteScalingPolicyCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  type Alarm,
  type PutScalingPolicyRequest,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { AwsError, on, type Context } from '../../service.js';
import { loadBalancers, targetGroups } from '../elbv2/tables.js';
import { invalid, listed, matching, notFound, notInSandbox, present, targetKey, within } from './input.js';
import { existingTarget } from './scalable-targets.js';
import { watchMetrics } from './target-tracking.js';
import { keyWithin, scalingPolicies, type PolicyRow, type TargetKey } from './tables.js';

/** Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html */
const mostPolicies = 50;

export const scalingPolicyOperations = [
  /** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
  on(PutScalingPolicyCommand, (input, context) => {
    const target = targetKey(input);
    const name = policyName(input.PolicyName);
    const scalable = existingTarget(context, target);
    const key = keyWithin(target.ResourceId, name);
    const there = scalingPolicies(context).get(key);
    checkType(input, there);
    const configuration = checkedConfiguration(context, input);
    const others = scalingPolicies(context).all(
      ({ policy }) => policy.ResourceId === target.ResourceId && policy.PolicyName !== name,
    );
    if (others.some(({ policy }) => sameMetric(policy.TargetTrackingScalingPolicyConfiguration, configuration)))
      throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
    if (!there && others.length >= mostPolicies)
      throw new AwsError('LimitExceededException', `Exceeded the limit of ${mostPolicies} scaling policies.`);
    const row = there ?? newPolicy(context, target, name, configuration);
    // Its alarms begin anew: what was measured for another value does not count.
    Object.assign(row, { above: 0, below: 0 });
    row.policy.TargetTrackingScalingPolicyConfiguration = configuration;
    row.policy.Alarms = alarmsFor(context, target, configuration, row.policy.Alarms);
    watchMetrics(context, scalable);
    return { PolicyARN: row.policy.PolicyARN, Alarms: row.policy.Alarms };
  }),

  on(DescribeScalingPoliciesCommand, (input, context) => {
    const rows = scalingPolicies(context).all(
      ({ policy }) =>
        (input.ResourceId ?? policy.ResourceId) === policy.ResourceId &&
        (input.PolicyNames?.includes(policy.PolicyName) ?? true),
    );
    const { items, more } = listed(
      rows,
      ({ policy }) => keyWithin(policy.ResourceId, policy.PolicyName),
      input,
      input.ResourceId !== undefined,
    );
    return { ScalingPolicies: items.map(({ policy }) => ({ ...policy })), ...more };
  }),

  /** Its alarms go with it. */
  on(DeleteScalingPolicyCommand, (input, context) => {
    const { ServiceNamespace, ResourceId, ScalableDimension } = targetKey(input);
    const name = policyName(input.PolicyName);
    if (!scalingPolicies(context).delete(keyWithin(ResourceId, name)))
      throw notFound(
        `No scaling policy found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}, policy name: ${name}`,
      );
    return {};
  }),
];

const policyName = (name: string | undefined) => matching(name, 'policyName', /\P{C}+/u, 256);

function checkType({ PolicyType }: PutScalingPolicyRequest, there: PolicyRow | undefined): void {
  const type = PolicyType ?? (there ? 'TargetTrackingScaling' : 'StepScaling');
  if (type !== 'TargetTrackingScaling') throw notInSandbox(`scaling policies of the type ${type}`);
}

/** What ECS measures of a service. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html */
const metrics = ['ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilization', 'ALBRequestCountPerTarget'];

/** What is in the request counts; the members that it leaves out have their defaults again (believed). */
function checkedConfiguration(
  context: Context,
  { TargetTrackingScalingPolicyConfiguration: given }: PutScalingPolicyRequest,
): TargetTrackingScalingPolicyConfiguration {
  if (!given) throw invalid('TargetTrackingScalingPolicyConfiguration must be specified');
  if (given.CustomizedMetricSpecification) throw notInSandbox('customized metrics');
  const value = present(given.TargetValue, 'targetTrackingScalingPolicyConfiguration.targetValue');
  if (!(value > 0)) throw invalid('Target value must be greater than 0');
  const { PredefinedMetricType: metric = '', ResourceLabel } = given.PredefinedMetricSpecification ?? {};
  if (!metrics.includes(metric)) throw invalid(`Predefined metric type ${metric} is not supported for ECS services`);
  if (metric !== 'ALBRequestCountPerTarget' && ResourceLabel !== undefined)
    throw invalid(`Resource label must not be specified for predefined metric type ${metric}`);
  if (metric === 'ALBRequestCountPerTarget') checkLabel(context, ResourceLabel);
  return {
    ...given,
    ScaleOutCooldown: within(given.ScaleOutCooldown, 'scaleOutCooldown', [0, 2 ** 31 - 1], usualCooldown),
    ScaleInCooldown: within(given.ScaleInCooldown, 'scaleInCooldown', [0, 2 ** 31 - 1], usualCooldown),
    DisableScaleIn: given.DisableScaleIn ?? false,
  };
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const usualCooldown = 300;

/**
 * The ends of two ARNs: of a load balancer, and of a target group that it leads to. The words of the refusals are believed, but
 * for the first. Sources: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html;
 * https://github.com/terraform-aws-modules/terraform-aws-autoscaling/issues/192
 */
function checkLabel(context: Context, label: string | undefined): void {
  if (label === undefined)
    throw invalid('Resource label should be specified for predefined metric type ALBRequestCountPerTarget');
  const [, balancer, group] = /^(app\/[^/]+\/[^/]+)\/(targetgroup\/[^/]+\/[^/]+)$/.exec(label) ?? [];
  if (balancer === undefined || group === undefined) throw invalid(`Resource label ${label} is invalid`);
  if (context.world.isBeingRestored) return;
  if (![...loadBalancers(context).keys()].some((arn) => arn.endsWith(`:loadbalancer/${balancer}`)))
    throw invalid(`Load balancer ${balancer} does not exist`);
  if (![...targetGroups(context).keys()].some((arn) => arn.endsWith(`:${group}`)))
    throw invalid(`Target group ${group} does not exist`);
}

const sameMetric = (
  { PredefinedMetricSpecification: one }: TargetTrackingScalingPolicyConfiguration,
  { PredefinedMetricSpecification: other }: TargetTrackingScalingPolicyConfiguration,
): boolean => one?.PredefinedMetricType === other?.PredefinedMetricType && one?.ResourceLabel === other?.ResourceLabel;

function newPolicy(
  context: Context,
  target: TargetKey,
  name: string,
  configuration: TargetTrackingScalingPolicyConfiguration,
): PolicyRow {
  const { partition, region, account } = context;
  const row: PolicyRow = {
    policy: {
      ...target,
      PolicyARN: `arn:${partition}:autoscaling:${region}:${account}:scalingPolicy:${uuid(context)}:resource/ecs/${target.ResourceId}:policyName/${name}`,
      PolicyName: name,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: configuration,
      Alarms: [],
      CreationTime: context.now,
    },
    above: 0,
    below: 0,
  };
  scalingPolicies(context).set(keyWithin(target.ResourceId, name), row);
  return row;
}

const uuid = ({ world }: Context) => [8, 4, 4, 4, 12].map((length) => world.hex(length)).join('-');

/**
 * The two alarms in CloudWatch that a policy makes, the second one only where it may scale in. CloudWatch itself is not here.
 * Source: the API reference of PutScalingPolicy, its example
 */
function alarmsFor(
  context: Context,
  { ResourceId }: TargetKey,
  { DisableScaleIn }: TargetTrackingScalingPolicyConfiguration,
  there: readonly Alarm[],
): Alarm[] {
  const { partition, region, account } = context;
  return (DisableScaleIn ? ['AlarmHigh'] : ['AlarmHigh', 'AlarmLow']).map((kind) => {
    const known = there.find(({ AlarmName = '' }) => AlarmName.includes(`-${kind}-`));
    const AlarmName = known?.AlarmName ?? `TargetTracking-${ResourceId}-${kind}-${uuid(context)}`;
    return { AlarmName, AlarmARN: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${AlarmName}` };
  });
}
