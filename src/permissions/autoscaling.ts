import type * as AutoScaling from '@aws-sdk/client-auto-scaling';
import {
  at, looking, requestTags, resourceTags, tagsFrom, texts, type Demand, type Keys, type Rule, type Rules,
  type Surroundings,
} from './demand.js';
import { launchingFrom } from './ec2-launch.js';
import { linking } from './roles.js';

/** The id before its name is AWS's: `autoScalingGroup:*:autoScalingGroupName/my-group`. */
const group = ({ partition, region, account }: Surroundings, name: string): string =>
  `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${name}`;

function demandOn(operation: string, around: Surroundings, name: string | undefined, more: Keys = {}): Demand[] {
  return texts(name).map((it) => {
    const arn = group(around, it);
    return at(`autoscaling:${operation}`, arn, { ...resourceTags(around.tagsOf(arn)), ...more });
  });
}

interface Launching {
  readonly LaunchTemplate?: AutoScaling.LaunchTemplateSpecification | undefined;
  readonly VPCZoneIdentifier?: string | undefined;
}
const launching = (around: Surroundings, { LaunchTemplate, VPCZoneIdentifier = '' }: Launching): Demand[] =>
  texts(LaunchTemplate?.LaunchTemplateId).flatMap((id) =>
    launchingFrom(around, { id, version: LaunchTemplate?.Version }, VPCZoneIdentifier.split(',').filter(Boolean)),
  );

/** Tagging what is made is asked for apart, by the action that tags what is there. */
const tagging = (around: Surroundings, { AutoScalingGroupName, Tags = [] }: AutoScaling.CreateAutoScalingGroupType): Demand[] =>
  Tags.length === 0 ? [] : demandOn('CreateOrUpdateTags', around, AutoScalingGroupName, requestTags(tagsFrom(Tags)));

const creates: Rule<AutoScaling.CreateAutoScalingGroupType> = ({ operation, input, around }) => [
  ...demandOn(operation, around, input.AutoScalingGroupName, requestTags(tagsFrom(input.Tags))),
  ...tagging(around, input),
  ...launching(around, input),
  ...linking(around, 'autoscaling.amazonaws.com'),
];

const updates: Rule<AutoScaling.UpdateAutoScalingGroupType> = ({ operation, input, around }) => [
  ...demandOn(operation, around, input.AutoScalingGroupName),
  ...launching(around, input),
];

const deletes: Rule<AutoScaling.DeleteAutoScalingGroupType> = ({ operation, input, around }) =>
  demandOn(operation, around, input.AutoScalingGroupName);

const retags: Rule<AutoScaling.CreateOrUpdateTagsType | AutoScaling.DeleteTagsType> = ({ operation, input, around }) => {
  const names = new Set((input.Tags ?? []).map(({ ResourceId }) => ResourceId));
  return [...names].flatMap((name) => demandOn(operation, around, name, requestTags(tagsFrom(input.Tags))));
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
  DescribeAutoScalingGroups: looking('autoscaling'),
  UpdateAutoScalingGroup: updates,
};
