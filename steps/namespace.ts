import {
  CreatePrivateDnsNamespaceCommand,
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  ListNamespacesCommand,
  ListOperationsCommand,
  ResourceInUse,
} from '@aws-sdk/client-servicediscovery';
import { absent, broken, pending, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { cloudMapTags } from './cloud-map-tags.js';
import { pages } from './pages.js';
import { retagCloudMap } from './retag.js';
import { isOurs, upperTags } from './tags.js';
import type { Vpc } from './vpc.js';

interface NamespaceWant {
  readonly Name: string;
  readonly Vpc: string;
}
/** Creating gives an operation, which discloses the namespace once it is done. Deleting gives another one. */
interface NamespaceId {
  readonly namespaceId?: string;
  readonly operationId?: string;
}

export const namespaceResource = resource({
  type: 'namespace',
  fixed: ['Name', 'Vpc'],
  sameName: 'refuses',

  async create({ servicediscovery, token, tags }, { Name, Vpc }: NamespaceWant): Promise<NamespaceId> {
    const made = await servicediscovery.send(
      new CreatePrivateDnsNamespaceCommand({ Name, Vpc, CreatorRequestId: token, Tags: upperTags(tags) }),
    );
    return { operationId: required(made.OperationId, 'OperationId') };
  },

  // Other VPCs may have namespaces of the same name, and those are in nobody's way: only the tags tell.
  async find(cloud, { Name }) {
    const Filters = [{ Name: 'TYPE' as const, Values: ['DNS_PRIVATE'] }, { Name: 'NAME' as const, Values: [Name] }];
    const namespaces = await pages(async (NextToken) => {
      const answer = await cloud.servicediscovery.send(new ListNamespacesCommand({ Filters, NextToken }));
      return { items: answer.Namespaces, next: answer.NextToken };
    });
    const tagged = await Promise.all(
      namespaces.map(async ({ Id, Arn }) => ({ id: { namespaceId: Id }, tags: await cloudMapTags(cloud, Arn) })),
    );
    return tagged.find(({ tags }) => isOurs(cloud, tags));
  },

  async read(cloud, { namespaceId, operationId }) {
    const operation = operationId === undefined ? undefined : await operationOf(cloud, operationId);
    if (operation?.Status === 'FAIL') return broken(`${operation.ErrorCode}: ${operation.ErrorMessage}`);
    if (operation && operation.Status !== 'SUCCESS') return pending(`its operation is ${operation.Status}`);
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
});
export type Namespace = StepOf<typeof namespaceResource>;

async function operationOf({ servicediscovery }: Cloud, OperationId: string) {
  return (await servicediscovery.send(new GetOperationCommand({ OperationId }))).Operation;
}

/**
 * The namespace that an operation has created; undefined when it failed and there is none.
 * @throws ResourceInUse while it has not ended: a namespace cannot be deleted before it exists
 */
async function createdBy(cloud: Cloud, operationId: string | undefined): Promise<string | undefined> {
  const operation = operationId === undefined ? undefined : await operationOf(cloud, operationId);
  if (!operation || operation.Status === 'FAIL') return undefined;
  if (operation.Status === 'SUCCESS') return operation.Targets?.NAMESPACE;
  throw new ResourceInUse({ message: 'the namespace is still being created', $metadata: {} });
}

/** A deletion that an interrupted run has begun: asking for a second one would be refused. */
async function deletionOf({ servicediscovery }: Cloud, namespaceId: string): Promise<string | undefined> {
  const Filters = [
    { Name: 'NAMESPACE_ID' as const, Values: [namespaceId] },
    { Name: 'TYPE' as const, Values: ['DELETE_NAMESPACE'] },
    { Name: 'STATUS' as const, Condition: 'IN' as const, Values: ['SUBMITTED', 'PENDING'] },
  ];
  return (await servicediscovery.send(new ListOperationsCommand({ Filters }))).Operations?.[0]?.Id;
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
    why: `Private DNS, so that tasks can be found under ${domain}`,
    want: ({ vpc }) => ({ Name: domain, Vpc: vpc.vpcId }),
  });
