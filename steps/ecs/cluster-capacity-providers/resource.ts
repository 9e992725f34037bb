import { by } from '../../../src/list-rules.js';
import { ready, resource, step, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import type { AutoScalingGroup } from '../../autoscaling/auto-scaling-group/resource.js';
import { isInstanceProvider, ownOf, readOwn, setOwn, type Associated } from '../associated-providers.js';
import type { CapacityProvider } from '../capacity-provider/resource.js';
import type { Cluster } from '../cluster/resource.js';
import { script } from './script.js';
import { servicesOnProviders } from '../dependents.js';

interface ClusterCapacityProvidersWant extends Associated {
  /** Its ARN. */
  readonly cluster: string;
}
const nothing = { capacityProviders: [], defaultCapacityProviderStrategy: [] };

export const clusterCapacityProvidersResource = resource({
  type: 'cluster-capacity-providers',
  lists: { capacityProviders: 'set', defaultCapacityProviderStrategy: by('capacityProvider') },
  uses: ['cluster', 'capacity-provider', 'auto-scaling-group'],
  script,
  fixed: ['cluster'],
  // ECS refuses while services use a provider, and while it creates or deletes the scaling of its group.
  deadline: { create: 1200, delete: 1200 },

  async create(cloud, want: ClusterCapacityProvidersWant) {
    await setOwn(cloud, want.cluster, want, isInstanceProvider);
    return want.cluster;
  },

  async find(cloud, want) {
    const live = await ownOf(cloud, want.cluster, isInstanceProvider);
    return containsAll(want.capacityProviders, live.capacityProviders) ? [{ id: want.cluster }] : [];
  },

  async read(cloud, clusterArn) {
    const seen = await readOwn(cloud, clusterArn, isInstanceProvider);
    return 'is' in seen ? seen : ready({ clusterArn }, { cluster: clusterArn, ...seen });
  },

  async update(cloud, _id, want) {
    await setOwn(cloud, want.cluster, want, isInstanceProvider);
  },

  async delete(cloud, cluster) {
    await setOwn(cloud, cluster, nothing, isInstanceProvider);
  },

  dependents: (cloud, cluster) => servicesOnProviders(cloud, cluster, isInstanceProvider),
});
export type ClusterCapacityProviders = StepOf<typeof clusterCapacityProvidersResource>;

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
