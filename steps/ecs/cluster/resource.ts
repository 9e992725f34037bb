import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  UpdateClusterCommand,
  type Cluster as LiveCluster,
} from '@aws-sdk/client-ecs';
import { wholeArn } from '../../../src/arn.js';
import {
  absent,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type LeftBehind,
  type Step,
} from '../../../src/step.js';
import { isFargateProvider } from '../../../src/fargate-provider.js';
import { isInstanceProvider } from '../associated-providers.js';
import { fromLower, lowerTags, retagEcs } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';
import { partsOfCluster } from '../dependents.js';

type Insights = 'enhanced' | 'enabled' | 'disabled';
interface ClusterWant {
  readonly clusterName: string;
  readonly containerInsights: string;
}

export const clusterResource = resource({
  type: 'cluster',
  billing,
  script,
  fixed: ['clusterName'],
  sameName: 'returns',
  nameMember: 'clusterName',

  // The first cluster of an account makes ECS make its service-linked role, where the caller is permitted that. So the role
  // is under way before anything of the stack needs it.
  async create({ ecs, tags }, { clusterName, containerInsights }: ClusterWant) {
    const settings = settingsOf(containerInsights);
    const made = await ecs.send(new CreateClusterCommand({ clusterName, settings, tags: lowerTags(tags) }));
    return required(made.cluster?.clusterArn, 'clusterArn');
  },

  fromArn: wholeArn('ecs', 'cluster/'),
  async find(cloud, { clusterName }) {
    const cluster = await clusterOf(cloud, clusterName);
    if (!cluster || isGone(cluster)) return [];
    return [{ id: required(cluster.clusterArn, 'clusterArn'), tags: fromLower(cluster.tags) }];
  },

  async read(cloud, clusterArn) {
    const cluster = await clusterOf(cloud, clusterArn);
    if (!cluster || isGone(cluster)) return absent;
    if (cluster.status === 'FAILED') return broken('the cluster is FAILED');
    if (cluster.status === 'DEPROVISIONING') return leaving('the cluster is DEPROVISIONING');
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

  async parts(cloud, clusterArn) {
    const { capacityProviders = [] } = (await clusterOf(cloud, clusterArn)) ?? {};
    return [
      { type: 'cluster-capacity-providers', isOwn: isInstanceProvider },
      { type: 'fargate-capacity-providers', isOwn: isFargateProvider },
    ].flatMap(({ type, isOwn }) => (capacityProviders.some(isOwn) ? [{ type, id: clusterArn }] : []));
  },

  leavesBehind: (clusterArn, want) =>
    want?.containerInsights === 'disabled' ? undefined : insightsLogGroup(clusterArn.split('/').at(-1) ?? ''),

  async delete({ ecs }, cluster) {
    await ecs.send(new DeleteClusterCommand({ cluster }));
  },

  dependents: partsOfCluster,
});

/** One of the stack, or one that exists already. */
export type Cluster = Step<unknown, unknown, { readonly clusterArn: string; readonly clusterName: string }>;

/**
 * Container Insights creates it when it has something to write. It writes once a minute; what a task did in its last minute
 * comes after the task's end, and creates a deleted group again, which public scripts that clean up have met.
 * Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html,
 * https://github.com/aws/containers-roadmap/issues/2315 (the group is made without being asked for). That 90 s suffice is
 * believed.
 */
const insightsLogGroup = (clusterName: string): LeftBehind => ({
  type: 'log-group',
  id: `/aws/ecs/containerinsights/${clusterName}/performance`,
  by: 'Container Insights',
  lateSeconds: 90,
});

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
    why: 'Groups the services and their tasks',
    want: () => ({ clusterName, containerInsights }),
  });
