import type * as AutoScaling from '@aws-sdk/client-auto-scaling';
import {
  onResource,
  readOnly,
  requestTags,
  resourceTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Keys,
  type Rule,
  type Rules,
  type PermissionContext,
} from './required-permission.js';
import { launchingFrom } from './ec2-launch.js';
import { linking } from './roles.js';

/** The id before its name is AWS's: `autoScalingGroup:*:autoScalingGroupName/my-group`. */
const group = ({ partition, region, account }: PermissionContext, name: string): string =>
  `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${name}`;

function demandOn(
  operation: string,
  around: PermissionContext,
  name: string | undefined,
  more: Keys = {},
): RequiredPermission[] {
  return texts(name).map((it) => {
    const arn = group(around, it);
    return onResource(`autoscaling:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
  });
}

interface Launching {
  readonly LaunchTemplate?: AutoScaling.LaunchTemplateSpecification | undefined;
  readonly VPCZoneIdentifier?: string | undefined;
}
const launching = (
  around: PermissionContext,
  { LaunchTemplate, VPCZoneIdentifier = '' }: Launching,
): RequiredPermission[] =>
  texts(LaunchTemplate?.LaunchTemplateId).flatMap((id) =>
    launchingFrom(around, { id, version: LaunchTemplate?.Version }, VPCZoneIdentifier.split(',').filter(Boolean)),
  );

/** Tagging what is made is asked for apart, by the action that tags what is there. */
const tagging = (
  around: PermissionContext,
  { AutoScalingGroupName, Tags = [] }: AutoScaling.CreateAutoScalingGroupType,
): RequiredPermission[] =>
  Tags.length === 0 ? [] : demandOn('CreateOrUpdateTags', around, AutoScalingGroupName, requestTags(tagsFrom(Tags)));

const creates: Rule<AutoScaling.CreateAutoScalingGroupType> = ({ operation, input, context }) => [
  ...demandOn(operation, context, input.AutoScalingGroupName, requestTags(tagsFrom(input.Tags))),
  ...tagging(context, input),
  ...launching(context, input),
  ...linking(context, 'autoscaling.amazonaws.com'),
];

const setsProtection: Rule<AutoScaling.SetInstanceProtectionQuery> = ({ operation, input, context }) =>
  demandOn(operation, context, input.AutoScalingGroupName);

const updates: Rule<AutoScaling.UpdateAutoScalingGroupType> = ({ operation, input, context }) => [
  ...demandOn(operation, context, input.AutoScalingGroupName),
  ...launching(context, input),
];

const deletes: Rule<AutoScaling.DeleteAutoScalingGroupType> = ({ operation, input, context }) =>
  demandOn(operation, context, input.AutoScalingGroupName);

const retags: Rule<AutoScaling.CreateOrUpdateTagsType | AutoScaling.DeleteTagsType> = ({
  operation,
  input,
  context,
}) => {
  const names = new Set((input.Tags ?? []).map(({ ResourceId }) => ResourceId));
  return [...names].flatMap((name) => demandOn(operation, context, name, requestTags(tagsFrom(input.Tags))));
};

/**
 * Amazon EC2 Auto Scaling.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
 */
export const autoscaling: Rules = {
  CreateAutoScalingGroup: creates,
  CreateOrUpdateTags: retags,
  DeleteAutoScalingGroup: deletes,
  DeleteTags: retags,
  DescribeAutoScalingGroups: readOnly('autoscaling'),
  SetInstanceProtection: setsProtection,
  UpdateAutoScalingGroup: updates,
};
