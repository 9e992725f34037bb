import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  GetServiceCommand,
  ListInstancesCommand,
  ListServicesCommand,
  UpdateServiceCommand,
  type DnsRecord,
  type InstanceSummary,
} from '@aws-sdk/client-servicediscovery';
import { ready, required, resource, step, type Cloud, type Holder, type StepOf } from '../src/step.js';
import { cloudMapTags } from './cloud-map-tags.js';
import type { Namespace } from './namespace.js';
import { pages } from './pages.js';
import { retagCloudMap } from './retag.js';
import { upperTags } from './tags.js';

interface CloudMapServiceWant {
  readonly Name: string;
  readonly NamespaceId: string;
  /** `SRV`: address and port. `A`: the address alone. */
  readonly Type: 'SRV' | 'A';
  /** Seconds that resolvers may keep an answer. */
  readonly TTL: number;
  /** Whether ECS tells Cloud Map which tasks are healthy; null where all that are registered count as healthy. */
  readonly HealthCheckCustomConfig: object | null;
}

export const cloudMapServiceResource = resource({
  type: 'cloud-map-service',
  fixed: ['Name', 'NamespaceId', 'Type', 'HealthCheckCustomConfig'],
  sameName: 'refuses',

  async create({ servicediscovery, token, tags }, want: CloudMapServiceWant) {
    const { Name, NamespaceId, Type, TTL, HealthCheckCustomConfig } = want;
    const DnsConfig = { RoutingPolicy: 'MULTIVALUE' as const, DnsRecords: [{ Type, TTL }] };
    const settings = { Name, NamespaceId, DnsConfig, ...(HealthCheckCustomConfig && { HealthCheckCustomConfig }) };
    const made = await servicediscovery.send(
      new CreateServiceCommand({ ...settings, CreatorRequestId: token, Tags: upperTags(tags) }),
    );
    return required(made.Service?.Id, 'Service.Id');
  },

  async find(cloud, { Name, NamespaceId }) {
    const Filters = [{ Name: 'NAMESPACE_ID' as const, Values: [NamespaceId] }];
    const services = await pages(async (NextToken) => {
      const answer = await cloud.servicediscovery.send(new ListServicesCommand({ Filters, NextToken }));
      return { items: answer.Services, next: answer.NextToken };
    });
    const service = services.find((it) => it.Name === Name);
    return service && { id: required(service.Id, 'Service.Id'), tags: await cloudMapTags(cloud, service.Arn) };
  },

  async read(cloud, serviceId) {
    const { Service } = await cloud.servicediscovery.send(new GetServiceCommand({ Id: serviceId }));
    const serviceArn = required(Service?.Arn, 'Service.Arn');
    const record = Service?.DnsConfig?.DnsRecords?.find(isOneOfOurs);
    const live = { Name: Service?.Name, NamespaceId: Service?.NamespaceId, Type: record?.Type, TTL: record?.TTL };
    return ready({ serviceId, serviceArn }, live, { tags: await cloudMapTags(cloud, serviceArn) });
  },

  // A record that is not passed is deleted: all of them, although only the TTL can change.
  async update({ servicediscovery }, Id, { Type, TTL }) {
    const DnsConfig = { DnsRecords: [{ Type, TTL }] };
    await servicediscovery.send(new UpdateServiceCommand({ Id, Service: { DnsConfig } }));
  },

  async retag(cloud, serviceId, set, remove) {
    await retagCloudMap(cloud, `service/${serviceId}`, set, remove);
  },

  // ECS deregisters its tasks by itself. What it has left behind would block this for ever.
  async delete(cloud, Id) {
    const left = (await instancesOf(cloud, Id)).filter(isTask);
    await Promise.all(left.map((task) => deregister(cloud, Id, task)));
    await cloud.servicediscovery.send(new DeleteServiceCommand({ Id }));
  },

  holders: async (cloud, Id) => (await instancesOf(cloud, Id)).map(asHolder),
});
export type CloudMapService = StepOf<typeof cloudMapServiceResource>;

const isOneOfOurs = (record: DnsRecord): record is DnsRecord & { Type: 'SRV' | 'A' } =>
  record.Type === 'SRV' || record.Type === 'A';

const instancesOf = ({ servicediscovery }: Cloud, ServiceId: string): Promise<readonly InstanceSummary[]> =>
  pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListInstancesCommand({ ServiceId, NextToken }));
    return { items: answer.Instances, next: answer.NextToken };
  });

/**
 * Whether ECS has registered it, and not somebody by hand.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-service-discovery.html
 */
const isTask = ({ Attributes }: InstanceSummary): boolean => Attributes?.['ECS_SERVICE_NAME'] !== undefined;

async function deregister({ servicediscovery }: Cloud, ServiceId: string, { Id }: InstanceSummary): Promise<void> {
  await servicediscovery.send(new DeregisterInstanceCommand({ ServiceId, InstanceId: Id }));
}

const asHolder = (instance: InstanceSummary): Holder => {
  const address = instance.Attributes?.['AWS_INSTANCE_IPV4'];
  return {
    type: 'cloud-map-instance',
    id: instance.Id ?? '',
    ...(address !== undefined && { description: address }),
    ...(isTask(instance) && { goesByItself: true }),
  };
};

/**
 * The list of one service's tasks. SRV records say address and port, and API Gateway needs both: with A records it
 * answers 5xx and no task ever sees a request. Programs that know the port ask for A. Billed per lookup by Cloud Map's
 * API; not by the task, as long as ECS registers it.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html, pricing
 * @param options.ttl seconds that resolvers may keep an answer
 * @param options.customHealthCheck ECS tells Cloud Map which tasks are healthy. For life: it can neither be added nor
 *   taken off. Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckCustomConfig.html
 */
export const cloudMapService = (
  name: string,
  needs: { namespace: Namespace },
  { serviceName, ttl, type = 'srv', customHealthCheck = false }: CloudMapServiceOptions,
) =>
  step({
    name,
    resource: cloudMapServiceResource,
    needs,
    why: `Keeps track of where the tasks of ${serviceName} are: ${type === 'srv' ? 'address and port' : 'by address'}`,
    want: ({ namespace }): CloudMapServiceWant => ({
      Name: serviceName,
      NamespaceId: namespace.namespaceId,
      Type: type === 'srv' ? 'SRV' : 'A',
      TTL: ttl,
      HealthCheckCustomConfig: customHealthCheck ? {} : null,
    }),
  });

interface CloudMapServiceOptions {
  readonly serviceName: string;
  readonly ttl: number;
  readonly type?: 'srv' | 'a';
  readonly customHealthCheck?: boolean;
}
