import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetInstanceProtectionCommand,
  UpdateAutoScalingGroupCommand,
  type AutoScalingGroup as Group,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  absent,
  leaving,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Dependent,
  type StepOf,
} from '../../../src/step.js';
import type { Cluster } from '../../ecs/cluster/resource.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import type { LaunchTemplate } from '../../ec2/launch-template/resource.js';
import { pages } from '../../../src/pages.js';
import { pick } from '../../common/pick.js';
import type { RolePolicyAttachment } from '../../iam/role-policy-attachment/resource.js';
import type { Subnet } from '../../ec2/subnet/resource.js';
import { fromUpper } from '../../common/tags.js';
import { autoScalingTags, retagAutoScaling } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';

/** The desired capacity is not part of the want, because ECS sets it from what the tasks need. */
interface AutoScalingGroupWant {
  readonly AutoScalingGroupName: string;
  readonly LaunchTemplate: { readonly LaunchTemplateId: string; readonly Version: string };
  readonly MaxSize: number;
  readonly SubnetIds: IdSet;
  readonly NewInstancesProtectedFromScaleIn: boolean;
}

export const autoScalingGroupResource = resource({
  type: 'auto-scaling-group',
  uses: ['launch-template', 'subnet', 'cluster', 'role-policy-attachment'],
  billing,
  pause: () => ({ MaxSize: 0 }),
  script,
  fixed: ['AutoScalingGroupName'],
  sameName: 'refuses',
  nameMember: 'AutoScalingGroupName',
  deadline: { create: 1200, delete: 1200 },

  // Without any instance: those that register before ECS knows the group would never get a task.
  async create({ autoscaling, tags }, want: AutoScalingGroupWant) {
    const { AutoScalingGroupName } = want;
    const Tags = autoScalingTags(AutoScalingGroupName, tags);
    await autoscaling.send(
      new CreateAutoScalingGroupCommand({ ...settings(want), MinSize: 0, DesiredCapacity: 0, Tags }),
    );
    return AutoScalingGroupName;
  },

  async find(cloud, { AutoScalingGroupName }) {
    const group = await groupOf(cloud, AutoScalingGroupName);
    if (!group || isDeleting(group)) return [];
    return [{ id: AutoScalingGroupName, tags: fromUpper(group.Tags) }];
  },

  // A group that is deleted by force is gone before its instances, which still use subnets, groups and the role.
  async read(cloud, autoScalingGroupName) {
    const group = await groupOf(cloud, autoScalingGroupName);
    if (group && !isDeleting(group)) {
      const autoScalingGroupArn = required(group.AutoScalingGroupARN, 'AutoScalingGroupARN');
      return ready({ autoScalingGroupName, autoScalingGroupArn }, liveOf(group), { tags: fromUpper(group.Tags) });
    }
    const left = await instancesOf(cloud, autoScalingGroupName);
    return group || left > 0 ? leaving(`the group is being deleted, ${left} instances are left`) : absent;
  },

  // A least above the new most would be refused; the step that has set it sees to it afterwards.
  // ECS protects instances from being scaled in, and the protection of an instance that lost its tasks a moment ago is not
  // off yet. A group that may have none has no use for it.
  async update(cloud, AutoScalingGroupName, want, changed) {
    const { MinSize = 0, Instances = [] } = (await groupOf(cloud, AutoScalingGroupName)) ?? {};
    const ids = Instances.flatMap(({ InstanceId = [], ProtectedFromScaleIn, LifecycleState = '' }) =>
      ProtectedFromScaleIn && !LifecycleState.startsWith('Terminat') ? InstanceId : [],
    );
    if (want.MaxSize === 0 && changed.includes('MaxSize')) await unprotect(cloud, AutoScalingGroupName, ids);
    const least = MinSize > want.MaxSize ? { MinSize: want.MaxSize } : {};
    const input = { ...settings(pick(want, changed)), ...least, AutoScalingGroupName };
    await cloud.autoscaling.send(new UpdateAutoScalingGroupCommand(input));
  },

  async findTagged({ autoscaling }, marks) {
    const Filters = Object.entries(marks).map(([key, value]) =>
      value === undefined ? { Name: 'tag-key', Values: [key] } : { Name: `tag:${key}`, Values: [value] },
    );
    const groups = await pages(async (NextToken) => {
      const answer = await autoscaling.send(new DescribeAutoScalingGroupsCommand({ Filters, NextToken }));
      return { items: answer.AutoScalingGroups, next: answer.NextToken };
    });
    return groups.map((group) => ({
      id: required(group.AutoScalingGroupName, 'AutoScalingGroupName'),
      tags: fromUpper(group.Tags),
    }));
  },

  async parts(cloud, name) {
    const { MinSize = 0 } = (await groupOf(cloud, name)) ?? {};
    return MinSize > 0 ? [{ type: 'auto-scaling-minimum', id: name }] : [];
  },

  async retag(cloud, name, set, remove) {
    await retagAutoScaling(cloud, name, set, remove);
  },

  // By force, with its instances: ECS protects them from being scaled in, and nothing takes that protection off.
  async delete({ autoscaling }, AutoScalingGroupName) {
    await autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
  },

  async dependents(cloud, name) {
    const { DeletionProtection = 'none' } = (await groupOf(cloud, name)) ?? {};
    return DeletionProtection === 'none' ? [] : [protection(name, DeletionProtection)];
  },
});
export type AutoScalingGroup = StepOf<typeof autoScalingGroupResource>;

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
const protection = (name: string, setting: string): Dependent => ({
  type: 'deletion-protection',
  id: setting,
  command: [
    ...['autoscaling', 'update-auto-scaling-group', '--auto-scaling-group-name', name],
    ...['--deletion-protection', 'none'],
  ],
});

/** At most 50 instances in a call. */
async function unprotect(cloud: Cloud, AutoScalingGroupName: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const input = { AutoScalingGroupName, InstanceIds: ids.slice(0, 50), ProtectedFromScaleIn: false };
  await cloud.autoscaling.send(new SetInstanceProtectionCommand(input));
  await unprotect(cloud, AutoScalingGroupName, ids.slice(50));
}

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
 * which ECS starts when tasks wait for room, and they must be gone before the cluster and all that they are made of can
 * go.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export const autoScalingGroup = (
  name: string,
  needs: {
    template: LaunchTemplate;
    subnets: readonly Subnet[];
    cluster: Cluster;
    policies: readonly RolePolicyAttachment[];
  },
  { groupName, max }: { groupName: string; max: number },
) =>
  step({
    name,
    resource: autoScalingGroupResource,
    needs,
    why: `Starts and terminates instances as ECS asks, at most ${max}`,
    want: ({ template, subnets }) => ({
      AutoScalingGroupName: groupName,
      LaunchTemplate: { LaunchTemplateId: template.launchTemplateId, Version: '$Default' },
      MaxSize: max,
      SubnetIds: idSet(subnets.map(({ subnetId }) => subnetId)),
      NewInstancesProtectedFromScaleIn: true,
    }),
  });
