import {
  CreatePrivateDnsNamespaceCommand,
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  ListNamespacesCommand,
  ListOperationsCommand,
  ResourceInUse,
  type NamespaceFilter,
  type Operation,
} from '@aws-sdk/client-servicediscovery';
import {
  GetHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  type HostedZoneSummary,
  type VPCRegion,
} from '@aws-sdk/client-route-53';
import { all } from '../../../src/all.js';
import { afterPrefix } from '../../../src/arn.js';
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
  type StepOf,
  type Dependent,
} from '../../../src/step.js';
import { pages } from '../../../src/pages.js';
import { servicesIn } from '../services-in.js';
import type { Vpc } from '../../ec2/vpc/resource.js';
import { upperTags } from '../../common/tags.js';
import { cloudMapTags, retagCloudMap } from '../tags.js';
import { billing } from './billing.js';
import { script } from './script.js';

interface NamespaceWant {
  readonly Name: string;
  readonly Vpc: string;
}
/**
 * CreatePrivateDnsNamespace answers with an operation, which has the id of the namespace when it is done. The deletion
 * has an operation of its own.
 */
interface NamespaceId {
  readonly namespaceId?: string;
  readonly operationId?: string;
}

const listed = ({ servicediscovery }: Cloud, Filters?: NamespaceFilter[]) =>
  pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListNamespacesCommand({ Filters, NextToken }));
    return { items: answer.Namespaces, next: answer.NextToken };
  });

export const namespaceResource = resource({
  type: 'namespace',
  quota: { name: 'namespaces', inUse: async (cloud) => (await listed(cloud)).length },
  uses: ['vpc'],
  billing,
  script,
  fixed: ['Name', 'Vpc'],
  sameName: 'refuses',
  nameMember: 'Name',
  namedWithin: 'Vpc',
  replace: 'create-first',

  async create({ servicediscovery, token, tags }, { Name, Vpc }: NamespaceWant): Promise<NamespaceId> {
    const made = await servicediscovery.send(
      new CreatePrivateDnsNamespaceCommand({ Name, Vpc, CreatorRequestId: token, Tags: upperTags(tags) }),
    );
    return { operationId: required(made.OperationId, 'OperationId') };
  },

  // Cloud Map shows a namespace that is being deleted as any other. Only the operation tells.
  async fromArn(arn, cloud) {
    const namespaceId = afterPrefix('servicediscovery', 'namespace/')(arn);
    if (namespaceId === undefined) return undefined;
    const operationId = await deletionOf(cloud, namespaceId);
    return { namespaceId, ...(operationId !== undefined && { operationId }) };
  },

  // Several VPCs may have a namespace of this name, ours too while it moves from one to another: the zone of this VPC tells
  // which is meant. Whoever has made it, it is in the way. But what Cloud Map is still making may be ours, and
  // CreatePrivateDnsNamespace tells.
  async find(cloud, { Name, Vpc }) {
    const zone = await zoneIn(cloud, Vpc, Name);
    if (!zone) return [];
    const Filters = [
      { Name: 'TYPE' as const, Values: ['DNS_PRIVATE'] },
      { Name: 'NAME' as const, Values: [Name] },
    ];
    const namespaces = await listed(cloud, Filters);
    const its = namespaces.find((it) => it.Properties?.DnsProperties?.HostedZoneId === zone.HostedZoneId);
    if (its) return [{ id: { namespaceId: its.Id }, tags: await cloudMapTags(cloud, its.Arn) }];
    const namespaceId = required(zone.HostedZoneId, 'HostedZoneId');
    return (await isOfCloudMap(cloud, namespaceId)) ? [] : [{ id: { namespaceId }, tags: {} }];
  },

  async read(cloud, { namespaceId, operationId }) {
    const operation = operationId === undefined ? undefined : await operationOf(cloud, operationId);
    if (operation?.Status === 'FAIL') return broken(`${operation.ErrorCode}: ${operation.ErrorMessage}`);
    if (operation && operation.Status !== 'SUCCESS') return underway(operation);
    if (operation?.Type === 'DELETE_NAMESPACE') return absent;
    const Id = namespaceId ?? operation?.Targets?.NAMESPACE;
    if (Id === undefined) return absent;
    const { Namespace: namespace } = await cloud.servicediscovery.send(new GetNamespaceCommand({ Id }));
    const tags = await cloudMapTags(cloud, required(namespace?.Arn, 'Namespace.Arn'));
    const better = namespaceId === undefined ? { id: { namespaceId: Id } } : {};
    return ready({ namespaceId: Id }, { Name: namespace?.Name }, { tags, ...better });
  },

  async retag(cloud, { namespaceId }, set, remove) {
    await retagCloudMap(cloud, `namespace/${required(namespaceId, 'the id of the namespace')}`, set, remove);
  },

  async delete(cloud, id) {
    const Id = id.namespaceId ?? (await createdBy(cloud, id.operationId));
    if (Id === undefined) return {};
    const underway = await deletionOf(cloud, Id);
    const deletion = underway ?? (await cloud.servicediscovery.send(new DeleteNamespaceCommand({ Id }))).OperationId;
    return { namespaceId: Id, operationId: required(deletion, 'OperationId') };
  },

  dependents: async (cloud, { namespaceId }) => (namespaceId === undefined ? [] : servicesOf(cloud, namespaceId)),
});
export type Namespace = StepOf<typeof namespaceResource>;

/** The private hosted zone of that name that a VPC has, whoever made it: it can have no second one. */
async function zoneIn({ route53, region }: Cloud, VPCId: string, name: string): Promise<HostedZoneSummary | undefined> {
  const zones = await pages(async (NextToken) => {
    const VPCRegion = region as VPCRegion;
    const answer = await route53.send(new ListHostedZonesByVPCCommand({ VPCId, VPCRegion, NextToken }));
    return { items: answer.HostedZoneSummaries, next: answer.NextToken };
  });
  return zones.find((it) => it.Name?.toLowerCase().replace(/\.$/, '') === name.toLowerCase());
}

/**
 * Whether Cloud Map has made a zone. It makes it before it lists its namespace.
 * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_LinkedService.html; its principal as the docs of
 * `aws_route53_zone` in terraform-provider-aws have it
 */
async function isOfCloudMap({ route53 }: Cloud, Id: string): Promise<boolean> {
  const { HostedZone: zone } = await route53.send(new GetHostedZoneCommand({ Id }));
  return zone?.LinkedService?.ServicePrincipal === 'servicediscovery.amazonaws.com';
}

/** The services in a namespace, whoever made them: with one of them, Cloud Map refuses its deletion. */
async function servicesOf(cloud: Cloud, namespaceId: string): Promise<Dependent[]> {
  const services = await servicesIn(cloud, namespaceId);
  return all(
    services.map(async ({ Id: id = '', Name, Arn }) => ({
      type: 'cloud-map-service',
      id,
      ...(Name !== undefined && { description: Name }),
      tags: await cloudMapTags(cloud, Arn),
      command: ['servicediscovery', 'delete-service', '--id', id],
    })),
  );
}

const underway = ({ Type, Status }: Operation) => {
  const why = `its operation is ${Status}`;
  return Type === 'DELETE_NAMESPACE' ? leaving(why) : pending(why);
};

async function operationOf({ servicediscovery }: Cloud, OperationId: string) {
  return (await servicediscovery.send(new GetOperationCommand({ OperationId }))).Operation;
}

/**
 * The namespace that an operation has created; undefined if it failed.
 * @throws ResourceInUse while it has not ended: a namespace cannot be deleted before it exists
 */
async function createdBy(cloud: Cloud, operationId: string | undefined): Promise<string | undefined> {
  const operation = operationId === undefined ? undefined : await operationOf(cloud, operationId);
  if (!operation || operation.Status === 'FAIL') return undefined;
  if (operation.Status === 'SUCCESS') return operation.Targets?.NAMESPACE;
  throw new ResourceInUse({ message: 'the namespace is still being created', $metadata: {} });
}

/** The operation of a deletion that an interrupted run has begun. Cloud Map would refuse a second one. */
async function deletionOf(cloud: Cloud, namespaceId: string): Promise<string | undefined> {
  const Filters = [
    { Name: 'NAMESPACE_ID' as const, Values: [namespaceId] },
    { Name: 'TYPE' as const, Values: ['DELETE_NAMESPACE'] },
    { Name: 'STATUS' as const, Condition: 'IN' as const, Values: ['SUBMITTED', 'PENDING'] },
  ];
  const { Operations = [] } = await cloud.servicediscovery.send(new ListOperationsCommand({ Filters }));
  // The list shows neither type nor target, so that each one is looked at: an endpoint may have ignored the filters.
  const operations = await all(Operations.map(({ Id = '' }) => operationOf(cloud, Id)));
  return operations.find((it) => it?.Type === 'DELETE_NAMESPACE' && it.Targets?.NAMESPACE === namespaceId)?.Id;
}

/**
 * The private DNS name under which services register. Billed per month as a hosted zone of Route 53.
 * Source: https://aws.amazon.com/cloud-map/pricing/
 */
export const namespace = (name: string, needs: { vpc: Vpc }, { domain }: { domain: string }) =>
  step({
    name,
    resource: namespaceResource,
    needs,
    why: `Private DNS names for tasks, under ${domain}`,
    want: ({ vpc }) => ({ Name: domain, Vpc: vpc.vpcId }),
  });
