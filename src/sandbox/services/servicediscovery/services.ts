import {
  DeleteServiceCommand,
  GetServiceCommand,
  ListServicesCommand,
  UpdateServiceCommand,
  type Service,
  type ServiceChange,
  type ServiceSummary,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, timer, type Context } from '../../service.js';
import { checkRecords } from './dns-records.js';
import { invalidInput, pageOf, passes, present } from './input.js';
import { beginOperation, refuseDuplicate, succeedOperation, operationUnderway, type Ending } from './operations.js';
import { instances, services, type InstanceRow, type ServiceRow } from './tables.js';

/** Seconds until Route 53 has changed every record of a service. */
const updateSeconds = 5;

export const serviceOperations = [
  on(GetServiceCommand, ({ Id }, context) => ({ Service: shownService(context, existingService(context, Id)) })),

  on(ListServicesCommand, (input, context) => {
    const matching = services(context).all(({ service }) => passes(input.Filters, (name) => filtered(service, name)));
    const { items, more } = pageOf(matching, ({ service }) => service.Id, input);
    return { Services: items.map((row) => summary(shownService(context, row))), ...more };
  }),

  /** Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_UpdateService.html */
  on(UpdateServiceCommand, (input, context) => {
    const row = existingService(context, input.Id);
    const { Id } = row.service;
    refuseDuplicate(context, { SERVICE: Id }, 'UPDATE_SERVICE');
    change(row.service, present(input.Service, 'service'));
    const targets = { SERVICE: Id };
    const update = { type: 'UPDATE_SERVICE', targets, seconds: updateSeconds, end: serviceUpdated } as const;
    return { OperationId: beginOperation(context, update) };
  }),

  on(DeleteServiceCommand, (input, context) => {
    const { Id } = existingService(context, input.Id).service;
    if (instancesOf(context, Id).length > 0 || operationUnderway(context, { SERVICE: Id }, 'REGISTER_INSTANCE'))
      throw new AwsError(
        'ResourceInUse',
        'Service contains registered instances; delete the instances before deleting the service',
      );
    services(context).delete(Id);
    return {};
  }),
];

/** @throws AwsError `ServiceNotFound` */
export function existingService(context: Context, id: string | undefined): ServiceRow {
  const row = services(context).get(present(id, 'id').split('/').at(-1) ?? '');
  if (!row) throw new AwsError('ServiceNotFound', `Service not found: ${id ?? ''}`);
  return row;
}

export const instancesOf = (context: Context, serviceId: string): InstanceRow[] =>
  instances(context).all((row) => row.serviceId === serviceId);

export const shownService = (context: Context, { service }: ServiceRow): Service => ({
  ...service,
  InstanceCount: instancesOf(context, service.Id).length,
});

export const serviceUpdated = timer<Ending>('servicediscovery/service-updated', (context, { operationId }) =>
  succeedOperation(context, operationId),
);

/**
 * Only the description and TTLs can change. Records that the request leaves out are deleted: AWS documents this trap,
 * and the sandbox has it so that users meet it here first.
 */
function change(service: ServiceRow['service'], wanted: ServiceChange): void {
  const kept = service.DnsConfig?.DnsRecords ?? [];
  const records = wanted.DnsConfig?.DnsRecords ?? [];
  if (wanted.DnsConfig) checkRecords(records);
  const added = records.find(({ Type }) => !kept.some((record) => record.Type === Type));
  if (added) throw invalidInput(`The record type ${String(added.Type)} cannot be added to an existing service.`);
  if (wanted.Description !== undefined) service.Description = wanted.Description;
  if (service.DnsConfig) service.DnsConfig = { ...service.DnsConfig, DnsRecords: records };
  if (wanted.HealthCheckConfig) service.HealthCheckConfig = wanted.HealthCheckConfig;
  else delete service.HealthCheckConfig;
}

/** Lists leave out who asked for it, and which namespace it is in. */
function summary({ CreatorRequestId: _, NamespaceId: __, ...rest }: Service): ServiceSummary {
  return rest;
}

function filtered({ NamespaceId, ResourceOwner }: Service, name: string): string | undefined {
  if (name === 'NAMESPACE_ID') return NamespaceId;
  return name === 'RESOURCE_OWNER' && ResourceOwner !== undefined ? 'SELF' : undefined;
}
