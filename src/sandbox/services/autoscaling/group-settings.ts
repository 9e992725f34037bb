import type { CreateAutoScalingGroupType, UpdateAutoScalingGroupType } from '@aws-sdk/client-auto-scaling';
import { AwsError, type Context } from '../../service.js';
import { checkedSubnets, checkedTemplate, checkSizes, type Sizes } from './group-rules.js';
import { invalid, notInSandbox, refuseOtherMembers, present } from './input.js';
import { checkedTags } from './tags.js';
import { groups, type GroupRow } from './tables.js';

/** What creating and updating have in common. Checks and timings beside sizes are kept, and change nothing here. */
export const settings = [
  'AutoScalingGroupName',
  'LaunchTemplate',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'VPCZoneIdentifier',
  'NewInstancesProtectedFromScaleIn',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'DeletionProtection',
] as const;

/**
 * A group as it is asked for; nothing is changed.
 * @throws AwsError `AlreadyExistsFault`, `ValidationError`, 501
 */
export function newGroup(context: Context, input: CreateAutoScalingGroupType): GroupRow {
  const name = checkedName(context, input.AutoScalingGroupName);
  refuseOtherMembers(input, [...settings, 'Tags']);
  refuseOtherSources(input);
  const MinSize = present(input.MinSize, 'minSize');
  const MaxSize = present(input.MaxSize, 'maxSize');
  const sizes: Sizes = { MinSize, MaxSize, DesiredCapacity: input.DesiredCapacity ?? MinSize };
  checkSizes(sizes);
  const place = checkedSubnets(context, input.VPCZoneIdentifier);
  const LaunchTemplate = checkedTemplate(context, input.LaunchTemplate ?? {}, place.VPCZoneIdentifier);
  const tags = checkedTags(input.Tags);
  return {
    group: { ...identity(context, name), ...sizes, ...place, ...defaults(context, input), LaunchTemplate },
    members: [],
    tags,
    cause: `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${sizes.DesiredCapacity}`,
    hooks: [],
    failures: 0,
  };
}

function checkedName(context: Context, asked: string | undefined): string {
  const name = present(asked, 'autoScalingGroupName');
  if (!/^[^:\p{Cc}]{1,255}$/u.test(name)) throw invalid(`Group name ${name} is not valid.`);
  const earlier = groups(context).get(name);
  if (!earlier) return name;
  const what = earlier.deleting ? 'and is pending delete' : `- A group with the name ${name} already exists`;
  throw new AwsError('AlreadyExistsFault', `AutoScalingGroup by this name already exists ${what}`);
}

function refuseOtherSources(input: CreateAutoScalingGroupType): void {
  if (!input.LaunchTemplate)
    throw invalid(
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or ' +
        'MixedInstancesPolicy parameter.',
    );
  if (input.HealthCheckType !== undefined && input.HealthCheckType !== 'EC2')
    throw notInSandbox(`health checks of type ${input.HealthCheckType}`);
}

const identity = (context: Context, name: string) => ({
  AutoScalingGroupName: name,
  AutoScalingGroupARN:
    `arn:${context.partition}:autoscaling:${context.region}:${context.account}:autoScalingGroup:` +
    `${[8, 4, 4, 4, 12].map((length) => context.world.hex(length)).join('-')}:autoScalingGroupName/${name}`,
  CreatedTime: context.now,
});

const defaults = ({ partition, account }: Context, input: CreateAutoScalingGroupType) => ({
  DefaultCooldown: input.DefaultCooldown ?? 300,
  ...(input.DefaultInstanceWarmup !== undefined && { DefaultInstanceWarmup: input.DefaultInstanceWarmup }),
  HealthCheckType: 'EC2',
  HealthCheckGracePeriod: input.HealthCheckGracePeriod ?? 0,
  NewInstancesProtectedFromScaleIn: input.NewInstancesProtectedFromScaleIn ?? false,
  DeletionProtection: input.DeletionProtection ?? ('none' as const),
  LoadBalancerNames: [],
  TargetGroupARNs: [],
  SuspendedProcesses: [],
  EnabledMetrics: [],
  TerminationPolicies: ['Default'],
  ServiceLinkedRoleARN: `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
});

/**
 * What is to change. Bounds that leave the desired capacity outside take it along, unless it is set too.
 * @throws AwsError `ValidationError`, 501
 */
export function changedSettings(context: Context, { group }: GroupRow, input: UpdateAutoScalingGroupType) {
  if (input.HealthCheckType !== undefined && input.HealthCheckType !== 'EC2')
    throw notInSandbox(`health checks of type ${input.HealthCheckType}`);
  const MinSize = input.MinSize ?? group.MinSize;
  const MaxSize = input.MaxSize ?? group.MaxSize;
  const within = Math.max(MinSize, Math.min(MaxSize, group.DesiredCapacity));
  const sizes: Sizes = { MinSize, MaxSize, DesiredCapacity: input.DesiredCapacity ?? within };
  checkSizes(sizes);
  const place = checkedSubnets(context, input.VPCZoneIdentifier ?? group.VPCZoneIdentifier);
  const { LaunchTemplate: asked } = input;
  const LaunchTemplate = asked && checkedTemplate(context, asked, place.VPCZoneIdentifier);
  const others = { LaunchTemplate, ...Object.fromEntries(kept.map((name) => [name, input[name]])) };
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { ...sizes, ...place, ...given };
}

/** What is taken over as it is. */
const kept = [
  'NewInstancesProtectedFromScaleIn',
  'DefaultCooldown',
  'DefaultInstanceWarmup',
  'HealthCheckGracePeriod',
  'DeletionProtection',
] as const;
