import type { Context } from '../../service.js';
import { underway } from '../servicediscovery/operations.js';
import { deregister, register } from '../servicediscovery/registration.js';
import { instanceKey, instances, services as cloudMapServices } from '../servicediscovery/tables.js';
import { services, taskDefinitions, type ServiceRow, type TaskRow } from './tables.js';

/**
 * What becomes of a task in Cloud Map: it is found there from when it has become healthy until it is about to stop.
 * Its places in target groups, which it takes earlier and gives up with more ceremony, are in task-targets.ts.
 */

/** The task is healthy: whoever asks for the service shall find it. A registry that is gone by now is passed over. */
export function enterService(context: Context, row: TaskRow): void {
  const service = services(context).get(row.serviceArn ?? '');
  const deployment = service?.deployments.find(({ id }) => id === row.deploymentId);
  const registry = deployment?.revision.serviceRegistries[0];
  const registered = cloudMapServices(context).get(registry?.registryArn?.split('/').at(-1) ?? '');
  if (!service || !registry || !registered) return;
  const Attributes = attributesOf(context, row, service, registry.port ?? registry.containerPort);
  register(context, registered.service.Id, { Id: instanceId(row), Attributes, CreatedByAccount: context.account });
  row.registeredIn = registered.service.Id;
}

/**
 * The task is stopping: nobody shall be sent there any more. Called at each stage of that, because a registration
 * that is still underway can only be undone once it is done.
 */
export function leaveService(context: Context, row: TaskRow): void {
  const SERVICE = row.registeredIn;
  if (SERVICE === undefined || !instances(context).has(instanceKey(SERVICE, instanceId(row)))) return;
  if (underway(context, { SERVICE, INSTANCE: instanceId(row) })) return;
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
