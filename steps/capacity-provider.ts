import {
  CreateCapacityProviderCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
  type CapacityProvider as LiveCapacityProvider,
} from '@aws-sdk/client-ecs';
import {
  absent,
  broken,
  first,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type StepOf,
} from '../src/step.js';
import type { AutoScalingGroup } from './auto-scaling-group.js';
import { retagEcs } from './retag.js';
import { fromLower, lowerTags } from './tags.js';

type Switch = 'ENABLED' | 'DISABLED';
interface Settings {
  readonly managedScaling: {
    readonly status: Switch;
    /** Percent of the group's instances that shall be in use. */
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
  fixed: ['name', 'autoScalingGroupArn'],
  sameName: 'refuses',
  // It goes on as it was after an update that failed, and could not be deleted while the cluster uses it.
  mend: 'update',
  deadline: { create: 1200, delete: 1200 },

  async create({ ecs, tags }, { name, ...autoScalingGroupProvider }: CapacityProviderWant) {
    const input = { name, autoScalingGroupProvider, tags: lowerTags(tags) };
    const { capacityProvider } = await ecs.send(new CreateCapacityProviderCommand(input));
    return required(capacityProvider?.capacityProviderArn, 'capacityProviderArn');
  },

  async find(cloud, { name }) {
    const provider = await providerOf(cloud, name);
    if (!provider || provider.status === 'INACTIVE') return undefined;
    return { id: required(provider.capacityProviderArn, 'capacityProviderArn'), tags: fromLower(provider.tags) };
  },

  // Asked to delete one that a cluster still uses, ECS agrees, and then only says here that it did not.
  async read(cloud, capacityProviderArn) {
    const provider = await providerOf(cloud, capacityProviderArn);
    if (!provider || provider.status === 'INACTIVE') return absent;
    const { status, updateStatus = '', updateStatusReason } = provider;
    if (updateStatus.endsWith('_FAILED')) return broken(updateStatusReason ?? updateStatus);
    if (status !== 'ACTIVE') return pending(`the capacity provider is ${status}`);
    if (updateStatus.endsWith('_IN_PROGRESS')) return pending(`the capacity provider is ${updateStatus}`);
    const capacityProviderName = required(provider.name, 'name');
    return ready({ capacityProviderName }, liveOf(provider), { tags: fromLower(provider.tags) });
  },

  // All settings, whichever changed: what becomes of those left out is not documented.
  async update({ ecs }, _id, { name, autoScalingGroupArn: _, ...autoScalingGroupProvider }) {
    await ecs.send(new UpdateCapacityProviderCommand({ name, autoScalingGroupProvider }));
  },

  retag: retagEcs,

  async delete({ ecs }, capacityProvider) {
    await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider }));
  },
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
 * Ties the group to ECS, which from then on starts instances for tasks that wait, drains those that are to end, and
 * ends those that are empty. Free. The group may be deleted at the same time: what keeps both apart from a cluster
 * that uses them is the cluster's list of providers.
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
    needs: { group: first(group) },
    why: 'Lets ECS decide how many instances there are, by what the tasks need',
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
