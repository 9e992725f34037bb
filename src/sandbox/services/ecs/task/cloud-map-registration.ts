import type { Context } from '../../../service.js';
import { addEvent, failedToDiscover } from '../service/service-events.js';
import { problemOf } from './refused.js';
import { operationUnderway } from '../../servicediscovery/operations.js';
import { deregister, register } from '../../servicediscovery/registration.js';
import { instanceKey, instances, services as cloudMapServices } from '../../servicediscovery/tables.js';
import { services, taskDefinitions, type ServiceRow, type TaskRow } from '../tables.js';

/**
 * A task is registered in Cloud Map from when it is healthy until it starts to stop. Its targets in target groups are
 * in task-targets.ts: they are registered earlier, and drain before the task stops.
 */

/**
 * Registers a healthy task, so that discovery finds it. Does nothing where its registry has been deleted. What Cloud Map refuses
 * is a service event; the task runs on, and is not found. That is believed.
 */
export function registerInCloudMap(context: Context, row: TaskRow): void {
  const service = services(context).get(row.serviceArn ?? '');
  const deployment = service?.deployments.find(({ id }) => id === row.deploymentId);
  const registry = deployment?.revision.serviceRegistries[0];
  const registered = cloudMapServices(context).get(registry?.registryArn?.split('/').at(-1) ?? '');
  if (!service || !registry || !registered) return;
  const Attributes = attributesOf(context, row, service, registry.port ?? registry.containerPort);
  const { Id, Name } = registered.service;
  const instance = { Id: instanceId(row), Attributes, CreatedByAccount: context.account };
  const problem = problemOf(() => register(context, Id, instance));
  if (problem === undefined) row.registeredIn = Id;
  else addEvent(context, service, failedToDiscover(Name, problem));
}

/**
 * Deregisters a task that is stopping. It is called at each stage of the stop, because a registration that is under way
 * can only be undone when it is complete.
 */
export function deregisterFromCloudMap(context: Context, row: TaskRow): void {
  const SERVICE = row.registeredIn;
  if (SERVICE === undefined || !instances(context).has(instanceKey(SERVICE, instanceId(row)))) return;
  if (operationUnderway(context, { SERVICE, INSTANCE: instanceId(row) })) return;
  deregister(context, SERVICE, instanceId(row));
  delete row.registeredIn;
}

const instanceId = ({ task }: TaskRow) => task.taskArn.split('/').at(-1) ?? '';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html */
function attributesOf(context: Context, { task, privateIpAddress }: TaskRow, { service }: ServiceRow, port?: number) {
  const definition = taskDefinitions(context).get(task.taskDefinitionArn.split('/').at(-1) ?? '')?.definition;
  return {
    AWS_INSTANCE_IPV4: privateIpAddress,
    ...(port !== undefined && { AWS_INSTANCE_PORT: String(port) }),
    AVAILABILITY_ZONE: task.availabilityZone ?? '',
    REGION: context.region,
    ECS_SERVICE_NAME: service.serviceName,
    ECS_CLUSTER_NAME: service.clusterArn.split('/').at(-1) ?? '',
    ECS_TASK_DEFINITION_FAMILY: definition?.family ?? '',
  };
}
