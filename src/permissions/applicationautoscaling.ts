import type * as Scaling from '@aws-sdk/client-application-auto-scaling';
import {
  onAnyResource,
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  type Keys,
  type PermissionContext,
  type RequiredPermission,
  type Rule,
  type Rules,
} from './required-permission.js';
import { linking } from './roles.js';

interface Naming {
  readonly ServiceNamespace?: string | undefined;
  readonly ResourceId?: string | undefined;
  readonly ScalableDimension?: string | undefined;
}

/** A target's id is AWS's. One that does not exist yet has none. */
const anyTarget = ({ partition, region, account }: PermissionContext): string =>
  `arn:${partition}:application-autoscaling:${region}:${account}:scalable-target/*`;

/** A permission for the target that a request names by its resource. Its policies and scheduled actions have none of their own. */
function onTarget(
  operation: string,
  around: PermissionContext,
  { ServiceNamespace, ResourceId = '', ScalableDimension }: Naming,
  more: Keys = {},
): RequiredPermission {
  const arn = around.scalableTarget(ResourceId);
  const keys = {
    ...(arn !== undefined && resourceTags(around.tagsOf(arn))),
    ...(ServiceNamespace !== undefined && { 'application-autoscaling:service-namespace': ServiceNamespace }),
    ...(ScalableDimension !== undefined && { 'application-autoscaling:scalable-dimension': ScalableDimension }),
    ...more,
  };
  return onResource(`application-autoscaling:${operation}`, arn ?? anyTarget(around), keys, anyTarget(around));
}

const target: Rule<Naming> = ({ operation, input, context }) => [onTarget(operation, context, input)];

/**
 * Application Auto Scaling tries out whether its caller may do in ECS and CloudWatch what it will do. The calls with which it
 * tries CloudWatch name no alarm, so only `*` allows them.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html,
 * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html ("ECS services")
 */
const scalesAsCaller = (
  { partition, region, account }: PermissionContext,
  { ResourceId = '*' }: Naming,
): RequiredPermission[] => [
  ...['ecs:DescribeServices', 'ecs:UpdateService'].map((action) =>
    onResource(action, `arn:${partition}:ecs:${region}:${account}:${ResourceId}`),
  ),
  ...['cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms'].map((action) =>
    onAnyResource(action),
  ),
];

const registers: Rule<Scaling.RegisterScalableTargetRequest> = ({ operation, input, context }) => [
  onTarget(operation, context, input, requestTags(input.Tags ?? {})),
  ...(input.Tags
    ? [onResource('application-autoscaling:TagResource', anyTarget(context), requestTags(input.Tags))]
    : []),
  ...scalesAsCaller(context, input),
  ...linking(context, 'ecs.application-autoscaling.amazonaws.com'),
];

const putsPolicy: Rule<Scaling.PutScalingPolicyRequest> = ({ operation, input, context }) => [
  onTarget(operation, context, input),
  ...scalesAsCaller(context, input),
];

const onArn: Rule<Scaling.TagResourceRequest | Scaling.UntagResourceRequest | Scaling.ListTagsForResourceRequest> = ({
  operation,
  input,
  context,
}) => {
  const { ResourceARN = '*' } = input;
  const keys = {
    ...resourceTags(context.tagsOf(ResourceARN)),
    ...requestTags('Tags' in input ? (input.Tags ?? {}) : {}),
  };
  return [onResource(`application-autoscaling:${operation}`, ResourceARN, keys, anyTarget(context))];
};

const looks = readOnly('application-autoscaling');

/**
 * AWS Application Auto Scaling.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html
 */
export const applicationautoscaling: Rules = {
  DeleteScalingPolicy: target,
  DeleteScheduledAction: target,
  DeregisterScalableTarget: target,
  DescribeScalableTargets: looks,
  DescribeScalingActivities: looks,
  DescribeScalingPolicies: looks,
  DescribeScheduledActions: looks,
  ListTagsForResource: onArn,
  PutScalingPolicy: putsPolicy,
  PutScheduledAction: target,
  RegisterScalableTarget: registers,
  TagResource: onArn,
  UntagResource: onArn,
};
