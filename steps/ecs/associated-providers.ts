import {
  DescribeClustersCommand,
  PutClusterCapacityProvidersCommand,
  type CapacityProviderStrategyItem,
} from '@aws-sdk/client-ecs';
import { isFargateProvider } from '../../src/fargate-provider.js';
import { absent, broken, pending, type Cloud } from '../../src/step.js';

/**
 * The list of capacity providers on a cluster. Two nouns share it, Fargate's and those of instances, and ECS replaces it as a
 * whole: each of the two leaves the other's entries as they are.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
 */

export interface Associated {
  /** Sorted names. */
  readonly capacityProviders: string[];
  readonly defaultCapacityProviderStrategy: {
    readonly capacityProvider: string;
    readonly base: number;
    readonly weight: number;
  }[];
}

/** Whether a provider belongs to the noun that asks. */
export type IsOwn = (name: string) => boolean;

export const isInstanceProvider: IsOwn = (name) => !isFargateProvider(name);

async function clusterOf({ ecs }: Cloud, cluster: string) {
  const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: [cluster], include: ['ATTACHMENTS'] }));
  return clusters?.[0];
}

/** What is on the list of a cluster, as far as it is own. */
const associatedOn = (cluster: Awaited<ReturnType<typeof clusterOf>>, isOwn: IsOwn): Associated => ({
  capacityProviders: (cluster?.capacityProviders ?? []).filter(isOwn).toSorted(),
  defaultCapacityProviderStrategy: (cluster?.defaultCapacityProviderStrategy ?? []).map(shownItem).filter(ofOwn(isOwn)),
});

const shownItem = ({ capacityProvider = '', base = 0, weight = 0 }: CapacityProviderStrategyItem) => ({
  capacityProvider,
  base,
  weight,
});

const ofOwn =
  (isOwn: IsOwn) =>
  ({ capacityProvider }: { readonly capacityProvider: string }): boolean =>
    isOwn(capacityProvider);

/** What is own on the list of a cluster now. */
export const ownOf = async (cloud: Cloud, cluster: string, isOwn: IsOwn): Promise<Associated> =>
  associatedOn(await clusterOf(cloud, cluster), isOwn);

/** The own part, where it is in service; else what it is waiting for, or why it is not. */
export async function readOwn(cloud: Cloud, id: string, isOwn: IsOwn) {
  const cluster = await clusterOf(cloud, id);
  if (!cluster || cluster.status === 'INACTIVE') return absent;
  const { attachmentsStatus, status } = cluster;
  if (attachmentsStatus === 'UPDATE_FAILED') return broken('ECS failed to change the capacity providers');
  if (attachmentsStatus === 'UPDATE_IN_PROGRESS') return pending('ECS is changing the capacity providers');
  if (status !== 'ACTIVE') return pending(`the cluster is ${status}`);
  const own = associatedOn(cluster, isOwn);
  return own.capacityProviders.length === 0 ? absent : own;
}

/**
 * Sets the own part of the list, and of the default strategy. A strategy names providers of one kind only: an own one takes
 * the place of the other's.
 * @param own nothing in it takes the own part away
 */
export async function setOwn(cloud: Cloud, cluster: string, own: Associated, isOwn: IsOwn): Promise<void> {
  const others = await ownOf(cloud, cluster, (name) => !isOwn(name));
  const { defaultCapacityProviderStrategy: strategy } = own;
  await cloud.ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster,
      capacityProviders: [...others.capacityProviders, ...own.capacityProviders],
      defaultCapacityProviderStrategy: strategy.length > 0 ? strategy : others.defaultCapacityProviderStrategy,
    }),
  );
}
