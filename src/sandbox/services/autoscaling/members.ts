import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { AwsError, timer, type Context } from '../../service.js';
import { instances, launchTemplates } from '../ec2/compute-tables.js';
import { terminateInstance } from '../ec2/instances/instance-lifecycle.js';
import { launchInstances } from '../ec2/instances/launch-instance.js';
import { versionOf } from '../ec2/launch-templates/launch-template-lookup.js';
import { subnetOf } from '../ec2/routing/subnet-routing.js';
import { beginActivity, endActivity } from './activities.js';
import { launchFrom, subnetIdsOf } from './group-rules.js';
import { beforeTermination } from './signals.js';
import { groups, type GroupRow, type MemberRow } from './tables.js';

/**
 * The lifecycle of an instance in its group: Pending, InService, perhaps Terminating:Wait, Terminating, removed.
 * Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
interface Which {
  readonly name: string;
  readonly instanceId: string;
}

/** The members that are not being terminated. */
export const liveMembers = ({ members }: GroupRow): MemberRow[] =>
  members.filter(({ LifecycleState }) => !LifecycleState.startsWith('Terminating'));

/**
 * Launches one instance where the group has fewest.
 * @throws AwsError EC2's
 */
export function launchMember(context: Context, row: GroupRow): void {
  const { LaunchTemplate } = row.group;
  const launch = launchFrom(context, LaunchTemplate, emptiestSubnet(context, row));
  const [launched] = launchInstances(context, launch, 1);
  if (!launched) throw new AwsError('InternalFailure', 'EC2 has launched nothing');
  const { InstanceId, InstanceType, Placement } = launched.instance;
  const template = templateUsed(context, LaunchTemplate);
  const over = propagatedTags(row, template);
  launched.Tags = [...launched.Tags.filter(({ Key }) => !over.some((tag) => tag.Key === Key)), ...over];
  row.members.push({
    InstanceId,
    InstanceType,
    AvailabilityZone: Placement.AvailabilityZone ?? '',
    LifecycleState: 'Pending',
    HealthStatus: 'Healthy',
    LaunchTemplate: template,
    ProtectedFromScaleIn: row.group.NewInstancesProtectedFromScaleIn,
  });
  beginActivity(context, row, { Description: `Launching a new EC2 instance: ${InstanceId}`, instanceId: InstanceId });
}

export const memberInService = timer<Which>('autoscaling/member-in-service', (context, { name, instanceId }) => {
  const member = groups(context)
    .get(name)
    ?.members.find(({ InstanceId }) => InstanceId === instanceId);
  if (member?.LifecycleState !== 'Pending') return;
  member.LifecycleState = 'InService';
  endActivity(context, instanceId);
});

/** Takes an instance out of its group. Lifecycle hooks delay that, unless the whole group is being deleted. */
export function terminateMember(context: Context, row: GroupRow, member: MemberRow): void {
  endActivity(context, member.InstanceId);
  const { InstanceId: instanceId } = member;
  beginActivity(context, row, { Description: `Terminating EC2 instance: ${instanceId}`, instanceId });
  if (row.deleting || row.hooks.length === 0) return completeTermination(context, member);
  member.LifecycleState = 'Terminating:Wait';
  if (!context.emit(beforeTermination, member)) completeTermination(context, member);
}

/** Terminates an instance after its lifecycle hooks have completed. */
export function completeTermination(context: Context, member: MemberRow): void {
  member.LifecycleState = 'Terminating';
  const instance = instances(context).get(member.InstanceId);
  if (instance) terminateInstance(context, instance);
}

function emptiestSubnet(context: Context, row: GroupRow): string {
  const countIn = (zone: string) => liveMembers(row).filter((it) => it.AvailabilityZone === zone).length;
  const subnets = subnetIdsOf(row).map((id) => ({ id, members: countIn(subnetOf(context, id).AvailabilityZone) }));
  return subnets.reduce((best, each) => (each.members < best.members ? each : best)).id;
}

/** With the number that `$Latest` or `$Default` is today. */
function templateUsed(context: Context, asked: LaunchTemplateSpecification): LaunchTemplateSpecification {
  const template = launchTemplates(context).get(asked.LaunchTemplateId ?? '');
  return { ...asked, ...(template && { Version: String(versionOf(template, asked.Version).VersionNumber) }) };
}

/**
 * The group's own tags, which go before the launch template's, and those that AWS puts on.
 * Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
 */
function propagatedTags({ group, tags }: GroupRow, { LaunchTemplateId, Version }: LaunchTemplateSpecification) {
  return [
    ...tags.filter(({ PropagateAtLaunch }) => PropagateAtLaunch).map(({ Key, Value }) => ({ Key, Value })),
    { Key: 'aws:autoscaling:groupName', Value: group.AutoScalingGroupName },
    { Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplateId },
    { Key: 'aws:ec2launchtemplate:version', Value: Version },
  ];
}
