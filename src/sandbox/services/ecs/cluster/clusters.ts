import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  ListClustersCommand,
  UpdateClusterCommand,
  UpdateClusterSettingsCommand,
  type Cluster,
  type ClusterField,
  type ClusterSetting,
} from '@aws-sdk/client-ecs';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context } from '../../../service.js';
import { makeRoleOfEcs } from '../../iam/service-linked-role.js';
import { accountSetting } from '../account/account-settings.js';
import { checkProviders, checkStrategy } from '../capacity/capacity-provider-strategy.js';
import { refuseBusy } from '../capacity/cluster-capacity-providers.js';
import { clusterCounts, clusterStatistics } from './cluster-counts.js';
import { measureCluster } from './container-insights.js';
import { atMost, checkedTags, invalidParameter, notInSandbox, pageOf, present } from '../input.js';
import { containerInstances } from '../instance-tables.js';
import { activeCluster, arn, clusterNamed } from '../names.js';
import { clusters, services, tasks, type ClusterRow } from '../tables.js';

const everything: readonly ClusterField[] = ['CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'];

export const clusterOperations = [
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
  on(CreateClusterCommand, (input, context) => {
    const clusterName = input.clusterName ?? 'default';
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(clusterName)) throw invalidParameter('Invalid cluster name.');
    const existing = clusters(context).get(clusterName);
    // Only the name is compared. The other members are ignored, and nothing is changed.
    if (existing && existing.cluster.status !== 'INACTIVE') return { cluster: shown(context, existing, everything) };
    if (input.serviceConnectDefaults?.namespace) throw notInSandbox('Service Connect');
    const capacityProviders = checkProviders(context, input.capacityProviders ?? []);
    const active = clusters(context).all(({ cluster }) => cluster.status !== 'INACTIVE').length;
    const reached = (quota: number) => `The maximum number of clusters, ${quota}, has been reached.`;
    refuseBeyond(context, 'clusters', active + 1, reached);
    const row: ClusterRow = {
      cluster: {
        clusterArn: arn(context, `cluster/${clusterName}`),
        clusterName,
        status: 'ACTIVE',
        settings: settingsFor(context, input.settings),
        capacityProviders,
        defaultCapacityProviderStrategy: checkStrategy(input.defaultCapacityProviderStrategy ?? [], capacityProviders),
        ...(input.configuration && { configuration: input.configuration }),
      },
      tags: checkedTags(input.tags),
    };
    clusters(context).set(clusterName, row);
    makeRoleOfEcs(context);
    return { cluster: shown(context, row, everything) };
  }),

  on(DescribeClustersCommand, (input, context) => {
    const names = atMost(input.clusters ?? ['default'], 100, 'Clusters');
    const found = names.map((name) => ({ name, row: clusterNamed(context, name) }));
    return {
      clusters: found.flatMap(({ row }) => (row ? [shown(context, row, input.include)] : [])),
      failures: found.flatMap(({ name, row }) => (row ? [] : [missing(context, name)])),
    };
  }),

  on(ListClustersCommand, (input, context) => {
    const active = clusters(context).all(({ cluster }) => cluster.status === 'ACTIVE');
    const { items, more } = pageOf(active, ({ cluster }) => cluster.clusterName, input);
    return { clusterArns: items.map(({ cluster }) => cluster.clusterArn), ...more };
  }),

  on(UpdateClusterCommand, (input, context) => {
    const row = activeCluster(context, present(input.cluster, 'Cluster'));
    const settings = input.settings && checkedSettings(input.settings);
    if (input.serviceConnectDefaults?.namespace) throw notInSandbox('Service Connect');
    if (settings?.length) applySettings(context, row, settings);
    if (input.configuration) row.cluster.configuration = input.configuration;
    return { cluster: shown(context, row, everything) };
  }),

  on(UpdateClusterSettingsCommand, (input, context) => {
    const row = activeCluster(context, present(input.cluster, 'Cluster'));
    applySettings(context, row, checkedSettings(present(input.settings, 'Settings')));
    return { cluster: shown(context, row, everything) };
  }),

  /** A deleted cluster is INACTIVE, and still described, until its name is taken again. */
  on(DeleteClusterCommand, (input, context) => {
    const row = activeCluster(context, present(input.cluster, 'Cluster'));
    const { clusterArn } = row.cluster;
    const refused = (what: 'Services' | 'Tasks' | 'ContainerInstances', how = 'active') =>
      new AwsError(
        `ClusterContains${what}Exception`,
        `The Cluster cannot be deleted while ${inWords(what)} are ${how}.`,
      );
    refuseBusy(row);
    if (containerInstances(context).find((instance) => instance.clusterArn === clusterArn))
      throw refused('ContainerInstances', 'active or draining');
    if (services(context).find(({ service }) => service.clusterArn === clusterArn && service.status !== 'INACTIVE'))
      throw refused('Services');
    if (tasks(context).find(({ task }) => task.clusterArn === clusterArn && task.lastStatus !== 'STOPPED'))
      throw refused('Tasks');
    row.cluster.status = 'INACTIVE';
    return { cluster: shown(context, row, everything) };
  }),
];

function applySettings(context: Context, row: ClusterRow, settings: ClusterSetting[]): void {
  row.cluster.settings = settings;
  measureCluster(context, row);
}

function shown(context: Context, { cluster, tags }: ClusterRow, include: readonly ClusterField[] = []): Cluster {
  const { settings, configuration, attachmentsStatus, ...always } = cluster;
  return {
    ...always,
    ...clusterCounts(context, cluster.clusterArn),
    ...(include.includes('ATTACHMENTS') && attachmentsStatus !== undefined && { attachments: [], attachmentsStatus }),
    statistics: include.includes('STATISTICS') ? clusterStatistics(context, cluster.clusterArn) : [],
    settings: include.includes('SETTINGS') ? (settings ?? []) : [],
    tags: include.includes('TAGS') ? tags : [],
    ...(include.includes('CONFIGURATIONS') && configuration && { configuration }),
  };
}

const inWords = (what: string) => what.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** Of a new cluster: what its request leaves out, the account's settings say. */
function settingsFor(context: Context, settings: readonly ClusterSetting[] | undefined): ClusterSetting[] {
  const asked = checkedSettings(settings);
  return asked.length > 0
    ? asked
    : [{ name: 'containerInsights', value: accountSetting(context, 'containerInsights') }];
}

function checkedSettings(settings: readonly ClusterSetting[] = []): ClusterSetting[] {
  for (const { name, value } of settings) {
    if (name !== 'containerInsights') throw invalidParameter(`Invalid setting name: ${String(name)}.`);
    if (!['enhanced', 'enabled', 'disabled'].includes(value ?? ''))
      throw invalidParameter(`Invalid value for setting containerInsights: ${value ?? ''}.`);
  }
  return [...settings];
}

const missing = (context: Context, name: string) => ({
  arn: name.startsWith('arn:') ? name : arn(context, `cluster/${name}`),
  reason: 'MISSING',
});
