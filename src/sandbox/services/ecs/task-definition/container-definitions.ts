import type { ContainerDefinition, HealthCheck, NetworkMode, PortMapping } from '@aws-sdk/client-ecs';
import { clientException } from '../input.js';
import { checkDependencies } from './container-dependencies.js';
import { checkLimits } from './container-limits.js';

/**
 * The containers of a task definition, checked and with AWS's defaults filled in.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 * @throws AwsError `ClientException`
 */
export function checkedContainers(
  containers: readonly ContainerDefinition[],
  networkMode: NetworkMode | undefined,
): ContainerDefinition[] {
  if (containers.length === 0) throw clientException('Container list cannot be empty.');
  if (containers.length > 10) throw clientException('A task definition can have at most 10 containers.');
  for (const container of containers) checkContainer(container);
  const names = containers.map(({ name }) => name ?? '');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw clientException(`Container names must be unique in a task definition: ${twice} is not.`);
  if (containers.every(({ essential }) => essential === false))
    throw clientException('A task definition must have at least one essential container.');
  checkDependencies(containers);
  checkFirelens(containers);
  // Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, `links`
  if (networkMode !== undefined && networkMode !== 'bridge' && containers.some(({ links = [] }) => links.length > 0))
    throw clientException(`Links are not supported when networkMode=${networkMode}.`);
  if (networkMode === 'awsvpc') checkPortsOnce(containers);
  return containers.map((container) => withDefaults(container, networkMode));
}

/**
 * Sources: https://github.com/fabfuel/ecs-deploy/issues/164 and
 * https://github.com/aws/amazon-cloudwatch-logs-for-fluent-bit/issues/20
 */
function checkFirelens(containers: readonly ContainerDefinition[]): void {
  const isRouted = containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awsfirelens');
  const hasRouter = containers.some(({ firelensConfiguration }) => firelensConfiguration);
  if (isRouted && !hasRouter)
    throw clientException(
      'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.',
    );
  if (hasRouter && !isRouted)
    throw clientException(
      'When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.',
    );
}

function checkContainer(container: ContainerDefinition): void {
  const { name = '', image = '', healthCheck, logConfiguration } = container;
  if (name === '') throw clientException('Container.name should not be null or empty.');
  if (!/^[A-Za-z0-9_-]{1,255}$/.test(name))
    throw clientException(`Container.name contains invalid characters: ${name}.`);
  if (image === '') throw clientException('Container.image should not be null or empty.');
  if (!/^[\w:.\/#@+-]{1,255}$/.test(image)) throw clientException('Container.image contains invalid characters.');
  checkLimits(name, container);
  if (healthCheck) checkHealthCheck(name, healthCheck);
  const options = logConfiguration?.options ?? {};
  if (logConfiguration?.logDriver === 'awslogs')
    for (const option of ['awslogs-group', 'awslogs-region'])
      if (!options[option]) throw clientException(`Log driver awslogs requires options: ${option}.`);
}

function checkHealthCheck(container: string, { command = [], ...times }: HealthCheck): void {
  const refused = (what: string) => clientException(`Invalid setting for container '${container}'. ${what}`);
  if (command.length === 0 || !/^(CMD|CMD-SHELL|NONE)$/.test(command[0] ?? ''))
    throw refused('The health check command must start with CMD or CMD-SHELL.');
  const { interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = times;
  if (interval < 5 || interval > 300) throw refused('The health check interval must be between 5 and 300 seconds.');
  if (timeout < 2 || timeout > 120) throw refused('The health check timeout must be between 2 and 120 seconds.');
  if (retries < 1 || retries > 10) throw refused('The health check retries must be between 1 and 10.');
  if (startPeriod < 0 || startPeriod > 300) throw refused('The health check start period must be at most 300 seconds.');
}

function withDefaults(container: ContainerDefinition, networkMode: NetworkMode | undefined): ContainerDefinition {
  return {
    cpu: 0,
    essential: true,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...container,
    portMappings: (container.portMappings ?? []).map((mapping) => checkedPort(mapping, networkMode)),
    ...(container.healthCheck && { healthCheck: { interval: 30, timeout: 5, retries: 3, ...container.healthCheck } }),
  };
}

/** The words are believed. */
function checkPortsOnce(containers: readonly ContainerDefinition[]): void {
  const ports = containers.flatMap(({ portMappings = [] }) =>
    portMappings.flatMap(({ containerPort, protocol = 'tcp' }) =>
      containerPort ? [`${containerPort}/${protocol}`] : [],
    ),
  );
  const twice = ports.find((port, index) => ports.indexOf(port) !== index);
  if (twice !== undefined) throw clientException(`The container port ${twice} is mapped more than once in the task.`);
}

/** A task with its own network interface has one set of ports: host and container cannot differ. */
function checkedPort(mapping: PortMapping, networkMode: NetworkMode | undefined): PortMapping {
  const { containerPort, containerPortRange } = mapping;
  if (containerPort === undefined) {
    if (containerPortRange === undefined) throw clientException('Container port or container port range is required.');
    return mapping;
  }
  if (containerPort < 1 || containerPort > 65535) throw clientException(`Invalid container port: ${containerPort}.`);
  const { hostPort = networkMode === 'awsvpc' || networkMode === 'host' ? containerPort : 0 } = mapping;
  if (networkMode === 'awsvpc' && hostPort !== containerPort)
    throw clientException('When networkMode=awsvpc, the host ports and container ports in port mappings must match.');
  return { protocol: 'tcp', ...mapping, hostPort };
}
