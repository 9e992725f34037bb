import { ready, resource, step, type StepOf } from '../../../src/step.js';
import { containsAll } from '../../common/contains-all.js';
import { isFargateProvider } from '../../../src/fargate-provider.js';
import { ownOf, readOwn, setOwn } from '../associated-providers.js';
import type { Cluster } from '../cluster/resource.js';
import { servicesOnProviders } from '../dependents.js';

interface FargateCapacityProvidersWant {
  /** Its ARN. */
  readonly cluster: string;
  /** Sorted names. */
  readonly capacityProviders: string[];
}

/** The default strategy is nobody's here: each service says what it runs on. */
const withDefault = ({ capacityProviders }: Pick<FargateCapacityProvidersWant, 'capacityProviders'>) => ({
  capacityProviders,
  defaultCapacityProviderStrategy: [],
});

export const fargateCapacityProvidersResource = resource({
  type: 'fargate-capacity-providers',
  lists: { capacityProviders: 'set' },
  uses: ['cluster'],
  fixed: ['cluster'],
  // ECS refuses while services use a provider.
  deadline: { create: 1200, delete: 1200 },

  async create(cloud, want: FargateCapacityProvidersWant) {
    await setOwn(cloud, want.cluster, withDefault(want), isFargateProvider);
    return want.cluster;
  },

  async find(cloud, want) {
    const live = await ownOf(cloud, want.cluster, isFargateProvider);
    return containsAll(want.capacityProviders, live.capacityProviders) ? [{ id: want.cluster }] : [];
  },

  async read(cloud, clusterArn) {
    const seen = await readOwn(cloud, clusterArn, isFargateProvider);
    if ('is' in seen) return seen;
    return ready({ clusterArn }, { cluster: clusterArn, capacityProviders: seen.capacityProviders });
  },

  async update(cloud, _id, want) {
    await setOwn(cloud, want.cluster, withDefault(want), isFargateProvider);
  },

  async delete(cloud, cluster) {
    await setOwn(cloud, cluster, withDefault({ capacityProviders: [] }), isFargateProvider);
  },

  dependents: (cloud, cluster) => servicesOnProviders(cloud, cluster, isFargateProvider),
});
export type FargateCapacityProviders = StepOf<typeof fargateCapacityProvidersResource>;

/**
 * Lets the cluster run tasks on Fargate and on Fargate Spot as a service shares them out. Free: the two providers are in every
 * account. A service on one of them needs this step, and keeps it from being taken away.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export const fargateCapacityProviders = (name: string, needs: { cluster: Cluster }) =>
  step({
    name,
    resource: fargateCapacityProvidersResource,
    needs,
    why: 'Lets services share their tasks out between Fargate and Fargate Spot',
    want: ({ cluster }) => ({ cluster: cluster.clusterArn, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }),
  });
