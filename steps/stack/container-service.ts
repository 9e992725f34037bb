import { placementOf } from '../../src/config/placement.js';
import type { Config } from '../../src/config/schema.js';
import { discoveryName, familyName, serviceLogGroupName, taskRoleName } from '../../src/config/stack-names.js';
import { namedBy, startsAfter, required, type Step } from '../../src/step.js';
import { cloudMapService, type CloudMapService } from '../servicediscovery/cloud-map-service/resource.js';
import type { Capacity } from './capacity.js';
import { ecrRepository } from '../ecr/ecr-repository/resource.js';
import { ecsService } from '../ecs/ecs-service/resource.js';
import { image } from '../ecr/image/resource.js';
import { taskManagedPolicy } from '../iam/role-policy-attachment/resource.js';
import { taskPolicy } from '../iam/role-policy/resource.js';
import { taskRole } from '../iam/role/resource.js';
import type { LoadBalancing } from './load-balancing.js';
import { logGroup } from '../logs/log-group/resource.js';
import type { Network } from './network-parts.js';
import type { Platform } from './platform.js';
import { cidrRule, securityGroupRule } from '../ec2/security-group-rule/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { portOf, type ServiceParts, type ServiceSettings } from './service-parts.js';
import type { TagOf, Where } from './stack.js';
import { taskDefinition } from '../ecs/task-definition/resource.js';

/** The parts of one service: log group, security group, discovery, image and task definition. */
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
  const why = `Keeps the output of the containers of ${name}`;
  const logs = namedBy(
    logGroup(`${name}-log-group`, { logGroupName, retentionDays: settings.logRetentionDays, why }),
    `services.${name}.logGroup`,
  );
  // If VPC endpoints are the only connection to AWS, the group allows no other traffic out.
  const isIsolated = config.network.egress === 'endpoints' && !config.network.existing && placement === 'private';
  const group = securityGroup(
    `${name}-security-group`,
    { vpc: net.vpc },
    {
      groupName: `${config.name}-${name}`,
      description: `Around the tasks of ${name}`,
      egress: isIsolated ? 'none' : 'all',
    },
  );
  const ingressRules = settings.allow.map((cidr) => ingressRule(name, group, portOf({ name, port }), cidr));
  const discovery = discoveryOf(name, settings, base);
  const repositoryParts = repositoryOf(name, settings, tagOf);
  const rights = rightsOf(name, settings, config, where);
  const definition = taskDefinition(
    `${name}-task-definition`,
    { role: base.role, taskRole: rights?.role, logs, image: repositoryParts?.image },
    {
      family: familyName(config.name, name, config),
      container: { ...own(settings), name, image: settings.image ?? '' },
      sidecars: Object.entries(settings.containers)
        .map(([name, container]) => ({ ...container, name }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      ...{ cpu, memory, architecture, region: where.region },
      compatibility: config.cluster.capacity === 'ec2' ? 'EC2' : 'FARGATE',
    },
  );
  const steps = [
    logs,
    group,
    ...ingressRules,
    ...(discovery ? [discovery] : []),
    ...(repositoryParts?.steps ?? []),
    ...(rights ? [rights.role, ...rights.policies] : []),
    definition,
  ];
  const policies = rights?.policies ?? [];
  return { policies, name, port, settings, placement, tier: net[placement], group, discovery, definition, logs, steps };
}

/** The members of its own container: the size of the task is not that of one container. */
const own = ({ cpu: _cpu, memory: _memory, ...container }: ServiceSettings) => container;

const ingressRule = (name: string, group: SecurityGroup, port: number, cidr: string) =>
  cidrRule(
    `${name}-ingress-from-${cidr.replace(/[./]/g, '-')}`,
    { group },
    { direction: 'ingress', port, cidr, why: `Lets ${cidr} in to ${name}` },
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
  return cloudMapService(`${name}-discovery`, { namespace }, { serviceName, ttl, type, ...health });
}

/** The task role of a service, with its policies; undefined where its program may do nothing. */
function rightsOf(name: string, { permissions, exec }: ServiceSettings, { name: stack }: Config, where: Where) {
  const { statements = [], managedPolicies = [] } = permissions ?? {};
  if (!permissions && !exec) return undefined;
  const role = taskRole(name, { ...where, roleName: taskRoleName(stack, name, where.region) });
  const own =
    statements.length > 0 || exec
      ? [taskPolicy(`${name}-task-role-policy`, { role }, { statements, exec, service: name })]
      : [];
  const managed = managedPolicies.map((policy) =>
    taskManagedPolicy(
      `${name}-task-role-${policy.replace(/^arn:[^:]+:iam::|[^A-Za-z0-9]+/g, '-')}`.toLowerCase(),
      { role },
      where,
      { policy, service: name },
    ),
  );
  return { role, policies: [...own, ...managed] };
}

/** The ECR repository of a service and the image in it; undefined if the config names an image. */
function repositoryOf(name: string, { repository, build, tag, architecture }: ServiceSettings, tagOf: TagOf) {
  if (repository === undefined) return undefined;
  const theRepository = namedBy(
    ecrRepository(`${name}-repository`, { repositoryName: repository, untaggedDays: 14 }),
    `services.${name}.repository`,
  );
  const theImage = image(
    `${name}-image`,
    { repository: theRepository },
    {
      imageTag: tag ?? tagOf(name) ?? 'latest',
      isByContent: tag === undefined,
      architecture,
      ...(build === undefined ? {} : { directory: build }),
    },
  );
  return { image: theImage, steps: [theRepository, theImage] };
}

/** The security group rules for services that call each other: one on the group of each side. */
export function callRules(parts: readonly ServiceParts[]): Step[] {
  const named = new Map(parts.map((it) => [it.name, it]));
  return parts.flatMap((service) => {
    const { name, group, settings } = service;
    return settings.calledBy.flatMap((callerName) => {
      const caller = required(named.get(callerName), `services.${callerName} in the config`);
      const port = portOf(service);
      const inward = { direction: 'ingress', port, why: `Lets ${callerName} in to ${name}` } as const;
      const outward = { direction: 'egress', port, why: `Lets ${callerName} out to ${name}` } as const;
      return [
        securityGroupRule(`${name}-ingress-from-${callerName}`, { group, peer: caller.group }, inward),
        securityGroupRule(`${callerName}-egress-to-${name}`, { group: caller.group, peer: group }, outward),
      ];
    });
  });
}

/** The ECS service, which keeps the tasks running. */
export function runningService(
  { name, port, settings, placement, tier, group, discovery, definition, policies, logs }: ServiceParts,
  shared: {
    base: Platform;
    /** The VPC endpoints and rules that tasks need. */
    paths: readonly Step[];
    balancing: LoadBalancing | undefined;
    capacity: Capacity | undefined;
  },
): Step {
  const { base, paths, balancing, capacity } = shared;
  const target = balancing?.targets[name];
  const routes = [...tier.routes, ...paths];
  // The internet gateway cannot be detached before tasks have released their public addresses, and agents on instances
  // report stopped tasks over these routes. In those cases the routes outlive the service. Otherwise both are deleted
  // at the same time, because NAT gateways and endpoints are slow to delete.
  const outlives = placement === 'public' || capacity !== undefined;
  return ecsService(
    `${name}-service`,
    {
      cluster: base.cluster,
      taskDefinition: definition,
      subnets: tier.subnets,
      group,
      discovery,
      routes: outlives ? routes : routes.map(startsAfter),
      policies: [...base.policies, ...policies],
      logs,
      listeners: target?.listeners ?? [],
      targetGroup: target?.group,
      capacity,
    },
    {
      serviceName: name,
      count: settings.count,
      port,
      isPublic: placement === 'public',
      stopTimeouts: [settings, ...Object.values(settings.containers)].map((it) => it.stopTimeout),
      exec: settings.exec,
      ...(settings.discovery && { recordType: settings.discovery.type }),
      ...(target && { gracePeriod: settings.target.grace, deregistrationDelay: settings.target.drain }),
    },
  );
}
