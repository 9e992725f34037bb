import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetRequest,
} from '@aws-sdk/client-application-auto-scaling';
import { on, timer, type Context } from '../../service.js';
import { makeLinkedRole } from '../iam/service-linked-role.js';
import type { ServiceRow } from '../ecs/tables.js';
import { scale } from './activities.js';
import { invalid, listed, notFound, targetKey } from './input.js';
import { resourceIdOf, serviceOf } from './resource.js';
import { scalableTargets, scalingPolicies, scheduledActions, type TargetKey, type TargetRow } from './tables.js';
import { checkedTags } from './tags.js';

/** Seconds until a service whose count is out of bounds has one within: about one was measured, of a DynamoDB table. */
const enforcedAfter = 1;

export const scalableTargetOperations = [
  /** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
  on(RegisterScalableTargetCommand, (input, context) => {
    const key = targetKey(input);
    const there = scalableTargets(context).get(key.ResourceId);
    if (there && input.Tags)
      throw invalid(
        'The scalable target that you tried to tag already exists. To update tags on an existing scalable target, use the TagResource API.',
      );
    const bounds = checkedBounds(input, there);
    if (!serviceOf(context, key.ResourceId)) throw invalid(`ECS service doesn't exist: ${key.ResourceId}`);
    const row = there ?? newTarget(context, key, { ...bounds, tags: checkedTags(input.Tags) });
    Object.assign(row.target, bounds);
    Object.assign(row.target.SuspendedState, definedIn(input.SuspendedState));
    // What is restored as somebody has seen it stays so.
    if (!context.world.isBeingRestored) context.after(enforcedAfter, boundsEnforced, { resourceId: key.ResourceId });
    return { ScalableTargetARN: row.target.ScalableTargetARN };
  }),

  on(DescribeScalableTargetsCommand, (input, context) => {
    const rows = scalableTargets(context).all(
      ({ target }) => input.ResourceIds?.includes(target.ResourceId ?? '') ?? true,
    );
    const { items, more } = listed(rows, ({ target }) => target.ResourceId ?? '', input, !!input.ResourceIds?.length);
    return { ScalableTargets: items.map(({ target }) => ({ ...target })), ...more };
  }),

  /** Its policies, with their alarms, and its scheduled actions go with it. */
  on(DeregisterScalableTargetCommand, (input, context) => {
    const { ResourceId } = existingTarget(context, targetKey(input)).target;
    forgetTarget(context, ResourceId ?? '');
    return {};
  }),
];

/** @throws AwsError `ObjectNotFoundException` */
export function existingTarget(context: Context, { ServiceNamespace, ResourceId, ScalableDimension }: TargetKey) {
  const row = scalableTargets(context).get(ResourceId);
  if (row) return row;
  throw notFound(
    `No scalable target registered for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
  );
}

/** That the first request must have both bounds is documented; the words for it are believed. */
function checkedBounds({ MinCapacity, MaxCapacity }: RegisterScalableTargetRequest, there: TargetRow | undefined) {
  const min = MinCapacity ?? there?.target.MinCapacity;
  const max = MaxCapacity ?? there?.target.MaxCapacity;
  if (min === undefined) throw invalid('Minimum capacity must be specified');
  if (max === undefined) throw invalid('Maximum capacity must be specified');
  if (min < 0) throw invalid('Minimum capacity cannot be less than 0');
  if (max < min) throw invalid('Maximum capacity cannot be less than minimum capacity');
  return { MinCapacity: min, MaxCapacity: max };
}

function newTarget(
  context: Context,
  key: TargetKey,
  { tags, ...bounds }: Pick<TargetRow['target'], 'MinCapacity' | 'MaxCapacity'> & Pick<TargetRow, 'tags'>,
): TargetRow {
  const { partition, region, account, world } = context;
  const row: TargetRow = {
    target: {
      ...key,
      ...bounds,
      ScalableTargetARN: `arn:${partition}:application-autoscaling:${region}:${account}:scalable-target/${world.hex(34)}`,
      RoleARN: makeLinkedRole(context, 'ecs.application-autoscaling.amazonaws.com'),
      CreationTime: context.now,
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
      },
    },
    tags,
  };
  scalableTargets(context).set(key.ResourceId, row);
  return row;
}

const definedIn = (it: object = {}) =>
  Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined));

function forgetTarget(context: Context, resourceId: string): void {
  scalableTargets(context).delete(resourceId);
  for (const [key, { policy }] of scalingPolicies(context))
    if (policy.ResourceId === resourceId) scalingPolicies(context).delete(key);
  for (const [key, { action }] of scheduledActions(context))
    if (action.ResourceId === resourceId) scheduledActions(context).delete(key);
}

/**
 * A service that is deleted is no scalable target any more.
 * Sources: https://github.com/eagletmt/hako/pull/69, https://github.com/hashicorp/terraform-provider-aws/issues/10432
 */
export const onServiceDeleted = (context: Context, row: ServiceRow): void => forgetTarget(context, resourceIdOf(row));

/**
 * Brings the count within the bounds. AWS does so when a target is registered, and when a policy or a scheduled action runs;
 * a count that somebody sets to something else in between stays.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html ("Scalable target");
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-additional-cli-commands.html (the words)
 */
export function enforceBounds(context: Context, { target }: TargetRow): void {
  const row = serviceOf(context, target.ResourceId ?? '');
  if (!row) return;
  const { desiredCount } = row.service;
  const { MinCapacity, MaxCapacity } = target;
  if (desiredCount < MinCapacity) scale(context, row, MinCapacity, `minimum capacity was set to ${MinCapacity}`);
  if (desiredCount > MaxCapacity) scale(context, row, MaxCapacity, `maximum capacity was set to ${MaxCapacity}`);
}

export const boundsEnforced = timer<{ resourceId: string }>(
  'applicationautoscaling/bounds-enforced',
  (context, { resourceId }) => {
    const row = scalableTargets(context).get(resourceId);
    if (row) enforceBounds(context, row);
  },
);
