import { DescribeClustersCommand, PutClusterCapacityProvidersCommand } from '@aws-sdk/client-ecs';
import { by } from '../../../src/list-rules.js';
import { absent, broken, pending, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import type { AutoScalingGroup } from '../../autoscaling/auto-scaling-group/resource.js';
import type { CapacityProvider } from '../capacity-provider/resource.js';
import type { Cluster } from '../cluster/resource.js';
import { script } from './script.js';
import { servicesOnProviders } from '../dependents.js';

interface ClusterCapacityProvidersWant {
  /** Its ARN. */
  readonly cluster: string;
  /** Sorted names. */
  readonly capacityProviders: string[];
  readonly defaultCapacityProviderStrategy: {
    readonly capacityProvider: string;
    readonly base: number;
    readonly weight: number;
  }[];
}

export const clusterCapacityProvidersResource = resource({
  type: 'cluster-capacity-providers',
  lists: { capacityProviders: 'set', defaultCapacityProviderStrategy: by('capacityProvider') },
  uses: ['cluster', 'capacity-provider', 'auto-scaling-group'],
  script,
  fixed: ['cluster'],
  // ECS refuses while services use a provider, and while it creates or deletes the scaling of its group.
  deadline: { create: 1200, delete: 1200 },

  async create({ ecs }, want: ClusterCapacityProvidersWant) {
    await ecs.send(new PutClusterCapacityProvidersCommand(want));
    return want.cluster;
  },

  async find(cloud, want) {
    const live = liveOf(await clusterOf(cloud, want.cluster));
    return containsAll(want.capacityProviders, live.capacityProviders) ? [{ id: want.cluster }] : [];
  },

  async read(cloud, clusterArn) {
    const cluster = await clusterOf(cloud, clusterArn);
    if (!cluster || cluster.status === 'INACTIVE') return absent;
    const { attachmentsStatus, status } = cluster;
    if (attachmentsStatus === 'UPDATE_FAILED') return broken('ECS failed to change the capacity providers');
    if (attachmentsStatus === 'UPDATE_IN_PROGRESS') return pending('ECS is changing the capacity providers');
    if (status !== 'ACTIVE') return pending(`the cluster is ${status}`);
    const live = liveOf(cluster);
    if (live.capacityProviders.length === 0) return absent;
    return ready({ clusterArn }, { cluster: clusterArn, ...live });
  },

  // Both lists are always sent, because they replace the previous ones.
  async update({ ecs }, _id, want) {
    await ecs.send(new PutClusterCapacityProvidersCommand(want));
  },

  async delete({ ecs }, cluster) {
    const nothing = { capacityProviders: [], defaultCapacityProviderStrategy: [] };
    await ecs.send(new PutClusterCapacityProvidersCommand({ cluster, ...nothing }));
  },

  dependents: servicesOnProviders,
});
export type ClusterCapacityProviders = StepOf<typeof clusterCapacityProvidersResource>;

async function clusterOf({ ecs }: Cloud, cluster: string) {
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [cluster], include: ['ATTACHMENTS'] }));
  return clusters?.[0];
}

function liveOf(cluster: Awaited<ReturnType<typeof clusterOf>>): Omit<ClusterCapacityProvidersWant, 'cluster'> {
  const { capacityProviders = [], defaultCapacityProviderStrategy: strategy = [] } = cluster ?? {};
  return {
    capacityProviders: capacityProviders.toSorted(),
    defaultCapacityProviderStrategy: strategy.map(({ capacityProvider = '', base = 0, weight = 0 }) => ({
      capacityProvider,
      base,
      weight,
    })),
  };
}

/**
 * Lets the cluster use the provider, which becomes the default of its services. Free. It must be removed before the
 * provider and its group are deleted, and can be removed only when no service uses the provider. So a service on these
 * instances needs this step.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
 */
export const clusterCapacityProviders = (
  name: string,
  needs: { cluster: Cluster; provider: CapacityProvider; group: AutoScalingGroup },
) =>
  step({
    name,
    resource: clusterCapacityProvidersResource,
    needs,
    why: 'Lets the cluster run tasks on these instances, by default',
    want: ({ cluster, provider: { capacityProviderName } }) => ({
      cluster: cluster.clusterArn,
      capacityProviders: [capacityProviderName],
      defaultCapacityProviderStrategy: [{ capacityProvider: capacityProviderName, base: 0, weight: 1 }],
    }),
  });
