import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  ListInstancesCommand,
  UpdateServiceCommand,
  type DnsRecord,
  type InstanceSummary,
  type Service,
} from '@aws-sdk/client-servicediscovery';
import { all } from '../../../src/all.js';
import { afterPrefix } from '../../../src/arn.js';
import { ready, required, resource, step, type Cloud, type Dependent, type StepOf } from '../../../src/step.js';
import type { Namespace } from '../namespace/resource.js';
import { pages } from '../../../src/pages.js';
import { asListed } from '../../common/listed.js';
import { getService, pageOfServices, servicesIn } from '../services-in.js';
import { upperTags } from '../../common/tags.js';
import { cloudMapTags, retagCloudMap } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';

interface CloudMapServiceWant {
  readonly Name: string;
  readonly NamespaceId: string;
  /** `SRV`: address and port. `A`: the address alone. */
  readonly Type: 'SRV' | 'A';
  /** Seconds for which DNS resolvers may cache an answer. */
  readonly TTL: number;
  /** Present if ECS reports the health of tasks to Cloud Map; null if all registered tasks count as healthy. */
  readonly HealthCheckCustomConfig: object | null;
  /** Nobody has chosen that: what is there already stays as it is. */
  readonly isHealthByDefault?: true;
}

export const cloudMapServiceResource = resource({
  type: 'cloud-map-service',
  uses: ['namespace'],
  billing,
  script,
  fixed: ['Name', 'NamespaceId', 'Type', 'HealthCheckCustomConfig'],
  initial: ({ isHealthByDefault }: CloudMapServiceWant) =>
    isHealthByDefault ? ['HealthCheckCustomConfig', 'isHealthByDefault'] : ['isHealthByDefault'],
  sameName: 'refuses',
  nameMember: 'Name',
  namedWithin: 'NamespaceId',
  // A service of ECS moves to another registry with a new deployment, and what leads to the old one follows then.
  // Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, `serviceRegistries`
  replace: 'create-first',

  async create({ servicediscovery, token, tags }, want: CloudMapServiceWant) {
    const { Name, NamespaceId, Type, TTL, HealthCheckCustomConfig } = want;
    const DnsConfig = { RoutingPolicy: 'MULTIVALUE' as const, DnsRecords: [{ Type, TTL }] };
    const settings = { Name, NamespaceId, DnsConfig, ...(HealthCheckCustomConfig && { HealthCheckCustomConfig }) };
    const made = await servicediscovery.send(
      new CreateServiceCommand({ ...settings, CreatorRequestId: token, Tags: upperTags(tags) }),
    );
    return required(made.Service?.Id, 'Service.Id');
  },

  fromArn: afterPrefix('servicediscovery', 'service/'),
  async find(cloud, { Name, NamespaceId }) {
    const [service] = await servicesIn(cloud, NamespaceId, (it) => it.Name === Name);
    return service ? [{ id: required(service.Id, 'Service.Id'), tags: await cloudMapTags(cloud, service.Arn) }] : [];
  },

  async read(cloud, serviceId) {
    const listed = await asListed(cloud, pageOfServices(cloud), ({ Id }) => Id === serviceId);
    const service: Service | undefined = listed ?? (await getService(cloud, serviceId));
    const serviceArn = required(service?.Arn, 'Service.Arn');
    const record = service?.DnsConfig?.DnsRecords?.find(isOneOfOurs);
    const live = { Name: service?.Name, Type: record?.Type, TTL: record?.TTL };
    // The list does not show in which namespace it is. It stays there.
    const place = listed ? {} : { NamespaceId: service?.NamespaceId };
    return ready({ serviceId, serviceArn }, { ...live, ...place }, { tags: await cloudMapTags(cloud, serviceArn) });
  },

  // All records are sent, although only the TTL can change, because UpdateService deletes those that are left out.
  async update({ servicediscovery }, Id, { Type, TTL }) {
    const DnsConfig = { DnsRecords: [{ Type, TTL }] };
    await servicediscovery.send(new UpdateServiceCommand({ Id, Service: { DnsConfig } }));
  },

  async retag(cloud, serviceId, set, remove) {
    await retagCloudMap(cloud, `service/${serviceId}`, set, remove);
  },

  additions: async (cloud, serviceId) =>
    (await instancesOf(cloud, serviceId))
      .filter((it) => !isTask(it))
      .map(({ Id: instanceId = '', Attributes }) => ({
        type: 'cloud-map-instance',
        id: { serviceId, instanceId },
        description: `the instance ${instanceId} at ${Attributes?.['AWS_INSTANCE_IPV4'] ?? 'no address'}, which is no task`,
      })),

  // ECS deregisters its tasks by itself. Instances that it has left registered would block the deletion for ever.
  async delete(cloud, Id) {
    const left = (await instancesOf(cloud, Id)).filter(isTask);
    await all(left.map((task) => deregister(cloud, Id, task)));
    await cloud.servicediscovery.send(new DeleteServiceCommand({ Id }));
  },

  dependents: async (cloud, Id) => (await instancesOf(cloud, Id)).map((it) => asHolder(Id, it)),
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
 * Whether ECS registered the instance, and not a person.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-service-discovery.html
 */
const isTask = ({ Attributes }: InstanceSummary): boolean => Attributes?.['ECS_SERVICE_NAME'] !== undefined;

async function deregister({ servicediscovery }: Cloud, ServiceId: string, { Id }: InstanceSummary): Promise<void> {
  await servicediscovery.send(new DeregisterInstanceCommand({ ServiceId, InstanceId: Id }));
}

const asHolder = (serviceId: string, instance: InstanceSummary): Dependent => {
  const { Id: id = '' } = instance;
  const address = instance.Attributes?.['AWS_INSTANCE_IPV4'];
  return {
    type: 'cloud-map-instance',
    id,
    ...(address !== undefined && { description: address }),
    ...(isTask(instance)
      ? { goesByItself: true }
      : {
          command: ['servicediscovery', 'deregister-instance', '--service-id', serviceId, '--instance-id', id],
        }),
  };
};

/**
 * Registers the tasks of one service. SRV records have address and port, and API Gateway needs both: with A records it
 * answers 5xx and no task ever sees a request. Programs that know the port ask for A. Billed per lookup by Cloud Map's
 * API; not by the task, as long as ECS registers it.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html, pricing
 * @param options.ttl seconds for which DNS resolvers may cache an answer
 * @param options.customHealthCheck whether ECS reports the health of tasks to Cloud Map. It can neither be added nor
 *   taken off. Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_HealthCheckCustomConfig.html
 * @param options.isHealthChosen whether the config says so. Else what is there already stays as it is
 */
export const cloudMapService = (
  name: string,
  needs: { namespace: Namespace },
  { serviceName, ttl, type = 'srv', customHealthCheck = false, isHealthChosen = true }: CloudMapServiceOptions,
) =>
  step({
    name,
    resource: cloudMapServiceResource,
    needs,
    why: `Registers where the tasks of ${serviceName} are: ${type === 'srv' ? 'address and port' : 'the address'}`,
    want: ({ namespace }): CloudMapServiceWant => ({
      Name: serviceName,
      NamespaceId: namespace.namespaceId,
      Type: type === 'srv' ? 'SRV' : 'A',
      TTL: ttl,
      HealthCheckCustomConfig: customHealthCheck ? {} : null,
      ...(!isHealthChosen && { isHealthByDefault: true }),
    }),
  });

interface CloudMapServiceOptions {
  readonly serviceName: string;
  readonly ttl: number;
  readonly type?: 'srv' | 'a';
  readonly customHealthCheck?: boolean;
  readonly isHealthChosen?: boolean;
}
