import type { Config } from '../src/config/schema.js';
import { required, type Step } from '../src/step.js';
import { cloudMapService, type CloudMapService } from './cloud-map-service.js';
import { ecsService } from './ecs-service.js';
import { logGroup } from './log-group.js';
import type { Network } from './network.js';
import type { Platform } from './platform.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import type { Where } from './stack.js';
import { taskDefinition } from './task-definition.js';

/** One service of a stack: what an ingress needs of it, and all its steps. */
export interface ContainerService {
  readonly name: string;
  readonly port: number;
  readonly routes: readonly string[];
  readonly group: SecurityGroup;
  readonly discovery: CloudMapService | undefined;
  readonly steps: readonly Step[];
}

/**
 * Logs, firewall, discovery, definition, and the service that keeps its tasks running.
 * @param name a key of `config.services`: also the name of the ECS service, the Cloud Map service and the family
 */
export function containerService(
  name: string,
  config: Config,
  { region }: Where,
  { net, base }: { net: Network; base: Platform },
): ContainerService {
  const service = required(config.services[name], `services.${name} in the config`);
  const { port, cpu, memory, count, routes } = service;

  const logGroupName = `/ecs/${config.name}/${name}`;
  const why = `Keeps what the containers of ${name} print`;
  const logs = logGroup(`${name}-log-group`, { logGroupName, retentionDays: service.logRetentionDays, why });
  const group = securityGroup(`${name}-security-group`, { vpc: net.vpc }, {
    groupName: `${config.name}-${name}`,
    description: `Around the tasks of ${name}`,
    egress: 'all',
  });
  const { namespace } = base;
  const discovery =
    service.discovery && namespace
      ? cloudMapService(`${name}-discovery`, { namespace }, { serviceName: name, ttl: service.discovery.ttl })
      : undefined;
  const container = { name, ...service };
  const needs = { role: base.role, logs };
  const definition = taskDefinition(`${name}-task-definition`, needs, { container, cpu, memory, region });
  const running = ecsService(
    `${name}-service`,
    {
      cluster: base.cluster,
      taskDefinition: definition,
      subnets: net.subnets,
      group,
      discovery,
      route: net.route,
      associations: net.associations,
      policy: base.policy,
      logs,
    },
    { serviceName: name, count, port },
  );

  const steps = [logs, group, ...(discovery ? [discovery] : []), definition, running];
  return { name, port, routes, group, discovery, steps };
}
