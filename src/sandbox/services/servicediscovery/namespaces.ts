import { latencies } from '../../../facts/latencies.js';
import {
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  ListNamespacesCommand,
  type Namespace,
  type NamespaceSummary,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, timer, type Context } from '../../service.js';
import { pageOf, passes, present } from './input.js';
import { beginOperation, operationOf, refuseDuplicate, succeedOperation, type Ending } from './operations.js';
import { namespaces, services, type NamespaceRow } from './tables.js';

/** Seconds until a namespace and its hosted zone are gone. */
const deletionSeconds = latencies['namespace deleted'].usual;

export const namespaceOperations = [
  on(GetNamespaceCommand, ({ Id }, context) => ({ Namespace: shown(context, existingNamespace(context, Id)) })),

  on(ListNamespacesCommand, (input, context) => {
    const visible = namespaces(context).all(
      (row) => row.state !== 'creating' && passes(input.Filters, (name) => filtered(row.namespace, name)),
    );
    const { items, more } = pageOf(visible, ({ namespace }) => namespace.Id, input);
    return { Namespaces: items.map((row) => summary(shown(context, row))), ...more };
  }),

  /** Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html */
  on(DeleteNamespaceCommand, (input, context) => {
    const row = existingNamespace(context, input.Id);
    const { Id } = row.namespace;
    refuseDuplicate(context, { NAMESPACE: Id });
    if (servicesIn(context, Id).length > 0)
      throw new AwsError(
        'ResourceInUse',
        'Namespace contains registered services; delete the services before deleting the namespace',
      );
    row.state = 'deleting';
    const targets = { NAMESPACE: Id };
    const deletion = { type: 'DELETE_NAMESPACE', targets, seconds: deletionSeconds, end: namespaceDeleted } as const;
    return { OperationId: beginOperation(context, deletion) };
  }),
];

/** @throws AwsError `NamespaceNotFound` also while it is being created */
export function existingNamespace(context: Context, id: string | undefined): NamespaceRow {
  const row = namespaces(context).get(present(id, 'id').split('/').at(-1) ?? '');
  if (!row || row.state === 'creating')
    throw new AwsError('NamespaceNotFound', `The namespace ${id ?? ''} can't be found.`);
  return row;
}

export const namespaceDeleted = timer<Ending>('servicediscovery/namespace-deleted', (context, { operationId }) => {
  namespaces(context).delete(operationOf(context, operationId).Targets.NAMESPACE ?? '');
  succeedOperation(context, operationId);
});

const servicesIn = (context: Context, id: string) => services(context).all(({ service }) => service.NamespaceId === id);

const shown = (context: Context, { namespace }: NamespaceRow): Namespace => ({
  ...namespace,
  ServiceCount: servicesIn(context, namespace.Id).length,
});

/** Lists leave out who asked for it. */
function summary({ CreatorRequestId: _, ...namespace }: Namespace): NamespaceSummary {
  return namespace;
}

function filtered({ Type, Name, Properties, ResourceOwner }: Namespace, name: string): string | undefined {
  switch (name) {
    case 'TYPE':
      return Type;
    case 'NAME':
      return Name;
    case 'HTTP_NAME':
      return Properties?.HttpProperties?.HttpName;
    case 'RESOURCE_OWNER':
      return ResourceOwner === undefined ? undefined : 'SELF';
    default:
      return undefined;
  }
}
