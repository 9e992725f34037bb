import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
  type AutoScalingGroup as Group,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  absent,
  first,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Step,
  type StepOf,
} from '../src/step.js';
import type { Cluster } from './cluster.js';
import { idSet, type IdSet } from './id-set.js';
import type { LaunchTemplate } from './launch-template.js';
import { pick } from './pick.js';
import { autoScalingTags, retagAutoScaling } from './retag.js';
import type { RolePolicyAttachment } from './role-policy-attachment.js';
import type { Subnet } from './subnet.js';
import { fromUpper } from './tags.js';

/** How many instances it shall have is not ours to want: ECS decides, by what the tasks need. */
interface AutoScalingGroupWant {
  readonly AutoScalingGroupName: string;
  readonly LaunchTemplate: { readonly LaunchTemplateId: string; readonly Version: string };
  readonly MaxSize: number;
  readonly SubnetIds: IdSet;
  readonly NewInstancesProtectedFromScaleIn: boolean;
}

export const autoScalingGroupResource = resource({
  type: 'auto-scaling-group',
  fixed: ['AutoScalingGroupName'],
  sameName: 'refuses',
  deadline: { create: 1200, delete: 1200 },

  // Without any instance: those that register before ECS knows the group would never get a task.
  async create({ autoscaling, tags }, want: AutoScalingGroupWant) {
    const { AutoScalingGroupName } = want;
    const Tags = autoScalingTags(AutoScalingGroupName, tags);
    await autoscaling.send(new CreateAutoScalingGroupCommand({ ...settings(want), MinSize: 0, DesiredCapacity: 0, Tags }));
    return AutoScalingGroupName;
  },

  async find(cloud, { AutoScalingGroupName }) {
    const group = await groupOf(cloud, AutoScalingGroupName);
    if (!group || isDeleting(group)) return undefined;
    return { id: AutoScalingGroupName, tags: fromUpper(group.Tags) };
  },

  // A group deleted by force is gone before its instances are; those hold on to subnets, groups and the role.
  async read(cloud, autoScalingGroupName) {
    const group = await groupOf(cloud, autoScalingGroupName);
    if (group && !isDeleting(group)) {
      const autoScalingGroupArn = required(group.AutoScalingGroupARN, 'AutoScalingGroupARN');
      return ready({ autoScalingGroupName, autoScalingGroupArn }, liveOf(group), { tags: fromUpper(group.Tags) });
    }
    const left = await instancesOf(cloud, autoScalingGroupName);
    return group || left > 0 ? pending(`the group is being deleted, ${left} instances are left`) : absent;
  },

  // A least above the new most would be refused; the step that has set it sees to it afterwards.
  async update(cloud, AutoScalingGroupName, want, changed) {
    const { MinSize = 0 } = (await groupOf(cloud, AutoScalingGroupName)) ?? {};
    const least = MinSize > want.MaxSize ? { MinSize: want.MaxSize } : {};
    const input = { ...settings(pick(want, changed)), ...least, AutoScalingGroupName };
    await cloud.autoscaling.send(new UpdateAutoScalingGroupCommand(input));
  },

  async retag(cloud, name, set, remove) {
    await retagAutoScaling(cloud, name, set, remove);
  },

  // By force, with its instances: ECS protects them from being scaled in, and nothing takes that protection off.
  async delete({ autoscaling }, AutoScalingGroupName) {
    await autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
  },
});
export type AutoScalingGroup = StepOf<typeof autoScalingGroupResource>;

async function groupOf({ autoscaling }: Cloud, name: string): Promise<Group | undefined> {
  const input = { AutoScalingGroupNames: [name] };
  const { AutoScalingGroups } = await autoscaling.send(new DescribeAutoScalingGroupsCommand(input));
  return AutoScalingGroups?.[0];
}

/** The only status there is: `Delete in progress`. */
const isDeleting = ({ Status }: Group) => Status !== undefined;

/** How many instances of a group, which may be gone itself, are not terminated yet. */
async function instancesOf({ ec2 }: Cloud, groupName: string): Promise<number> {
  const Filters = [
    { Name: 'tag:aws:autoscaling:groupName', Values: [groupName] },
    { Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'] },
  ];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances).length;
}

function liveOf(group: Group): AutoScalingGroupWant {
  const { LaunchTemplateId = '', Version = '' } = group.LaunchTemplate ?? {};
  return {
    AutoScalingGroupName: required(group.AutoScalingGroupName, 'AutoScalingGroupName'),
    LaunchTemplate: { LaunchTemplateId, Version },
    MaxSize: required(group.MaxSize, 'MaxSize'),
    SubnetIds: idSet((group.VPCZoneIdentifier ?? '').split(',').map((id) => id.trim())),
    NewInstancesProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn ?? false,
  };
}

/** AWS has the subnets in one text, in the order in which they were named. */
const settings = <Want extends Partial<AutoScalingGroupWant>>({ SubnetIds, ...others }: Want) => ({
  ...others,
  ...(SubnetIds && { VPCZoneIdentifier: Object.keys(SubnetIds).join(',') }),
});

/**
 * The instances. Free itself; each instance is billed by the second, with its volume. They begin with no instance,
 * which ECS starts when tasks wait for room, and they must be gone before the cluster and all that they are made of
 * can go.
 * @param needs `ways`: what leads from the subnets to ECS, ECR and the logs; needed to begin only
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export const autoScalingGroup = (
  name: string,
  { ways, ...needs }: {
    template: LaunchTemplate;
    subnets: readonly Subnet[];
    cluster: Cluster;
    policies: readonly RolePolicyAttachment[];
    ways: readonly Step[];
  },
  { groupName, max }: { groupName: string; max: number },
) =>
  step({
    name,
    resource: autoScalingGroupResource,
    needs: { ...needs, ways: ways.map((way) => first(way)) },
    why: `Starts and ends instances, up to ${max}, as ECS tells it to`,
    want: ({ template, subnets }) => ({
      AutoScalingGroupName: groupName,
      LaunchTemplate: { LaunchTemplateId: template.launchTemplateId, Version: '$Default' },
      MaxSize: max,
      SubnetIds: idSet(subnets.map(({ subnetId }) => subnetId)),
      NewInstancesProtectedFromScaleIn: true,
    }),
  });
