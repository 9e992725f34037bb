import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../census.js';

/** What runs on EC2, and what it is made from. AWS shows instances for an hour after they were terminated. */
export async function instances({ ec2, autoscaling }: Clients) {
  const [
    { Reservations = [] },
    { Volumes = [] },
    { KeyPairs = [] },
    { LaunchTemplates = [] },
    { AutoScalingGroups = [] },
  ] = await Promise.all([
    ec2.send(new DescribeInstancesCommand({})),
    ec2.send(new DescribeVolumesCommand({})),
    ec2.send(new DescribeKeyPairsCommand({})),
    ec2.send(new DescribeLaunchTemplatesCommand({})),
    autoscaling.send(new DescribeAutoScalingGroupsCommand({})),
  ]);
  const machines = Reservations.flatMap(({ Instances = [] }) => Instances);
  return {
    machines: machines.flatMap(({ InstanceType, State }) =>
      State?.Name === 'terminated' ? [] : `${InstanceType} ${State?.Name}`,
    ),
    volumes: Volumes.map(({ VolumeType, Size, State }) => `${VolumeType} ${Size} ${State}`),
    keyPairs: KeyPairs.map(({ KeyName }) => `${KeyName}`),
    launchTemplates: LaunchTemplates.map(({ LaunchTemplateName }) => `${LaunchTemplateName}`),
    autoScalingGroups: AutoScalingGroups.map((it) => `${it.AutoScalingGroupName} ${it.MinSize}-${it.MaxSize}`),
  };
}
