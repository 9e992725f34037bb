import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  GetServiceCommand,
  ListInstancesCommand,
  ListServicesCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-servicediscovery';
import { ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { cloudMapTags } from './cloud-map-tags.js';
import type { Namespace } from './namespace.js';
import { pages } from './pages.js';
import { retagCloudMap } from './retag.js';
import { upperTags } from './tags.js';

interface CloudMapServiceWant {
  readonly Name: string;
  readonly NamespaceId: string;
  readonly Type: 'SRV';
  /** Seconds that resolvers may keep an answer. */
  readonly TTL: number;
}

export const cloudMapServiceResource = resource({
  type: 'cloud-map-service',
  fixed: ['Name', 'NamespaceId', 'Type'],
  sameName: 'refuses',

  async create({ servicediscovery, token, tags }, { Name, NamespaceId, Type, TTL }: CloudMapServiceWant) {
    const DnsConfig = { RoutingPolicy: 'MULTIVALUE' as const, DnsRecords: [{ Type, TTL }] };
    const made = await servicediscovery.send(
      new CreateServiceCommand({ Name, NamespaceId, DnsConfig, CreatorRequestId: token, Tags: upperTags(tags) }),
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
    const record = Service?.DnsConfig?.DnsRecords?.find(({ Type }) => Type === 'SRV');
    const live = { Name: Service?.Name, NamespaceId: Service?.NamespaceId, TTL: record?.TTL };
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
    await deregisterAll(cloud, Id);
    await cloud.servicediscovery.send(new DeleteServiceCommand({ Id }));
  },
});
export type CloudMapService = StepOf<typeof cloudMapServiceResource>;

async function deregisterAll({ servicediscovery }: Cloud, ServiceId: string): Promise<void> {
  const left = await pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListInstancesCommand({ ServiceId, NextToken }));
    return { items: answer.Instances, next: answer.NextToken };
  });
  await Promise.all(
    left.map(({ Id }) => servicediscovery.send(new DeregisterInstanceCommand({ ServiceId, InstanceId: Id }))),
  );
}

/**
 * The list of one service's tasks. SRV records say address and port, and API Gateway needs both: with A records it
 * answers 5xx and no task ever sees a request. Billed per registered task and month, and per lookup.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export const cloudMapService = (
  name: string,
  needs: { namespace: Namespace },
  { serviceName, ttl }: { serviceName: string; ttl: number },
) =>
  step({
    name,
    resource: cloudMapServiceResource,
    needs,
    why: `Keeps track of where the tasks of ${serviceName} are: address and port`,
    want: ({ namespace }) => ({
      Name: serviceName,
      NamespaceId: namespace.namespaceId,
      Type: 'SRV' as const,
      TTL: ttl,
    }),
  });
