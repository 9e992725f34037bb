import {
  CreateHttpNamespaceCommand,
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  DeleteNamespaceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  DiscoverInstancesCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  GetServiceCommand,
  ListInstancesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  RegisterInstanceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
  type CreateServiceCommandInput,
} from '@aws-sdk/client-servicediscovery';
import { namespaceOf } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source => `https://docs.aws.amazon.com/cloud-map/latest/api/API_${operation}.html`;

/** A service of the shared namespace with SRV records. @returns its id */
async function serviceIn(story: Story, more: Partial<CreateServiceCommandInput> = {}): Promise<string> {
  const { servicediscovery, given, name, tagList: Tags } = story;
  const input = {
    ...{ Name: name('svc'), NamespaceId: await given.namespace(), Tags },
    DnsConfig: { DnsRecords: [{ Type: 'SRV' as const, TTL: 10 }] },
  };
  const { Service } = await servicediscovery.send(new CreateServiceCommand({ ...input, ...more }));
  return `${Service?.Id}`;
}

/** A service that has no DNS records: its namespace is asked by API alone. */
const httpServiceIn = async (story: Story): Promise<string> => {
  const { servicediscovery, given, name, tagList: Tags } = story;
  const input = { Name: name('svc'), NamespaceId: await given.httpNamespace(), Tags };
  return `${(await servicediscovery.send(new CreateServiceCommand(input))).Service?.Id}`;
};

const operation =
  ({ servicediscovery }: Story, OperationId: string | undefined) =>
  async () =>
    (await servicediscovery.send(new GetOperationCommand({ OperationId }))).Operation?.Status;

/** What an operation goes through that is to succeed. */
const success = { through: ['SUBMITTED', 'PENDING'], goal: 'SUCCESS', seconds: 300 };

async function register(story: Story, ServiceId: string, InstanceId: string): Promise<void> {
  const Attributes = { AWS_INSTANCE_IPV4: '10.99.0.200', AWS_INSTANCE_PORT: '80' };
  const { OperationId } = await story.servicediscovery.send(
    new RegisterInstanceCommand({ ServiceId, InstanceId, Attributes }),
  );
  await story.check.becomes('the registration', operation(story, OperationId), success);
}

export const servicediscovery = probesOf('servicediscovery', [
  {
    title: 'a private namespace is made by an operation, which names it once it has succeeded',
    source: api('CreatePrivateDnsNamespace'),
    seconds: 120,
    async run(story) {
      const { check, servicediscovery, given, name, tagList: Tags } = story;
      const input = { Name: `${name('ns')}.test`, Vpc: await given.vpc(), Tags };
      const { OperationId } = await servicediscovery.send(new CreatePrivateDnsNamespaceCommand(input));
      check.matches('the id of the operation', OperationId, /^[a-z0-9-]{10,}$/);
      await check.becomes('its status', operation(story, OperationId), success);
      const { Operation } = await servicediscovery.send(new GetOperationCommand({ OperationId }));
      check.equal('its type', Operation?.Type, 'CREATE_NAMESPACE');
      const Id = `${Operation?.Targets?.NAMESPACE}`;
      check.matches('the id of the namespace', Id, /^ns-/);
      const { Namespace } = await servicediscovery.send(new GetNamespaceCommand({ Id }));
      check.has('the namespace', Namespace, 'Arn', 'Name', 'Type', 'CreateDate', 'Properties');
      check.equal('its type', Namespace?.Type, 'DNS_PRIVATE');
      check.matches('its hosted zone', Namespace?.Properties?.DnsProperties?.HostedZoneId, /^Z/);
    },
  },
  {
    title:
      'the name of a private namespace is taken once in a VPC: CANNOT_CREATE_HOSTED_ZONE or NamespaceAlreadyExists',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
    seconds: 120,
    async run(story) {
      const { check, servicediscovery, given, tagList: Tags } = story;
      const { Namespace } = await servicediscovery.send(new GetNamespaceCommand({ Id: await given.namespace() }));
      const command = new CreatePrivateDnsNamespaceCommand({ Name: Namespace?.Name, Vpc: await given.vpc(), Tags });
      // It is refused at once, or by its operation.
      const refused = servicediscovery.send(command).then(async ({ OperationId }) => {
        await namespaceOf(story, OperationId);
      });
      const error = await refused.then(
        () => undefined,
        (error: unknown) => String(error),
      );
      check.matches(
        'why not',
        error,
        /NamespaceAlreadyExists|CANNOT_CREATE_HOSTED_ZONE|ConflictingDomainExists|already/,
      );
    },
  },
  {
    title: 'the name of an HTTP namespace is taken once: NamespaceAlreadyExists, which names it',
    source: api('CreateHttpNamespace'),
    async run({ check, servicediscovery, given }) {
      const Id = await given.httpNamespace();
      const { Namespace } = await servicediscovery.send(new GetNamespaceCommand({ Id }));
      const command = new CreateHttpNamespaceCommand({ Name: Namespace?.Name });
      const error = await check.refused('CreateHttpNamespace', servicediscovery.send(command), {
        code: 'NamespaceAlreadyExists',
        means: ['create', 'taken'],
      });
      check.equal('the namespace that it names', error['NamespaceId'], Id);
    },
  },
  {
    title: 'a namespace that is not there is refused: NamespaceNotFound',
    source: api('GetNamespace'),
    async run({ check, servicediscovery }) {
      const command = new GetNamespaceCommand({ Id: 'ns-abcdefghijklmnop' });
      await check.refused('GetNamespace', servicediscovery.send(command), {
        code: 'NamespaceNotFound',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'an operation that is not there is refused: OperationNotFound',
    source: api('GetOperation'),
    async run({ check, servicediscovery }) {
      const command = new GetOperationCommand({ OperationId: 'abcdefghijklmnopqrstuvwxyz123456-abcdefgh' });
      await check.refused('GetOperation', servicediscovery.send(command), { code: 'OperationNotFound' });
    },
  },
  {
    title: 'a namespace with a service in it is not deleted: ResourceInUse',
    source: api('DeleteNamespace'),
    async run(story) {
      const { check, servicediscovery, given } = story;
      await httpServiceIn(story);
      const command = new DeleteNamespaceCommand({ Id: await given.httpNamespace() });
      await check.refused('DeleteNamespace', servicediscovery.send(command), {
        code: 'ResourceInUse',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a namespace is deleted by an operation, and is gone afterwards',
    source: api('DeleteNamespace'),
    seconds: 120,
    async run(story) {
      const { check, servicediscovery, name, tagList: Tags } = story;
      const made = await servicediscovery.send(new CreateHttpNamespaceCommand({ Name: name('http'), Tags }));
      const Id = await namespaceOf(story, made.OperationId);
      const { OperationId } = await servicediscovery.send(new DeleteNamespaceCommand({ Id }));
      await check.becomes('the operation', operation(story, OperationId), success);
      await check.refused('GetNamespace', servicediscovery.send(new GetNamespaceCommand({ Id })), {
        code: 'NamespaceNotFound',
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a service is made at once, with an ARN and its records',
    source: api('CreateService'),
    async run(story) {
      const { check, servicediscovery } = story;
      const Id = await serviceIn(story);
      const { Service } = await servicediscovery.send(new GetServiceCommand({ Id }));
      check.matches('its id', Service?.Id, /^srv-/);
      check.has('the service', Service, 'Arn', 'Name', 'NamespaceId', 'CreateDate', 'DnsConfig');
      check.equal('the records', Service?.DnsConfig?.DnsRecords, [{ Type: 'SRV', TTL: 10 }]);
      check.equal('how DNS answers', Service?.DnsConfig?.RoutingPolicy, 'MULTIVALUE');
    },
  },
  {
    title: 'the name of a service is taken once: ServiceAlreadyExists, which names it',
    source: api('CreateService'),
    async run(story) {
      const { check, name } = story;
      const Name = name('svc');
      const id = await serviceIn(story, { Name });
      const error = await check.refused('CreateService', serviceIn(story, { Name }), {
        code: 'ServiceAlreadyExists',
        means: ['create', 'taken'],
      });
      check.equal('the service that it names', error['ServiceId'], id);
    },
  },
  {
    title: 'the same request for a service twice, with the same CreatorRequestId, answers the same service or names it',
    source: api('CreateService'),
    async run(story) {
      const { check, name, token } = story;
      const more = { Name: name('svc'), CreatorRequestId: token() };
      const first = await serviceIn(story, more);
      const second = await serviceIn(story, more).catch(
        (error: unknown) => (error as { ServiceId?: string }).ServiceId,
      );
      check.matches('the first id', first, /^srv-/);
      check.equal('the second id', second, first);
    },
  },
  {
    title: 'a service in a namespace that is not there is refused: NamespaceNotFound',
    source: api('CreateService'),
    async run(story) {
      await story.check.refused('CreateService', serviceIn(story, { NamespaceId: 'ns-abcdefghijklmnop' }), {
        code: 'NamespaceNotFound',
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'the TTL of a record is changed in place, by an operation',
    source: api('UpdateService'),
    seconds: 60,
    async run(story) {
      const { check, servicediscovery } = story;
      const Id = await serviceIn(story);
      const Service = { DnsConfig: { DnsRecords: [{ Type: 'SRV' as const, TTL: 30 }] } };
      const { OperationId } = await servicediscovery.send(new UpdateServiceCommand({ Id, Service }));
      await check.becomes('the operation', operation(story, OperationId), success);
      const read = async () =>
        (await servicediscovery.send(new GetServiceCommand({ Id }))).Service?.DnsConfig?.DnsRecords?.[0]?.TTL;
      await check.shows('the TTL', read, 30);
    },
  },
  {
    title: 'a service that is not there is refused: ServiceNotFound',
    source: api('GetService'),
    async run({ check, servicediscovery }) {
      const Id = 'srv-abcdefghijklmnop';
      await check.refused('GetService', servicediscovery.send(new GetServiceCommand({ Id })), {
        code: 'ServiceNotFound',
        means: ['read', 'gone'],
      });
      await check.refused('DeleteService', servicediscovery.send(new DeleteServiceCommand({ Id })), {
        code: 'ServiceNotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a service with an instance is not deleted: ResourceInUse; without, it is',
    source: api('DeleteService'),
    seconds: 120,
    async run(story) {
      const { check, servicediscovery } = story;
      const Id = await serviceIn(story);
      await register(story, Id, 'one');
      await check.refused('DeleteService', servicediscovery.send(new DeleteServiceCommand({ Id })), {
        code: 'ResourceInUse',
        means: ['delete', 'in-use'],
      });
      const { OperationId } = await servicediscovery.send(
        new DeregisterInstanceCommand({ ServiceId: Id, InstanceId: 'one' }),
      );
      await check.becomes('the deregistration', operation(story, OperationId), success);
      await servicediscovery.send(new DeleteServiceCommand({ Id }));
    },
  },
  {
    title: 'an instance that is not there is not deregistered: InstanceNotFound, which the program looks at again',
    source: api('DeregisterInstance'),
    async run(story) {
      const { check, servicediscovery } = story;
      const command = new DeregisterInstanceCommand({ ServiceId: await serviceIn(story), InstanceId: 'nobody' });
      await check.refused('DeregisterInstance', servicediscovery.send(command), {
        code: 'InstanceNotFound',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a registered instance is listed, and discovered with address and port',
    source: api('DiscoverInstances'),
    seconds: 60,
    async run(story) {
      const { check, servicediscovery, given } = story;
      const Id = await serviceIn(story);
      await register(story, Id, 'one');
      const { Instances = [] } = await servicediscovery.send(new ListInstancesCommand({ ServiceId: Id }));
      check.equal(
        'the list',
        Instances.map((it) => it.Id),
        ['one'],
      );
      const { Service } = await servicediscovery.send(new GetServiceCommand({ Id }));
      const { Namespace } = await servicediscovery.send(new GetNamespaceCommand({ Id: await given.namespace() }));
      const command = () =>
        new DiscoverInstancesCommand({ NamespaceName: Namespace?.Name, ServiceName: Service?.Name });
      const read = async () => {
        const found = await servicediscovery.send(command());
        return found.Instances?.map(({ InstanceId, Attributes }) => [
          InstanceId,
          Attributes?.['AWS_INSTANCE_IPV4'],
          Attributes?.['AWS_INSTANCE_PORT'],
        ]);
      };
      await check.shows('what is discovered', read, [['one', '10.99.0.200', '80']]);
    },
  },
  {
    title: 'services are listed by their namespace',
    source: api('ListServices'),
    async run(story) {
      const { check, servicediscovery, given } = story;
      const id = await httpServiceIn(story);
      const Filters = [
        { Name: 'NAMESPACE_ID' as const, Values: [await given.httpNamespace()], Condition: 'EQ' as const },
      ];
      const read = async () =>
        (await servicediscovery.send(new ListServicesCommand({ Filters }))).Services?.some(({ Id }) => Id === id);
      await check.shows('whether it is there', read, true);
    },
  },
  {
    title: 'tags are reached by ARN',
    source: api('TagResource'),
    async run(story) {
      const { check, servicediscovery, tagList } = story;
      const { Service } = await servicediscovery.send(new GetServiceCommand({ Id: await httpServiceIn(story) }));
      const ResourceARN = `${Service?.Arn}`;
      const read = async () =>
        (await servicediscovery.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags?.length;
      await servicediscovery.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'probe', Value: '1' }] }));
      await check.shows('how many tags', read, tagList.length + 1);
      await servicediscovery.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['probe'] }));
      await check.shows('how many tags are left', read, tagList.length);
    },
  },
]);
