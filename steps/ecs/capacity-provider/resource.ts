import {
  CreateCapacityProviderCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
  type CapacityProvider as LiveCapacityProvider,
} from '@aws-sdk/client-ecs';
import { wholeArn } from '../../../src/arn.js';
import {
  absent,
  broken,
  startsAfter,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type StepOf,
} from '../../../src/step.js';
import type { AutoScalingGroup } from '../../autoscaling/auto-scaling-group/resource.js';
import { fromLower, lowerTags, retagEcs } from '../tags.js';
import { script } from './script.js';
import { clustersWith } from '../dependents.js';

type Switch = 'ENABLED' | 'DISABLED';
interface Settings {
  readonly managedScaling: {
    readonly status: Switch;
    /** The percentage of the group's instances that should be in use. */
    readonly targetCapacity: number;
    readonly minimumScalingStepSize: number;
    readonly maximumScalingStepSize: number;
    /** Seconds */
    readonly instanceWarmupPeriod: number;
  };
  readonly managedTerminationProtection: Switch;
  readonly managedDraining: Switch;
}
interface CapacityProviderWant extends Settings {
  readonly name: string;
  readonly autoScalingGroupArn: string;
}

export const capacityProviderResource = resource({
  type: 'capacity-provider',
  script,
  fixed: ['name', 'autoScalingGroupArn'],
  sameName: 'refuses',
  nameMember: 'name',
  // After a failed update, the provider works as before. It cannot be deleted while the cluster uses it.
  repair: 'update',
  deadline: { create: 1200, delete: 1200 },

  async create({ ecs, tags }, { name, ...autoScalingGroupProvider }: CapacityProviderWant) {
    const input = { name, autoScalingGroupProvider, tags: lowerTags(tags) };
    const { capacityProvider } = await ecs.send(new CreateCapacityProviderCommand(input));
    return required(capacityProvider?.capacityProviderArn, 'capacityProviderArn');
  },

  fromArn: wholeArn('ecs', 'capacity-provider/'),
  async find(cloud, { name }) {
    const provider = await providerOf(cloud, name);
    if (!provider || provider.status === 'INACTIVE') return [];
    return [{ id: required(provider.capacityProviderArn, 'capacityProviderArn'), tags: fromLower(provider.tags) }];
  },

  // ECS accepts the deletion of a provider that a cluster still uses. Only this status says that it failed.
  async read(cloud, capacityProviderArn) {
    const provider = await providerOf(cloud, capacityProviderArn);
    if (!provider || provider.status === 'INACTIVE') return absent;
    const { status, updateStatus = '', updateStatusReason } = provider;
    if (updateStatus.endsWith('_FAILED')) return broken(updateStatusReason ?? updateStatus);
    if (updateStatus === 'DELETE_IN_PROGRESS') return leaving('the capacity provider is DELETE_IN_PROGRESS');
    if (status !== 'ACTIVE') return pending(`the capacity provider is ${status}`);
    if (updateStatus.endsWith('_IN_PROGRESS')) return pending(`the capacity provider is ${updateStatus}`);
    const capacityProviderName = required(provider.name, 'name');
    return ready({ capacityProviderName }, liveOf(provider), { tags: fromLower(provider.tags) });
  },

  // All settings are sent, because AWS does not document what happens to those that are left out.
  async update({ ecs }, _id, { name, autoScalingGroupArn: _, ...autoScalingGroupProvider }) {
    await ecs.send(new UpdateCapacityProviderCommand({ name, autoScalingGroupProvider }));
  },

  retag: retagEcs,

  async delete({ ecs }, capacityProvider) {
    await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider }));
  },

  dependents: clustersWith,
});
export type CapacityProvider = StepOf<typeof capacityProviderResource>;

/** @param capacityProvider its name or its ARN; one that is not there is not an error, only missing from the answer */
async function providerOf({ ecs }: Cloud, capacityProvider: string): Promise<LiveCapacityProvider | undefined> {
  const input = { capacityProviders: [capacityProvider], include: ['TAGS' as const] };
  const { capacityProviders } = await ecs.send(new DescribeCapacityProvidersCommand(input));
  return capacityProviders?.[0];
}

function liveOf({ name, autoScalingGroupProvider: live }: LiveCapacityProvider): Partial<CapacityProviderWant> {
  const scaling = live?.managedScaling;
  return {
    name,
    autoScalingGroupArn: live?.autoScalingGroupArn,
    managedScaling: {
      status: scaling?.status ?? 'DISABLED',
      targetCapacity: scaling?.targetCapacity ?? 0,
      minimumScalingStepSize: scaling?.minimumScalingStepSize ?? 0,
      maximumScalingStepSize: scaling?.maximumScalingStepSize ?? 0,
      instanceWarmupPeriod: scaling?.instanceWarmupPeriod ?? 0,
    },
    managedTerminationProtection: live?.managedTerminationProtection ?? 'DISABLED',
    managedDraining: live?.managedDraining ?? 'DISABLED',
  };
}

/**
 * Lets ECS control the size of the group: it starts instances for waiting tasks, drains instances, and terminates empty
 * ones. Free. The group may be deleted at the same time: what keeps both apart from a cluster that uses them is the
 * cluster's list of providers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export const capacityProvider = (
  name: string,
  { group }: { group: AutoScalingGroup },
  { providerName }: { providerName: string },
) =>
  step({
    name,
    resource: capacityProviderResource,
    needs: { group: startsAfter(group) },
    why: 'Lets ECS choose the number of instances from what the tasks need',
    want: ({ group }): CapacityProviderWant => ({
      name: providerName,
      autoScalingGroupArn: group.autoScalingGroupArn,
      managedScaling: {
        status: 'ENABLED',
        targetCapacity: 100,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 100,
        instanceWarmupPeriod: 60,
      },
      managedTerminationProtection: 'ENABLED',
      managedDraining: 'ENABLED',
    }),
  });
