import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  UpdateClusterCommand,
  type Cluster as LiveCluster,
} from '@aws-sdk/client-ecs';
import { absent, broken, pending, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { retagEcs } from './retag.js';
import { fromLower, lowerTags } from './tags.js';

type Insights = 'enhanced' | 'enabled' | 'disabled';
interface ClusterWant {
  readonly clusterName: string;
  readonly containerInsights: string;
}

export const clusterResource = resource({
  type: 'cluster',
  fixed: ['clusterName'],
  sameName: 'returns',

  async create({ ecs, tags }, { clusterName, containerInsights }: ClusterWant) {
    const settings = settingsOf(containerInsights);
    const made = await ecs.send(new CreateClusterCommand({ clusterName, settings, tags: lowerTags(tags) }));
    return required(made.cluster?.clusterArn, 'clusterArn');
  },

  async find(cloud, { clusterName }) {
    const cluster = await clusterOf(cloud, clusterName);
    if (!cluster || isGone(cluster)) return undefined;
    return { id: required(cluster.clusterArn, 'clusterArn'), tags: fromLower(cluster.tags) };
  },

  async read(cloud, clusterArn) {
    const cluster = await clusterOf(cloud, clusterArn);
    if (!cluster || isGone(cluster)) return absent;
    if (cluster.status === 'FAILED') return broken('the cluster is FAILED');
    if (cluster.status !== 'ACTIVE') return pending(`the cluster is ${cluster.status}`);
    const clusterName = required(cluster.clusterName, 'clusterName');
    const containerInsights = cluster.settings?.find(({ name }) => name === 'containerInsights')?.value ?? 'disabled';
    const tags = fromLower(cluster.tags);
    return ready({ clusterArn, clusterName }, { clusterName, containerInsights }, { tags });
  },

  async update({ ecs }, cluster, { containerInsights }) {
    await ecs.send(new UpdateClusterCommand({ cluster, settings: settingsOf(containerInsights) }));
  },

  retag: retagEcs,

  async delete({ ecs }, cluster) {
    await ecs.send(new DeleteClusterCommand({ cluster }));
  },
});
export type Cluster = StepOf<typeof clusterResource>;

const settingsOf = (value: string) => [{ name: 'containerInsights' as const, value }];

/** A deleted cluster is still described for a while, as INACTIVE. */
const isGone = ({ status }: LiveCluster) => status === 'INACTIVE';

/** @param cluster its name or its ARN; one that never was is not an error, only missing from the answer */
async function clusterOf({ ecs }: Cloud, cluster: string) {
  const input = { clusters: [cluster], include: ['SETTINGS' as const, 'TAGS' as const] };
  const { clusters } = await ecs.send(new DescribeClustersCommand(input));
  return clusters?.[0];
}

/**
 * The place services and tasks belong to. Free on Fargate; Container Insights is billed per metric.
 * Source: https://aws.amazon.com/cloudwatch/pricing/
 */
export const cluster = (
  name: string,
  { clusterName, containerInsights }: { clusterName: string; containerInsights: Insights },
) =>
  step({
    name,
    resource: clusterResource,
    needs: {},
    why: 'The place the services and their tasks belong to',
    want: () => ({ clusterName, containerInsights }),
  });
