import { PutClusterCapacityProvidersCommand } from '@aws-sdk/client-ecs';
import { AwsError, on, timer, type Context } from '../../../service.js';
import { checkProviders, checkStrategy, fargateProviders } from './capacity-provider-strategy.js';
import { present } from '../input.js';
import { activeCluster } from '../names.js';
import { clusters, services, type ClusterRow } from '../tables.js';

/** Seconds until a cluster and the Auto Scaling groups of its providers are tied together, or no longer. */
const attachedAfter = 5;

export const clusterCapacityProviderOperations = [
  /**
   * Replaces both lists.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
   */
  on(PutClusterCapacityProvidersCommand, (input, context) => {
    const row = activeCluster(context, present(input.cluster, 'Cluster'));
    const { cluster, tags } = row;
    const providers = checkProviders(context, present(input.capacityProviders, 'Capacity providers'));
    const strategy = present(input.defaultCapacityProviderStrategy, 'Default capacity provider strategy');
    const checked = checkStrategy(strategy, providers);
    refuseBusy(row);
    const changed = difference(cluster.capacityProviders, providers);
    refuseUsed(
      context,
      row,
      changed.filter((name) => !providers.includes(name)),
    );
    cluster.defaultCapacityProviderStrategy = checked;
    cluster.capacityProviders = providers;
    if (changed.some((name) => !fargateProviders.includes(name))) startAttaching(context, row);
    return { cluster: structuredClone({ ...cluster, tags }) };
  }),
];

/** @throws AwsError `UpdateInProgressException` while an earlier change of the providers is underway */
export function refuseBusy({ cluster }: ClusterRow): void {
  if (cluster.attachmentsStatus === 'UPDATE_IN_PROGRESS')
    throw new AwsError(
      'UpdateInProgressException',
      'The specified cluster is in a busy state. Cluster attachments must be in UPDATE_COMPLETE or UPDATE_FAILED ' +
        'state. Wait and try again.',
    );
}

function startAttaching(context: Context, { cluster }: ClusterRow): void {
  cluster.attachmentsStatus = 'UPDATE_IN_PROGRESS';
  context.after(attachedAfter, providersAttached, { clusterName: cluster.clusterName });
}

export const providersAttached = timer<{ clusterName: string }>(
  'ecs/providers-attached',
  (context, { clusterName }) => {
    const row = clusters(context).get(clusterName);
    if (row?.cluster.attachmentsStatus) row.cluster.attachmentsStatus = 'UPDATE_COMPLETE';
  },
);

/** @throws AwsError `ResourceInUseException` where a service runs its tasks on one of these */
function refuseUsed(context: Context, { cluster }: ClusterRow, removed: readonly string[]): void {
  const user = services(context).find(
    ({ service, deployments }) =>
      service.clusterArn === cluster.clusterArn &&
      service.status !== 'INACTIVE' &&
      deployments.some(({ revision: { capacityProviderStrategy = [] } }) =>
        capacityProviderStrategy.some(({ capacityProvider = '' }) => removed.includes(capacityProvider)),
      ),
  );
  const why = 'The specified capacity provider is in use and cannot be removed.';
  if (user) throw new AwsError('ResourceInUseException', why);
}

const difference = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((name) => !after.includes(name)),
  ...after.filter((name) => !before.includes(name)),
];
