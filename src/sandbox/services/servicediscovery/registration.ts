import type { Instance } from '@aws-sdk/client-servicediscovery';
import { refuseBeyond } from '../../quotas.js';
import { regional, timer, type Context } from '../../service.js';
import {
  beginOperation,
  failOperation,
  operationOf,
  refuseDuplicate,
  succeedOperation,
  type Ending,
} from './operations.js';
import { instanceKey, instances, services } from './tables.js';

/** Seconds until Route 53 has an instance's records, or has dropped them. */
const seconds = 4;

/**
 * Begins to register an instance, in place of one with the same id if there is one. Also what ECS does for a task.
 * @returns the operation's id
 * @throws AwsError `DuplicateRequest` while another operation is about the same instance; `ResourceLimitExceeded`
 */
export function register(context: Context, serviceId: string, instance: Instance & { Id: string }): string {
  const targets = { SERVICE: serviceId, INSTANCE: instance.Id };
  refuseDuplicate(context, targets);
  refuseTooMany(context, serviceId, instance.Id);
  const operationId = beginOperation(context, { type: 'REGISTER_INSTANCE', targets, seconds, end: instanceRegistered });
  wanted(context).set(operationId, instance);
  return operationId;
}

/**
 * Begins to remove an instance. @returns the operation's id
 * @throws AwsError `DuplicateRequest` while another operation is about the same instance
 */
export function deregister(context: Context, serviceId: string, instanceId: string): string {
  const targets = { SERVICE: serviceId, INSTANCE: instanceId };
  refuseDuplicate(context, targets);
  return beginOperation(context, { type: 'DEREGISTER_INSTANCE', targets, seconds, end: instanceDeregistered });
}

/**
 * Those that are being registered count, too.
 * @throws AwsError `ResourceLimitExceeded`
 */
function refuseTooMany(context: Context, serviceId: string, instanceId: string): void {
  const begun = [...wanted(context).keys()].map((operationId) => {
    const { SERVICE = '', INSTANCE = '' } = operationOf(context, operationId).Targets;
    return [instanceKey(SERVICE, INSTANCE), SERVICE] as const;
  });
  const there = [...instances(context)].map(([key, row]) => [key, row.serviceId] as const);
  const serviceOf = new Map([...there, ...begun, [instanceKey(serviceId, instanceId), serviceId]]);
  const count = (isMeant: (service: string) => boolean) => [...serviceOf.values()].filter(isMeant).length;
  const namespaceOf = (service: string) => services(context).get(service)?.service.NamespaceId;
  const namespace = namespaceOf(serviceId);
  const reached = (of: string) => (quota: number) =>
    `The maximum number of instances of a ${of}, ${quota}, has been reached.`;
  refuseBeyond(
    context,
    'service-instances',
    count((it) => it === serviceId),
    reached('service'),
  );
  const isInNamespace = (it: string) => namespaceOf(it) === namespace;
  refuseBeyond(context, 'namespace-instances', count(isInNamespace), reached('namespace'));
}

/** What is being registered, by operation, until it is. */
const wanted = regional<Instance & { Id: string }>('servicediscovery/registrations');

export const instanceRegistered = timer<Ending>('servicediscovery/instance-registered', (context, { operationId }) => {
  const service = services(context).get(operationOf(context, operationId).Targets.SERVICE ?? '');
  const instance = wanted(context).get(operationId);
  wanted(context).delete(operationId);
  if (!service || !instance)
    return failOperation(context, operationId, 'INVALID_INPUT', 'The service no longer exists.');
  const { AWS_INIT_HEALTH_STATUS: initial, ...Attributes } = instance.Attributes ?? {};
  instances(context).set(instanceKey(service.service.Id, instance.Id), {
    serviceId: service.service.Id,
    instance: { ...instance, Attributes },
    ...(service.service.HealthCheckCustomConfig && { health: initial === 'UNHEALTHY' ? 'UNHEALTHY' : 'HEALTHY' }),
  });
  service.revision++;
  succeedOperation(context, operationId);
});

export const instanceDeregistered = timer<Ending>('servicediscovery/instance-gone', (context, { operationId }) => {
  const { SERVICE = '', INSTANCE = '' } = operationOf(context, operationId).Targets;
  const service = services(context).get(SERVICE);
  if (service) service.revision++;
  instances(context).delete(instanceKey(SERVICE, INSTANCE));
  succeedOperation(context, operationId);
});
