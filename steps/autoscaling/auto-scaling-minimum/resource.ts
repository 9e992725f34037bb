import {
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
  type AutoScalingGroup as Group,
} from '@aws-sdk/client-auto-scaling';
import { absent, startsAfter, ready, resource, step, type Cloud, type Step } from '../../../src/step.js';
import type { AutoScalingGroup } from '../auto-scaling-group/resource.js';
import type { ClusterCapacityProviders } from '../../ecs/cluster-capacity-providers/resource.js';

interface AutoScalingMinimumWant {
  readonly AutoScalingGroupName: string;
  /** At least 1: a group without a minimum is one whose least is 0. */
  readonly MinSize: number;
}

export const autoScalingMinimumResource = resource({
  type: 'auto-scaling-minimum',
  uses: ['auto-scaling-group', 'cluster-capacity-providers'],
  pause: () => 'goes',
  fixed: ['AutoScalingGroupName'],

  // Where the group has fewer instances, Auto Scaling starts the rest by itself.
  async create({ autoscaling }, { AutoScalingGroupName, MinSize }: AutoScalingMinimumWant) {
    await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize }));
    return AutoScalingGroupName;
  },

  async find(cloud, { AutoScalingGroupName, MinSize }) {
    const group = await groupOf(cloud, AutoScalingGroupName);
    return group?.MinSize === MinSize ? [{ id: AutoScalingGroupName }] : [];
  },

  async read(cloud, AutoScalingGroupName) {
    const { MinSize = 0 } = (await groupOf(cloud, AutoScalingGroupName)) ?? {};
    return MinSize > 0 ? ready({}, { AutoScalingGroupName, MinSize }) : absent;
  },

  async update({ autoscaling }, AutoScalingGroupName, { MinSize }) {
    await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize }));
  },

  async delete({ autoscaling }, AutoScalingGroupName) {
    await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 0 }));
  },
});

async function groupOf({ autoscaling }: Cloud, name: string): Promise<Group | undefined> {
  const input = { AutoScalingGroupNames: [name] };
  const { AutoScalingGroups } = await autoscaling.send(new DescribeAutoScalingGroupsCommand(input));
  return AutoScalingGroups?.[0];
}

/**
 * Instances that are there whether tasks need them or not; each is billed. It comes after the association: ECS takes
 * instances that registered before it for no part of the capacity provider, and never places a task on them.
 * @param needs `ways`: the routes and endpoints through which an agent reaches ECS
 * @param min at least 1
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export const autoScalingMinimum = (
  name: string,
  { ways, ...needs }: { group: AutoScalingGroup; association: ClusterCapacityProviders; ways: readonly Step[] },
  { groupName, min }: { groupName: string; min: number },
) =>
  step({
    name,
    resource: autoScalingMinimumResource,
    needs: { ...needs, ways: ways.map((way) => startsAfter(way)) },
    why: `Keeps ${min} ${min === 1 ? 'instance' : 'instances'} at least, so that the next task starts at once`,
    want: () => ({ AutoScalingGroupName: groupName, MinSize: min }),
  });
