import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { absent, broken, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';

interface ExistingClusterWant {
  readonly clusterArn: string;
  /** Capacity providers that services name. Sorted; the cluster may have more. */
  readonly capacityProviders: readonly string[];
}

export const existingClusterResource = resource({
  type: 'existing-cluster',
  lookup: true,
  lists: { capacityProviders: 'set' },
  fixed: ['clusterArn', 'capacityProviders'],

  async create(cloud, want: ExistingClusterWant) {
    const refused = problemWith(await clusterOf(cloud, want.clusterArn), want, cloud.region);
    if (refused !== undefined) throw new Error(refused);
    return { ...want };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it, or have taken away its capacity providers.
  async read(cloud, want) {
    const cluster = await clusterOf(cloud, want.clusterArn);
    if (!cluster || cluster.status === 'INACTIVE') return absent;
    const refused = problemWith(cluster, want, cloud.region);
    if (refused !== undefined) return broken(refused);
    return ready({ clusterArn: want.clusterArn, clusterName: cluster.clusterName ?? '' }, { ...want });
  },

  async delete() {},
});
export type ExistingCluster = StepOf<typeof existingClusterResource>;

/** One that does not exist is no error, only missing from the answer. */
async function clusterOf({ ecs }: Cloud, clusterArn: string) {
  const { clusters: [cluster] = [] } = await ecs.send(new DescribeClustersCommand({ clusters: [clusterArn] }));
  return cluster;
}

type Found = Awaited<ReturnType<typeof clusterOf>>;

function problemWith(cluster: Found, want: ExistingClusterWant, region: string): string | undefined {
  const arn = want.clusterArn;
  if (!cluster || cluster.status === 'INACTIVE') return `${arn} does not exist in ${region}, or is not of this account`;
  if (cluster.status !== 'ACTIVE') return `${arn} is ${cluster.status}`;
  const there = cluster.capacityProviders ?? [];
  const lacking = want.capacityProviders.filter((it) => !there.includes(it));
  return lacking.length === 0 ? undefined : lacksProviders(arn, lacking, there);
}

/** The call sets the whole list, so what is there is named, too. */
const lacksProviders = (arn: string, lacking: readonly string[], there: readonly string[]): string =>
  `${arn} has no capacity provider ${lacking.join(' and ')}, which services name. It is not ours to change; whoever owns it can: ` +
  `aws ecs put-cluster-capacity-providers --cluster ${arn} --capacity-providers ${[...there, ...lacking].join(' ')} ` +
  '--default-capacity-provider-strategy with what it has as its default now';

/**
 * A cluster that exists already. It is never changed or deleted: services and tasks of the stack are put into it.
 * @param options.capacityProviders what services name of them
 */
export const existingCluster = (
  name: string,
  { arn, capacityProviders }: { arn: string; capacityProviders: readonly string[] },
) =>
  step({
    name,
    resource: existingClusterResource,
    needs: {},
    why: 'The existing cluster that the config names; it is used and never changed',
    want: (): ExistingClusterWant => ({ clusterArn: arn, capacityProviders: capacityProviders.toSorted() }),
  });
