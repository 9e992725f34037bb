import type { ServiceRegistry } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { services as cloudMapServices } from '../../servicediscovery/tables.js';
import { invalidParameter } from '../input.js';
import type { TaskDefinitionRow } from '../tables.js';

/**
 * Where the tasks of a service are registered: one Cloud Map service at most. An SRV record needs a port, given as
 * such or as a container's; an A record takes none.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html
 * @throws AwsError `InvalidParameterException`
 */
export function checkedRegistries(
  context: Context,
  registries: readonly ServiceRegistry[] = [],
  definition: TaskDefinitionRow,
): ServiceRegistry[] {
  const [registry] = registries;
  if (!registry) return [];
  if (registries.length > 1) throw invalidParameter('serviceRegistries can have at most 1 items.');
  const arn = registry.registryArn ?? '';
  if (!/^arn:[\w-]+:servicediscovery:[\w-]+:\d{12}:service\/srv-[\w-]+$/.test(arn))
    throw invalidParameter(`The format of the supplied service registry ARN is invalid: ${arn}.`);
  const found = cloudMapServices(context).find(({ service }) => service.Arn === arn);
  if (!found) throw invalidParameter(`The specified service registry could not be found: ${arn}.`);
  const hasPort = found.service.DnsConfig?.DnsRecords?.some(({ Type }) => Type === 'SRV') ?? true;
  if (hasPort) checkPort(registry, found.service.DnsConfig !== undefined);
  else refusePort(registry);
  if (registry.containerName !== undefined) checkContainer(registry, definition);
  return [registry];
}

/** @param required for an SRV record; a service that is found by API calls alone may do without */
function checkPort({ port, containerName, containerPort }: ServiceRegistry, required: boolean): void {
  const container = containerName !== undefined && containerPort !== undefined;
  if (port !== undefined && (containerName !== undefined || containerPort !== undefined))
    throw invalidParameter(
      "Specify a value for either 'port' or the 'containerName' and 'containerPort' combination, but not both. " +
        'Remove one and retry.',
    );
  if (required && port === undefined && !container)
    throw invalidParameter(
      "When the service registry has an SRV record, a value for either 'port' or the 'containerName' and " +
        "'containerPort' combination must be specified.",
    );
}

function refusePort(registry: ServiceRegistry): void {
  for (const member of ['port', 'containerPort', 'containerName'] as const)
    if (registry[member] !== undefined)
      throw invalidParameter(
        `The values specified for serviceRegistries do not require a value for '${member}'. ` +
          'Remove the value and retry.',
      );
}

function checkContainer({ containerName, containerPort }: ServiceRegistry, { definition }: TaskDefinitionRow): void {
  const container = definition.containerDefinitions.find(({ name }) => name === containerName);
  if (!container) throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
  if (!container.portMappings?.some((mapping) => mapping.containerPort === containerPort))
    throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
}
