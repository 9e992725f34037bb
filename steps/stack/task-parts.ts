import { containersOf, referencesOf } from '../../src/config/containers.js';
import { fileSystemsOf } from '../../src/config/file-systems.js';
import { mountStatements } from '../../src/config/mount-statements.js';
import { placementOf } from '../../src/config/placement.js';
import type { Config } from '../../src/config/schema.js';
import { familyName, taskLogGroupName, taskRoleName } from '../../src/config/stack-names.js';
import type { NamedTask, TaskSettings } from '../../src/config/tasks.js';
import { namedBy, outlivedBy, required, startsAfter, type Step, type Where } from '../../src/step.js';
import type { ExistingSecurityGroup } from '../ec2/existing-security-group/resource.js';
import { securityGroup, type SecurityGroup } from '../ec2/security-group/resource.js';
import { ecrRepository } from '../ecr/ecr-repository/resource.js';
import { buildOptions } from '../../src/config/build-options.js';
import { image, type Image } from '../ecr/image/resource.js';
import type { ContainerPort } from '../ecs/task-definition/container-definition.js';
import { taskDefinition, type TaskDefinition } from '../ecs/task-definition/resource.js';
import { taskManagedPolicy } from '../iam/role-policy-attachment/resource.js';
import { taskPolicy } from '../iam/task-policy.js';
import { taskRole } from '../iam/role/resource.js';
import { logGroup, type LogGroup } from '../logs/log-group/resource.js';
import { isOfInstances, type Capacity } from './capacity.js';
import type { Network, SubnetTier } from './network-parts.js';
import type { Executor, Platform } from './platform.js';
import { lookupsOfTask, pathToFileSystems } from './file-systems.js';
import { roleArn } from './roles.js';
import { lookupsFor } from './secrets.js';
import type { TagOf } from './stack.js';
import { definitionStep, imageStep } from './task-step-names.js';

/** A service or a job of the config. */
export interface Task extends Pick<NamedTask, 'name' | 'kind'> {
  readonly settings: TaskSettings;
  /** Another one's image, in the place of one of its own. */
  readonly image?: TaskImage | undefined;
  /** How many earlier revisions of its task definition stay; none of a job. */
  readonly keep?: number | undefined;
  /** Further ports of its containers, each with the name of its container. */
  readonly ports?: readonly (ContainerPort & { readonly container: string })[];
}

/** The image of a task: one that the stack puts into ECR, or one that the config names. */
export interface TaskImage {
  readonly step: Image | undefined;
  readonly named: string;
}

/** What a service and a job have alike. The tasks themselves are started later. */
export interface TaskParts {
  /** The key in the config. */
  readonly name: string;
  readonly placement: 'public' | 'private';
  /** The subnets of its placement, with their routes. */
  readonly tier: SubnetTier;
  readonly group: SecurityGroup;
  /** Beside that: the one of all tasks, and those of somebody else. */
  readonly otherGroups: readonly (SecurityGroup | ExistingSecurityGroup)[];
  readonly image: TaskImage;
  readonly definition: TaskDefinition;
  /** The roles that are handed over to its tasks, and what these may do, as far as the stack says so. */
  readonly roles: readonly Executor[];
  readonly policies: readonly Step[];
  /** What lets its tasks out, beside the routes of the subnets. */
  readonly paths: readonly Step[];
  readonly logs: LogGroup;
  /** Whether a shell can be opened in its containers. */
  readonly exec: boolean;
  readonly steps: readonly Step[];
}

/** What tasks need beside the parts of their service or job. */
export interface TaskSurroundings {
  readonly base: Platform;
  /** The VPC endpoints, and the rules that let them in there: by the name of the service or job. */
  pathsFor(name: string): readonly Step[];
  /** Absent where all tasks have the launch type of Fargate. */
  readonly capacity: Capacity | undefined;
}

/** The needs of what starts tasks. */
export function neededToRun(
  { name, placement, tier, group, otherGroups, definition, policies, paths, logs }: TaskParts,
  { base, pathsFor, capacity }: TaskSurroundings,
) {
  const onInstances = isOfInstances(capacity) ? capacity : undefined;
  // The internet gateway cannot be detached before tasks have released their public addresses, and agents on instances
  // report stopped tasks over these routes. In those cases the routes outlive the tasks. Otherwise both are deleted at the
  // same time, because NAT gateways and endpoints are slow to delete: tasks with public addresses reach AWS without endpoints, too.
  // No task is placed on an instance before its agent has got through: it tries again until it does (believed:
  // https://github.com/aws/amazon-ecs-agent, agent/app/agent.go, ends itself where it cannot register, and its service starts it again).
  const asRoute = (it: Step) => (onInstances ? outlivedBy(it) : placement === 'public' ? it : startsAfter(it));
  const asPath = (it: Step) => (onInstances ? outlivedBy(it) : startsAfter(it));
  return {
    cluster: base.cluster,
    taskDefinition: definition,
    subnets: tier.subnets,
    group,
    otherGroups,
    routes: [...[...tier.routes, ...paths].map(asRoute), ...pathsFor(name).map(asPath)],
    policies,
    logs,
    capacity: onInstances,
  };
}

/** Log group, security group, image, task role and task definition. */
export function taskParts(
  task: Task,
  config: Config,
  where: Where,
  { net, base, tagOf }: { net: Network; base: Platform; tagOf: TagOf },
): TaskParts {
  const { name, kind, settings } = task;
  const { cpu, memory, ephemeralStorage, architecture, volumes } = settings;
  const placement = placementOf(config, settings);

  const logGroupName = taskLogGroupName(config.name, name, settings);
  const why = `Keeps the output of the containers of ${name}`;
  const logs = namedBy(
    logGroup(`${name}-log-group`, { logGroupName, retentionDays: settings.logRetentionDays, why }),
    `${kind}.${name}.logGroup`,
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
  const repositoryParts = repositoryOf(task, tagOf);
  const theImage = task.image ?? { step: repositoryParts?.image, named: settings.image ?? '' };
  const executor = executorOf(settings, base);
  const rights = rightsOf(task, config, where, base);
  const references = containersOf({ name, kind, at: [], task: settings }).flatMap(referencesOf);
  const lookups = lookupsFor(references, base.lookups);
  const fileSystems = lookupsOfTask(name, settings, base.fileSystems);
  const paths = isIsolated && fileSystems.length > 0 ? [pathToFileSystems(name, { group }, config)] : [];
  const portsOf = (container: string) => (task.ports ?? []).filter((it) => it.container === container);
  const definition = taskDefinition(
    definitionStep(name),
    {
      ...{ role: executor.role, taskRole: rights?.role, logs, image: theImage.step },
      lookups: lookups.map(({ lookup }) => lookup),
      fileSystems,
    },
    {
      lookedUp: lookups.map(({ key }) => key),
      family: familyName(config.name, name, config),
      container: { ...own(settings), name, image: theImage.named, ports: portsOf(name) },
      sidecars: Object.entries(settings.containers)
        .map(([name, container]) => ({ ...container, name, ports: portsOf(name) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      ...{ cpu, memory, ephemeralStorage, architecture, volumes, region: where.region },
      keep: task.keep,
      compatibility: config.cluster.capacity === 'ec2' ? 'EC2' : 'FARGATE',
    },
  );
  const steps = [logs, group, ...paths, ...(repositoryParts?.steps ?? []), ...(rights?.steps ?? []), definition];
  const policies = [...executor.policies, ...(rights?.policies ?? [])];
  const { exec } = settings;
  return {
    ...{
      name,
      placement,
      tier: net[placement],
      group,
      image: theImage,
      definition,
      policies,
      paths,
      logs,
      exec,
      steps,
    },
    otherGroups: [
      ...(net.common ? [net.common] : []),
      ...settings.securityGroups.map((id) => required(net.groups.get(id), id)),
    ],
    roles: [executor, ...(rights ? [rights] : [])],
  };
}

/** The members of its own container: the size of the task is not that of one container. */
const own = ({ cpu: _cpu, memory: _memory, ephemeralStorage: _disk, memoryLimit, ...container }: TaskSettings) => ({
  ...container,
  memory: memoryLimit,
});

/** The execution role of a task: one of somebody else, or that of the stack. */
function executorOf({ executionRole }: TaskSettings, { executor, roles }: Platform): Executor {
  if (executionRole === undefined) return required(executor, 'the execution role of the stack');
  return { role: required(roles.get(executionRole), executionRole), arn: executionRole, policies: [] };
}

/** The task role, with what the stack adds to it; undefined where the program may do nothing. */
function rightsOf(
  { name, settings }: Task,
  { name: stack }: Config,
  where: Where,
  { roles }: Platform,
): (Executor & { readonly steps: readonly Step[] }) | undefined {
  const { permissions, exec } = settings;
  const { statements = [], managedPolicies = [], role: existing } = permissions ?? {};
  const mounts = mountStatements(fileSystemsOf(name, settings), where);
  if (existing !== undefined)
    return { role: required(roles.get(existing), existing), arn: existing, policies: [], steps: [] };
  if (!permissions && !exec && mounts.length === 0) return undefined;
  const roleName = taskRoleName(stack, name, where.region);
  const role = taskRole(name, { ...where, roleName });
  const own = taskPolicy(`${name}-task-role-policy`, role, {
    ...{
      statements: [...statements, ...mounts],
      exec,
      managedPolicies: managedPolicies.length,
      roleName,
      service: name,
    },
  });
  const managed = managedPolicies.map((policy) =>
    taskManagedPolicy(
      `${name}-task-role-${policy.replace(/^arn:[^:]+:iam::|[^A-Za-z0-9]+/g, '-')}`.toLowerCase(),
      { role },
      where,
      { policy, service: name },
    ),
  );
  return {
    ...{ role, arn: roleArn(roleName, where), policies: [...own.policies, ...managed] },
    steps: [role, ...own.steps, ...managed],
  };
}

/** The ECR repository of a service and the image in it; undefined if the config names an image. */
function repositoryOf({ name, kind, settings }: Task, tagOf: TagOf) {
  const { repository, build, tag, architecture } = settings;
  if (repository === undefined) return undefined;
  const theRepository = namedBy(
    ecrRepository(`${name}-repository`, { repositoryName: repository, untaggedDays: 14 }),
    `${kind}.${name}.repository`,
  );
  const theImage = image(
    imageStep(name),
    { repository: theRepository },
    {
      imageTag: tag ?? tagOf(name) ?? 'latest',
      isByContent: tag === undefined,
      ...(tag !== undefined && build !== undefined && { content: tagOf(name) }),
      architecture,
      ...(build === undefined ? {} : { directory: build.context, options: buildOptions(build) }),
    },
  );
  return { image: theImage, steps: [theRepository, theImage] };
}
