import { initialCount } from '../../src/config/initial-count.js';
import type { Config } from '../../src/config/schema.js';
import { discoveredPort } from '../../src/config/service-ports.js';
import { discoveryName } from '../../src/config/stack-names.js';
import { namedBy, required, type Step, type Where } from '../../src/step.js';
import { cloudMapService, type CloudMapService } from '../servicediscovery/cloud-map-service/resource.js';
import { ecsService, type EcsService } from '../ecs/ecs-service/resource.js';
import type { EcsTask } from '../ecs/ecs-task/resource.js';
import type { LoadBalancing } from './load-balancing.js';
import type { Network } from './network-parts.js';
import type { Platform } from './platform.js';
import { cidrRule, securityGroupRule } from '../ec2/security-group-rule/resource.js';
import type { SecurityGroup } from '../ec2/security-group/resource.js';
import { portParts, type PortParts } from './port-parts.js';
import type { ServiceParts, ServiceSettings } from './service-parts.js';
import type { TagOf } from './stack.js';
import { neededToRun, taskParts, type TaskParts, type TaskSurroundings } from './task-parts.js';
import { serviceStep } from './task-step-names.js';

/** The parts of one service: those of its tasks, ingress rules and discovery. */
export function serviceParts(
  name: string,
  config: Config,
  where: Where,
  shared: { net: Network; base: Platform; tagOf: TagOf },
): ServiceParts {
  const settings = required(config.services[name], `services.${name} in the config`);
  const { port } = settings;
  const ports = portParts(name, settings);
  const mapped = ports.flatMap(({ key, number, protocol, container }) =>
    key === undefined ? [] : [{ name: key, port: number, protocol, container }],
  );
  const task = { name, kind: 'services', settings, keep: settings.keep, ports: mapped } as const;
  const parts = taskParts(task, config, where, shared);
  const ingressRules = ports.flatMap((it) => it.settings.allow.map((cidr) => ingressRule(it, parts.group, cidr)));
  const discovery = discoveryOf(name, settings, shared.base);
  const steps = [...parts.steps, ...ingressRules, ...(discovery ? [discovery] : [])];
  return { ...parts, settings, port, discovery, steps };
}

const ingressRule = ({ name, number: port, protocol }: PortParts, group: SecurityGroup, cidr: string) =>
  cidrRule(
    `${name}-ingress-from-${cidr.replace(/[./]/g, '-')}`,
    { group },
    { direction: 'ingress', port, protocol, cidr, why: `Lets ${cidr} in to ${name}` },
  );

function discoveryOf(
  name: string,
  { discovery, routes }: ServiceSettings,
  { namespace }: Platform,
): CloudMapService | undefined {
  if (!discovery || !namespace) return undefined;
  const { type, ttl, customHealth } = discovery;
  const serviceName = discoveryName(name, discovery);
  const health = { customHealthCheck: customHealth ?? routes.length > 0, isHealthChosen: customHealth !== undefined };
  const service = cloudMapService(`${name}-discovery`, { namespace }, { serviceName, ttl, type, ...health });
  return namedBy(service, `services.${name}.discovery.name`);
}

/**
 * The security group rules for services that are called by others, or by jobs: one on the group of each side.
 * @param jobs those that may call, beside the services
 */
export function callRules(parts: readonly ServiceParts[], jobs: readonly TaskParts[]): Step[] {
  const named = new Map([...parts, ...jobs].map((it) => [it.name, it]));
  return parts.flatMap(({ name: service, group, settings: all }) =>
    portParts(service, all).flatMap(({ name, number: port, protocol, settings }) =>
      settings.calledBy.flatMap((callerName) => {
        const caller = required(named.get(callerName), `services.${callerName} in the config`);
        const inward = { direction: 'ingress', port, protocol, why: `Lets ${callerName} in to ${name}` } as const;
        const outward = { direction: 'egress', port, protocol, why: `Lets ${callerName} out to ${name}` } as const;
        return [
          securityGroupRule(`${name}-ingress-from-${callerName}`, { group, peer: caller.group }, inward),
          securityGroupRule(`${callerName}-egress-to-${name}`, { group: caller.group, peer: group }, outward),
        ];
      }),
    ),
  );
}

/** The ECS service, which keeps the tasks running. */
export function runningService(
  service: ServiceParts,
  surroundings: TaskSurroundings,
  /** `first`: the runs of jobs that each of its deployments waits for. */
  { balancing, first }: { balancing: LoadBalancing | undefined; first: readonly EcsTask[] },
): EcsService {
  const { name, settings, placement, discovery, exec } = service;
  const targets = balancing?.targets[name] ?? [];
  const needed = neededToRun(service, surroundings);
  return ecsService(
    serviceStep(name),
    {
      ...needed,
      first,
      discovery,
      listeners: [...new Set(targets.flatMap(({ listeners }) => listeners))],
      targetGroups: targets.map(({ group }) => group),
      capacity: settings.capacity ? surroundings.capacity : needed.capacity,
    },
    {
      serviceName: name,
      count: initialCount(settings),
      isAutoScaled: settings.scaling !== undefined,
      discoveredPort: discoveredPort(settings),
      targets: targets.map(({ port }) => ({ containerName: port.container, containerPort: port.number })),
      isPublic: placement === 'public',
      stopTimeouts: [settings, ...Object.values(settings.containers)].map((it) => it.stopTimeout),
      exec,
      rollout: settings.rollout,
      ...(settings.capacity && { shares: settings.capacity }),
      ...(settings.discovery && { recordType: settings.discovery.type }),
      ...(targets.length > 0 && {
        gracePeriod: settings.target.grace,
        deregistrationDelay: Math.max(...targets.map(({ port }) => port.settings.target.drain)),
      }),
    },
  );
}
