import { AwsError, type Context } from '../../service.js';
import { containerInstances, type ContainerInstanceRow } from './instance-tables.js';
import {
  clusters,
  services,
  taskDefinitions,
  tasks,
  type ClusterRow,
  type ServiceRow,
  type TaskDefinitionRow,
  type TaskRow,
} from './tables.js';

/**
 * ECS takes a name, or an ARN, wherever it asks for something.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html (long ARNs)
 */
export const arn = ({ partition, region, account }: Context, path: string) =>
  `arn:${partition}:ecs:${region}:${account}:${path}`;

/** What follows the kind in an ARN of this account and region; a bare name is its own. */
export function nameIn(context: Context, kind: string, nameOrArn: string): string | undefined {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn;
  const prefix = arn(context, `${kind}/`);
  return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : undefined;
}

/** A rehearsal that does not know its account has the clusters that a config names under the ARNs that it names. */
export function clusterNamed(context: Context, nameOrArn = 'default'): ClusterRow | undefined {
  const name = nameIn(context, 'cluster', nameOrArn);
  if (name !== undefined) return clusters(context).get(name);
  return clusters(context).find(({ cluster }) => cluster.clusterArn === nameOrArn);
}

/** @throws AwsError `ClusterNotFoundException` also for a deleted one */
export function activeCluster(context: Context, nameOrArn?: string): ClusterRow {
  const row = clusterNamed(context, nameOrArn);
  if (!row) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  if (row.cluster.status === 'INACTIVE')
    throw new AwsError('ClusterNotFoundException', 'The referenced cluster was inactive.');
  return row;
}

export const serviceArn = (context: Context, cluster: ClusterRow, name: string) =>
  arn(context, `service/${cluster.cluster.clusterName}/${name}`);

/** A service of the cluster, by its name or ARN; deleted ones too. */
export function serviceNamed(context: Context, cluster: ClusterRow, nameOrArn: string): ServiceRow | undefined {
  const name = nameIn(context, 'service', nameOrArn)?.split('/').at(-1) ?? '';
  return services(context).get(serviceArn(context, cluster, name));
}

/** @throws AwsError `ServiceNotFoundException` */
export function existingService(context: Context, cluster: ClusterRow, nameOrArn: string): ServiceRow {
  const row = serviceNamed(context, cluster, nameOrArn);
  if (!row) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  return row;
}

/** A task of the cluster, by its id or ARN. */
export function taskNamed(context: Context, cluster: ClusterRow, idOrArn: string): TaskRow | undefined {
  const id = nameIn(context, 'task', idOrArn)?.split('/').at(-1) ?? '';
  return tasks(context).get(arn(context, `task/${cluster.cluster.clusterName}/${id}`));
}

/** A container instance of the cluster, by its id or ARN. */
export function containerInstanceNamed(
  context: Context,
  { cluster }: ClusterRow,
  idOrArn: string,
): ContainerInstanceRow | undefined {
  const id = nameIn(context, 'container-instance', idOrArn)?.split('/').at(-1) ?? '';
  return containerInstances(context).get(arn(context, `container-instance/${cluster.clusterName}/${id}`));
}

/** A task definition by ARN, `family:revision`, or `family`: then its latest ACTIVE revision. */
export function definitionNamed(context: Context, nameOrArn: string): TaskDefinitionRow | undefined {
  const name = nameIn(context, 'task-definition', nameOrArn) ?? '';
  if (name.includes(':')) return taskDefinitions(context).get(name);
  return taskDefinitions(context)
    .all(({ definition }) => definition.family === name && definition.status === 'ACTIVE')
    .sort((a, b) => b.definition.revision - a.definition.revision)[0];
}
