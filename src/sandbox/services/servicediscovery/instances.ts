import {
  DeregisterInstanceCommand,
  GetInstanceCommand,
  GetInstancesHealthStatusCommand,
  ListInstancesCommand,
  RegisterInstanceCommand,
  UpdateInstanceCustomHealthStatusCommand,
  type HealthStatus,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, type Context } from '../../service.js';
import { invalidInput, matching, pageOf, present } from './input.js';
import { deregister, register } from './registration.js';
import { existingService, instancesOf } from './services.js';
import { instanceKey, instances, type InstanceRow } from './tables.js';

export const instanceOperations = [
  /** Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_RegisterInstance.html */
  on(RegisterInstanceCommand, (input, context) => {
    const { service } = existingService(context, input.ServiceId);
    const Id = matching(input.InstanceId, 'instanceId', /[0-9a-zA-Z_/:.@-]+/, 64);
    const Attributes = present(input.Attributes, 'attributes');
    for (const { Type } of service.DnsConfig?.DnsRecords ?? []) {
      const needed = Type === undefined ? undefined : attributeFor[Type];
      if (needed !== undefined && Attributes[needed] === undefined)
        throw invalidInput(`The instance must have the attribute ${needed} for the record type ${String(Type)}.`);
    }
    const CreatorRequestId = input.CreatorRequestId ?? context.world.hex(32);
    const instance = { Id, Attributes, CreatorRequestId, CreatedByAccount: context.account };
    return { OperationId: register(context, service.Id, instance) };
  }),

  on(DeregisterInstanceCommand, (input, context) => {
    const { serviceId, instance } = existingInstance(context, input);
    return { OperationId: deregister(context, serviceId, instance.Id) };
  }),

  on(GetInstanceCommand, (input, context) => ({
    ResourceOwner: context.account,
    Instance: existingInstance(context, input).instance,
  })),

  on(ListInstancesCommand, (input, context) => {
    const rows = instancesOf(context, existingService(context, input.ServiceId).service.Id);
    const { items, more } = pageOf(rows, ({ instance }) => instance.Id, input);
    const Instances = items.map(({ instance: { CreatorRequestId: _, ...summary } }) => summary);
    return { ResourceOwner: context.account, Instances, ...more };
  }),

  on(GetInstancesHealthStatusCommand, (input, context) => {
    const rows = instancesOf(context, existingService(context, input.ServiceId).service.Id);
    const unknown = input.Instances?.find((id) => !rows.some(({ instance }) => instance.Id === id));
    if (unknown !== undefined) throw instanceNotFound(unknown);
    const wanted = rows.filter(({ instance }) => input.Instances?.includes(instance.Id) ?? true);
    const { items, more } = pageOf(wanted, ({ instance }) => instance.Id, input);
    return { Status: Object.fromEntries(items.map((row) => [row.instance.Id, healthOf(row)])), ...more };
  }),

  on(UpdateInstanceCustomHealthStatusCommand, (input, context) => {
    const row = existingInstance(context, input);
    const { service } = existingService(context, row.serviceId);
    if (!service.HealthCheckCustomConfig)
      throw new AwsError('CustomHealthNotFound', `The service ${service.Id} has no custom health check.`);
    row.health = present(input.Status, 'status');
    return {};
  }),
];

/** What AWS cannot judge, it does not call healthy: without a health check the status is UNKNOWN. */
export const healthOf = ({ health }: InstanceRow): HealthStatus => health ?? 'UNKNOWN';

const attributeFor: { readonly [type: string]: string | undefined } = {
  A: 'AWS_INSTANCE_IPV4',
  AAAA: 'AWS_INSTANCE_IPV6',
  CNAME: 'AWS_INSTANCE_CNAME',
  SRV: 'AWS_INSTANCE_PORT',
};

interface Named {
  readonly ServiceId: string | undefined;
  readonly InstanceId: string | undefined;
}

function existingInstance(context: Context, { ServiceId, InstanceId }: Named): InstanceRow {
  const { service } = existingService(context, ServiceId);
  const id = present(InstanceId, 'instanceId');
  const row = instances(context).get(instanceKey(service.Id, id));
  if (!row) throw instanceNotFound(id);
  return row;
}

const instanceNotFound = (id: string) => new AwsError('InstanceNotFound', `The instance ${id} can't be found.`);
