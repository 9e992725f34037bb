import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import { all, nameOf } from './list-all.js';

/** Lists instances, volumes, launch templates and key pairs. AWS shows terminated instances for an hour more. */
export async function instances(client) {
  const [reservations, volumes, templates, { KeyPairs = [] }] = await Promise.all([
    all(client, DescribeInstancesCommand, {}, 'Reservations'),
    all(client, DescribeVolumesCommand, {}, 'Volumes'),
    all(client, DescribeLaunchTemplatesCommand, {}, 'LaunchTemplates'),
    client.send(new DescribeKeyPairsCommand({})),
  ]);
  const there = reservations.flatMap((it) => it.Instances ?? []).filter(({ State }) => State?.Name !== 'terminated');
  return [
    ...there.map((it) => ({
      kind: 'instance',
      id: it.InstanceId,
      name: nameOf(it.Tags),
      state: it.State?.Name,
      type: it.InstanceType,
      profile: it.IamInstanceProfile?.Arn,
      groups: it.SecurityGroups?.map(({ GroupId }) => GroupId),
    })),
    ...volumes.map((it) => ({ kind: 'volume', name: nameOf(it.Tags), size: it.Size, state: it.State })),
    ...(await Promise.all(templates.map((it) => template(client, it)))),
    ...KeyPairs.map((it) => ({ kind: 'key pair', id: it.KeyPairId, name: nameOf(it.Tags), called: it.KeyName })),
  ];
}

/** Reads a launch template's default version. The version's number is not compared: it only counts changes. */
async function template(client, { LaunchTemplateId, LaunchTemplateName, Tags }) {
  const command = new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['$Default'] });
  const { LaunchTemplateVersions: [version] = [] } = await client.send(command);
  const data = version?.LaunchTemplateData;
  return { kind: 'launch template', id: LaunchTemplateId, name: nameOf(Tags), called: LaunchTemplateName, data };
}

/** Lists Auto Scaling groups, without the desired capacity, which ECS sets. Their instances are listed separately. */
export async function groups(client) {
  const list = await all(client, DescribeAutoScalingGroupsCommand, {}, 'AutoScalingGroups');
  return list.map((it) => ({
    kind: 'auto scaling group',
    id: it.AutoScalingGroupARN,
    name: nameOf(it.Tags),
    called: it.AutoScalingGroupName,
    template: it.LaunchTemplate?.LaunchTemplateId,
    least: it.MinSize,
    most: it.MaxSize,
    subnets: it.VPCZoneIdentifier?.split(',').length,
    protected: it.NewInstancesProtectedFromScaleIn,
    status: it.Status,
  }));
}
