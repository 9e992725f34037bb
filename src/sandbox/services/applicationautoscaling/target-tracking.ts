import { backgroundTimer, timer, type Context } from '../../service.js';
import { isLoadSaid } from '../ecs/service/load.js';
import type { ServiceRow } from '../ecs/tables.js';
import { scale } from './activities.js';
import { metricNow } from './metrics.js';
import { isDeploying, resourceIdOf, runningTasks, serviceOf } from './resource.js';
import { scalableTargets, scalingPolicies, type PolicyRow, type TargetRow } from './tables.js';

/**
 * Target tracking. Each policy has two alarms: one is in ALARM after three data points above the target value, the other after
 * fifteen below 90 % of it. Points come each minute. As long as an alarm is in ALARM, its policy is asked each minute.
 * Sources: https://github.com/aws/containers-roadmap/issues/1208 (three and fifteen points of a minute);
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html ("more than 10 %
 * lower"; alarms of others, which terraformer has written down, have exactly 90 %);
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html (each minute)
 */
const point = 60;
const pointsAbove = 3;
const pointsBelow = 15;
const lowShare = 0.9;

const policiesOf = (context: Context, resourceId: string): PolicyRow[] =>
  scalingPolicies(context).all(({ policy }) => policy.ResourceId === resourceId);

/** Begins to measure for the policies of a target, where nobody does. */
export function watchMetrics(context: Context, row: TargetRow): void {
  if (row.pointAt === undefined) scheduleNext(context, row);
}

/**
 * At `instant`, AWS's time leaps as long as a load that somebody has set brings about a change. An idle service that could have
 * fewer tasks is nothing that anybody waits for.
 */
function scheduleNext(context: Context, row: TargetRow): void {
  const resourceId = row.target.ResourceId ?? '';
  row.pointAt = context.due(point);
  context.after(point, isMoving(context, row) ? measuredSoon : measured, { resourceId });
}

/** A point that is due comes at its time, but somebody waits for it now. */
export function onLoadChanged(context: Context, service: ServiceRow): void {
  const resourceId = resourceIdOf(service);
  const row = scalableTargets(context).get(resourceId);
  if (row?.pointAt === undefined) return;
  const rest = (row.pointAt - context.world.elapsed) / 1000;
  if (isMoving(context, row)) context.after(Math.max(0, rest), measuredSoon, { resourceId });
}

function measure(context: Context, { resourceId }: { resourceId: string }): void {
  const row = scalableTargets(context).get(resourceId);
  if (row?.pointAt === undefined || context.world.elapsed < row.pointAt) return;
  delete row.pointAt;
  const policies = policiesOf(context, resourceId);
  const service = serviceOf(context, resourceId);
  if (!service || policies.length === 0) return;
  for (const it of policies) notePoint(context, service, it);
  decide(context, row, service, policies);
  scheduleNext(context, row);
}
export const measured = backgroundTimer('applicationautoscaling/measured', measure);
export const measuredSoon = timer('applicationautoscaling/measured-soon', measure);

function notePoint(context: Context, service: ServiceRow, row: PolicyRow): void {
  const value = metricNow(context, service, row);
  row.above = value !== undefined && isAbove(row, value) ? row.above + 1 : 0;
  row.below = value !== undefined && isBelow(row, value) ? row.below + 1 : 0;
}

const targetValue = ({ policy }: PolicyRow) => policy.TargetTrackingScalingPolicyConfiguration.TargetValue ?? 0;
const isAbove = (row: PolicyRow, value: number) => value > targetValue(row);
const isBelow = (row: PolicyRow, value: number) => value < lowShare * targetValue(row);
const mayScaleIn = ({ policy }: PolicyRow) => !policy.TargetTrackingScalingPolicyConfiguration.DisableScaleIn;

/** Any policy scales out; it takes all of them that may do so to scale in. What asks for most tasks counts. */
function decide(context: Context, row: TargetRow, service: ServiceRow, policies: readonly PolicyRow[]): void {
  const above = policies.filter((it) => it.above >= pointsAbove);
  const inward = policies.filter(mayScaleIn);
  const most = mostOf(context, service, above);
  if (most) return scaleOut(context, row, service, most);
  if (above.length === 0 && inward.length > 0 && inward.every((it) => it.below >= pointsBelow))
    scaleIn(context, row, service, inward);
}

interface Asked {
  readonly by: PolicyRow;
  readonly count: number;
}

/**
 * The policy that asks for most tasks, and how many: in proportion to what is measured, and rounded up. It counts from the tasks
 * that run.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html ("Considerations")
 */
function mostOf(context: Context, service: ServiceRow, policies: readonly PolicyRow[]): Asked | undefined {
  const running = runningTasks(context, service);
  const asked = policies.flatMap((by) => {
    const value = metricNow(context, service, by);
    return value === undefined ? [] : [{ by, count: Math.ceil((running * value) / targetValue(by)) }];
  });
  return asked.toSorted((one, other) => other.count - one.count)[0];
}

const cause = ({ policy }: PolicyRow, kind: string) =>
  `monitor alarm ${policy.Alarms.find(({ AlarmName = '' }) => AlarmName.includes(`-${kind}-`))?.AlarmName} in state ALARM triggered policy ${policy.PolicyName}`;

/**
 * Within the cooldown of a scale-out, only what adds more than that one did scales out again, by what it adds beyond. That it
 * is so is documented for step scaling, and for target tracking in fewer words.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html ("cooldown");
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
function scaleOut(context: Context, row: TargetRow, service: ServiceRow, { by, count }: Asked): void {
  const { desiredCount } = service.service;
  const { MinCapacity, MaxCapacity, SuspendedState } = row.target;
  if (SuspendedState.DynamicScalingOutSuspended) return;
  const last = row.scaledOut && context.world.elapsed < row.scaledOut.until ? row.scaledOut : undefined;
  const wanted = last ? desiredCount + count - runningTasks(context, service) - last.added : count;
  const next = Math.min(Math.max(wanted, MinCapacity), MaxCapacity);
  if (next <= desiredCount) return;
  const { ScaleOutCooldown = 0 } = by.policy.TargetTrackingScalingPolicyConfiguration;
  row.scaledOut = { until: context.due(ScaleOutCooldown), added: next - desiredCount + (last?.added ?? 0) };
  delete row.scaledInUntil;
  scale(context, service, next, cause(by, 'AlarmHigh'));
}

/** Not while a deployment is under way. A count beyond the maximum comes down to it. */
function scaleIn(context: Context, row: TargetRow, service: ServiceRow, policies: readonly PolicyRow[]): void {
  const { desiredCount } = service.service;
  const { MinCapacity, MaxCapacity, SuspendedState } = row.target;
  const isResting = context.world.elapsed < (row.scaledInUntil ?? 0);
  if (SuspendedState.DynamicScalingInSuspended || isResting || isDeploying(service)) return;
  const most = mostOf(context, service, policies);
  const next = most && Math.min(Math.max(most.count, MinCapacity), MaxCapacity);
  if (!most || next === undefined || next >= desiredCount) return;
  const { ScaleInCooldown = 0 } = most.by.policy.TargetTrackingScalingPolicyConfiguration;
  row.scaledInUntil = context.due(ScaleInCooldown);
  scale(context, service, next, cause(most.by, 'AlarmLow'));
}

/** Whether the load that somebody has set brings about another number of tasks, sooner or later. */
function isMoving(context: Context, { target }: TargetRow): boolean {
  const { MinCapacity, MaxCapacity, SuspendedState } = target;
  const resourceId = target.ResourceId ?? '';
  const service = serviceOf(context, resourceId);
  if (!service || !isLoadSaid(context, service)) return false;
  const { desiredCount } = service.service;
  const policies = policiesOf(context, resourceId);
  const measured = (row: PolicyRow) => metricNow(context, service, row);
  const above = policies.filter((it) => isAbove(it, measured(it) ?? 0));
  const inward = policies.filter(mayScaleIn);
  const below = inward.every((it) => isBelow(it, measured(it) ?? Infinity));
  if (above.length > 0) {
    const { count } = mostOf(context, service, above) ?? { count: 0 };
    return !SuspendedState.DynamicScalingOutSuspended && Math.min(count, MaxCapacity) > desiredCount;
  }
  if (inward.length === 0 || !below || SuspendedState.DynamicScalingInSuspended) return false;
  const { count } = mostOf(context, service, inward) ?? { count: desiredCount };
  return Math.min(Math.max(count, MinCapacity), MaxCapacity) < desiredCount;
}
