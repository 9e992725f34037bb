import { createHash } from 'node:crypto';
import {
  CreateServiceCommand,
  type CreateServiceRequest,
  type DnsConfig,
  type NamespaceType,
  type ServiceType,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, type Context } from '../../service.js';
import { checkedDnsConfig } from './dns-records.js';
import { invalidInput, matching } from './input.js';
import { existingNamespace } from './namespaces.js';
import { shownService } from './services.js';
import { arnOf, services, type NamespaceRow, type ServiceRow } from './tables.js';
import { checkedTags } from './tags.js';

export const serviceCreationOperations = [
  /** Synchronous. Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateService.html */
  on(CreateServiceCommand, (input, context) => {
    const name = matching(input.Name, 'name', /[^\s]+/, 127);
    const namespace = existingNamespace(context, input.NamespaceId ?? input.DnsConfig?.NamespaceId);
    if (namespace.state === 'deleting')
      throw new AwsError('NamespaceNotFound', `The namespace ${namespace.namespace.Id} is being deleted.`);
    const dns = checkedDnsConfig(input, namespace.namespace.Type);
    checkHealth(input, namespace.namespace.Type);
    const tags = checkedTags(input.Tags);
    const earlier = sameName(context, namespace, name);
    if (earlier) return { Service: shownService(context, repeated(earlier, input)) };

    const row: ServiceRow = { service: serviceOf(context, input, { name, namespace, dns }), revision: 0, tags };
    services(context).set(row.service.Id, row);
    return { Service: shownService(context, row) };
  }),
];

interface Checked {
  readonly name: string;
  readonly namespace: NamespaceRow;
  readonly dns: DnsConfig | undefined;
}

/**
 * One that is made anew in the same namespace has the id of the old one.
 * Source: https://github.com/hashicorp/terraform-provider-aws/issues/46930
 */
const idOf = (namespaceId: string, name: string): string =>
  `srv-${createHash('sha256').update(`${namespaceId} ${name.toLowerCase()}`).digest('hex').slice(0, 16)}`;

function serviceOf(context: Context, input: CreateServiceRequest, checked: Checked): ServiceRow['service'] {
  const Id = idOf(checked.namespace.namespace.Id, checked.name);
  return {
    Id,
    Arn: arnOf(context, 'service', Id),
    ResourceOwner: context.account,
    Name: checked.name,
    NamespaceId: checked.namespace.namespace.Id,
    ...(input.Description !== undefined && { Description: input.Description }),
    ...(checked.dns && { DnsConfig: checked.dns }),
    Type: typeOf(input, checked.dns),
    ...(input.HealthCheckConfig && { HealthCheckConfig: { FailureThreshold: 1, ...input.HealthCheckConfig } }),
    // Whatever threshold is asked for, AWS takes one.
    ...(input.HealthCheckCustomConfig && { HealthCheckCustomConfig: { FailureThreshold: 1 } }),
    CreateDate: context.now,
    ...(input.CreatorRequestId !== undefined && { CreatorRequestId: input.CreatorRequestId }),
    CreatedByAccount: context.account,
  };
}

const sameName = (context: Context, { namespace }: NamespaceRow, name: string) =>
  services(context).find(
    ({ service }) => service.NamespaceId === namespace.Id && service.Name.toLowerCase() === name.toLowerCase(),
  );

/** The service an earlier request with the same CreatorRequestId made. */
function repeated(earlier: ServiceRow, input: CreateServiceRequest): ServiceRow {
  const { Id: ServiceId, Arn: ServiceArn, CreatorRequestId } = earlier.service;
  if (CreatorRequestId !== undefined && CreatorRequestId === input.CreatorRequestId) return earlier;
  const members = { ServiceId, ServiceArn, CreatorRequestId };
  throw new AwsError('ServiceAlreadyExists', 'Service already exists.', { members });
}

function typeOf({ Type }: CreateServiceRequest, dns: DnsConfig | undefined): ServiceType {
  return Type === 'HTTP' || !dns ? 'HTTP' : 'DNS_HTTP';
}

function checkHealth(input: CreateServiceRequest, namespace: NamespaceType | undefined): void {
  const { HealthCheckConfig, HealthCheckCustomConfig } = input;
  if (HealthCheckConfig && HealthCheckCustomConfig)
    throw invalidInput('Specify either HealthCheckConfig or HealthCheckCustomConfig, not both.');
  if (HealthCheckConfig && namespace === 'DNS_PRIVATE')
    throw invalidInput('HealthCheckConfig is not supported in a private DNS namespace.');
}
