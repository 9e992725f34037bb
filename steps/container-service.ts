import { placementOf } from '../src/config/placement.js';
import type { Config } from '../src/config/schema.js';
import { discoveryName, serviceLogGroupName } from '../src/config/stack-names.js';
import { first, required, type Step } from '../src/step.js';
import { cloudMapService, type CloudMapService } from './cloud-map-service.js';
import type { Capacity } from './capacity.js';
import { ecrRepository } from './ecr-repository.js';
import { ecsService } from './ecs-service.js';
import { image } from './image.js';
import type { LoadBalancing } from './load-balancing.js';
import { logGroup, type LogGroup } from './log-group.js';
import type { Network, Side } from './network-parts.js';
import type { Platform } from './platform.js';
import { cidrRule, securityGroupRule } from './security-group-rule.js';
import { securityGroup, type SecurityGroup } from './security-group.js';
import type { TagOf, Where } from './stack.js';
import { taskDefinition, type TaskDefinition } from './task-definition.js';

type Settings = Config['services'][string];

/** One service of a stack, all but the running of it: what others build on, and its steps so far. */
export interface ServiceParts {
  /** A key of `config.services`: also the name of the ECS service and of its tasks' family. */
  readonly name: string;
  readonly port: number;
  readonly settings: Settings;
  readonly placement: 'public' | 'private';
  /** Its subnets, and what leads out of them. */
  readonly side: Side;
  readonly group: SecurityGroup;
  readonly discovery: CloudMapService | undefined;
  readonly definition: TaskDefinition;
  readonly logs: LogGroup;
  readonly steps: readonly Step[];
}

/** Logs, firewall, discovery, image and definition. */
export function serviceParts(
  name: string,
  config: Config,
  where: Where,
  { net, base, tagOf }: { net: Network; base: Platform; tagOf: TagOf },
): ServiceParts {
  const settings = required(config.services[name], `services.${name} in the config`);
  const { port, cpu, memory, architecture } = settings;
  const placement = placementOf(config, settings);

  const logGroupName = serviceLogGroupName(config.name, name, settings);
  const why = `Keeps what the containers of ${name} print`;
  const logs = logGroup(`${name}-log-group`, { logGroupName, retentionDays: settings.logRetentionDays, why });
  // Where endpoints are the only ways out, nothing else is let out either.
  const isIsolated = config.network.egress === 'endpoints' && !config.network.existing && placement === 'private';
  const group = securityGroup(`${name}-security-group`, { vpc: net.vpc }, {
    groupName: `${config.name}-${name}`,
    description: `Around the tasks of ${name}`,
    egress: isIsolated ? 'none' : 'all',
  });
  const doors = settings.allow.map((cidr) => door(name, group, port, cidr));
  const discovery = discoveryOf(name, settings, base);
  const kept = repositoryOf(name, settings, tagOf);
  const definition = taskDefinition(
    `${name}-task-definition`,
    { role: base.role, logs, image: kept?.image },
    {
      container: { ...settings, name, image: settings.image ?? '' },
      ...{ cpu, memory, architecture, region: where.region },
      compatibility: config.cluster.capacity === 'ec2' ? 'EC2' : 'FARGATE',
    },
  );
  const steps = [logs, group, ...doors, ...(discovery ? [discovery] : []), ...(kept?.steps ?? []), definition];
  return { name, port, settings, placement, side: net[placement], group, discovery, definition, logs, steps };
}

const door = (name: string, group: SecurityGroup, port: number, cidr: string) =>
  cidrRule(
    `${name}-ingress-from-${cidr.replace(/[./]/g, '-')}`,
    { group },
    { direction: 'ingress', port, cidr, why: `Lets ${cidr} in to ${name}` },
  );

function discoveryOf(name: string, { discovery }: Settings, { namespace }: Platform): CloudMapService | undefined {
  if (!discovery || !namespace) return undefined;
  const { type, ttl, customHealth: customHealthCheck } = discovery;
  const serviceName = discoveryName(name, discovery);
  return cloudMapService(`${name}-discovery`, { namespace }, { serviceName, ttl, type, customHealthCheck });
}

/** A repository of its own, and the image in it that tasks start from. */
function repositoryOf(name: string, { repository, build, tag, architecture }: Settings, tagOf: TagOf) {
  if (repository === undefined) return undefined;
  const theRepository = ecrRepository(`${name}-repository`, { repositoryName: repository, untaggedDays: 14 });
  const theImage = image(`${name}-image`, { repository: theRepository }, {
    imageTag: tag ?? tagOf(name) ?? 'latest',
    isByContent: tag === undefined,
    architecture,
    ...(build === undefined ? {} : { directory: build }),
  });
  return { image: theImage, steps: [theRepository, theImage] };
}

/** What lets the other services in that may call this one: a rule on the called one's side, and one on the caller's. */
export function calls(parts: readonly ServiceParts[]): Step[] {
  const named = new Map(parts.map((it) => [it.name, it]));
  return parts.flatMap(({ name, port, group, settings }) =>
    settings.calledBy.flatMap((callerName) => {
      const caller = required(named.get(callerName), `services.${callerName} in the config`);
      const inward = { direction: 'ingress', port, why: `Lets ${callerName} in to ${name}` } as const;
      const outward = { direction: 'egress', port, why: `Lets ${callerName} out to ${name}` } as const;
      return [
        securityGroupRule(`${name}-ingress-from-${callerName}`, { group, peer: caller.group }, inward),
        securityGroupRule(`${callerName}-egress-to-${name}`, { group: caller.group, peer: group }, outward),
      ];
    }),
  );
}

/** The service that keeps its tasks running. */
export function runningService(
  { name, port, settings, placement, side, group, discovery, definition, logs }: ServiceParts,
  around: {
    base: Platform;
    /** Everything else that tasks need on their way out. */
    paths: readonly Step[];
    balancing: LoadBalancing | undefined;
    capacity: Capacity | undefined;
  },
): Step {
  const { base, paths, balancing, capacity } = around;
  const target = balancing?.targets[name];
  const ways = [...side.ways, ...paths];
  // An internet gateway cannot go before the public addresses of tasks, and agents on instances report through these
  // ways that tasks have stopped. Elsewhere they need not wait: NAT gateways and endpoints take their time too.
  const outlives = placement === 'public' || capacity !== undefined;
  return ecsService(
    `${name}-service`,
    {
      cluster: base.cluster,
      taskDefinition: definition,
      subnets: side.subnets,
      group,
      discovery,
      ways: outlives ? ways : ways.map(first),
      policies: base.policies,
      logs,
      listeners: target?.leads ?? [],
      targetGroup: target?.group,
      capacity,
    },
    {
      serviceName: name,
      count: settings.count,
      port,
      isPublic: placement === 'public',
      ...(settings.discovery && { recordType: settings.discovery.type }),
      ...(target && { gracePeriod: settings.target.grace }),
    },
  );
}
