import {
  DiscoverInstancesCommand,
  DiscoverInstancesRevisionCommand,
  type HealthStatusFilter,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, type Context } from '../../service.js';
import { healthOf } from './instances.js';
import { present, within } from './input.js';
import { instancesOf } from './services.js';
import { namespaces, services, type InstanceRow, type ServiceRow } from './tables.js';

/**
 * How API Gateway finds tasks: by name, without DNS.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_DiscoverInstances.html
 */
export const discoveryOperations = [
  on(DiscoverInstancesCommand, (input, context) => {
    const most = within(input.MaxResults, 'maxResults', [1, 1000], 100);
    const { service, revision } = named(context, input);
    const matching = instancesOf(context, service.Id).filter((row) => has(row, input.QueryParameters));
    const preferred = matching.filter((row) => has(row, input.OptionalParameters));
    const healthy = byHealth(preferred.length > 0 ? preferred : matching, input.HealthStatus ?? 'HEALTHY_OR_ELSE_ALL');
    const Instances = healthy.slice(0, most).map((row) => ({
      InstanceId: row.instance.Id,
      NamespaceName: input.NamespaceName,
      ServiceName: service.Name,
      HealthStatus: healthOf(row),
      Attributes: row.instance.Attributes,
    }));
    return { Instances, InstancesRevision: revision };
  }),

  on(DiscoverInstancesRevisionCommand, (input, context) => ({ InstancesRevision: named(context, input).revision })),
];

interface Names {
  readonly NamespaceName: string | undefined;
  readonly ServiceName: string | undefined;
}

function named(context: Context, { NamespaceName, ServiceName }: Names): ServiceRow {
  const httpName = present(NamespaceName, 'namespaceName').toLowerCase();
  const name = present(ServiceName, 'serviceName').toLowerCase();
  const found = namespaces(context)
    .all(({ namespace, state }) => state !== 'creating' && namespace.Name.toLowerCase() === httpName)
    .map(({ namespace }) => namespace.Id);
  if (found.length === 0) throw new AwsError('NamespaceNotFound', `Failed to find namespace with name: ${httpName}`);
  const service = services(context).find(
    ({ service }) => service.Name.toLowerCase() === name && found.includes(service.NamespaceId),
  );
  if (!service) throw new AwsError('ServiceNotFound', `Failed to find service with name: ${name}`);
  return service;
}

const has = ({ instance }: InstanceRow, wanted: Record<string, string> = {}) =>
  Object.entries(wanted).every(([name, value]) => instance.Attributes[name] === value);

/** Without a health check an instance counts as healthy. */
function byHealth(rows: InstanceRow[], filter: HealthStatusFilter): InstanceRow[] {
  const healthy = rows.filter((row) => healthOf(row) !== 'UNHEALTHY');
  switch (filter) {
    case 'ALL':
      return rows;
    case 'HEALTHY':
      return healthy;
    case 'UNHEALTHY':
      return rows.filter((row) => healthOf(row) === 'UNHEALTHY');
    default:
      return healthy.length > 0 ? healthy : rows;
  }
}
