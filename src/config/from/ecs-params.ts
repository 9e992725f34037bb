import { firelens, healthCheck, memoryReservation, named } from './containers.js';
import { flag, integer, text } from './convert.js';
import { isSamePlace, type Draft, type Target } from './draft.js';
import { furtherPortsOf } from './further-port.js';
import { converted, each, held, heldIf, left, map, to, told, wished, type Row, type Rows } from './rows.js';
import { memory } from './memory-limits.js';
import { inUnits } from '../sizes.js';
import { registryLogin, secretName } from './secret-names.js';
import { namesIn, sumOfContainers } from './container-sizes.js';
import { giveSize, type Need } from './sizes-of-tasks.js';
import { isMap, nameOf, partsOf, rootOf, within, type Source, type Value } from './source.js';
import { existingSubnets, inPrivateSubnets, securityGroups } from './subnets.js';
import { networkMode } from './task-definition.js';
import { taskName } from './task-names.js';
import { dockerOf, efsHow, efsOf } from './volumes.js';
import { reasons } from './reasons.js';
import { executionRole, taskRole } from './roles.js';
import { plainText } from '../../plain-text.js';

/**
 * Reads an ecs-params file, after the compose file that it goes with: what that has no members for. Where there is none, the images of
 * its containers are not known.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cmd-ecs-cli-compose-ecsparams.html
 */
export function readEcsParams(source: Source, draft: Draft, compose?: Source): void {
  const root = rootOf(source);
  const task_definition = taskIn(root);
  const services = servicesIn(root);
  const known = draft.tasks[0];
  const [first] = partsOf(services);
  if (!known && !first) return;
  const task = known
    ? draft.task(known.kind, known.name, known.from)
    : draft.task('services', taskName(nameOf(first ?? root)), root);
  const size = within(task_definition, 'task_size');
  const hasSize = isMap(size.value);
  const inTask = map({ ...taskRows, services: containersIn(hasSize, compose) });
  map({
    version: held('a config has no version'),
    task_definition: inTask,
    [hyphened]: nameOf(task_definition) === hyphened ? told('it is read as task_definition', inTask) : wished,
    services:
      services.path.length === 1
        ? told('it is read as task_definition.services, where it belongs', containersIn(hasSize, compose))
        : left(saidInTask),
    run_params: map(runRows),
  })(root, task.from(0));
  const needs = [
    needOf(within(size, 'cpu_limit'), 'CPU units', task),
    needOf(within(size, 'mem_limit'), 'MiB', task),
  ] as const;
  if (!hasSize) sumOfContainers(services, compose, task);
  if (needs.flat().length === 0) return;
  // The size of the task counts more than that of a container in the compose file.
  for (const member of draft.within([...task.path, 'cpu']).concat(draft.within([...task.path, 'memory'])))
    draft.replace(member, 'the task has a size of its own');
  giveSize(task, ...needs, 'most');
}

/** The CLI of ECS passes over members that it does not know, so nobody is told of one that is not where it belongs. */
const hyphened = 'task-definition';
function taskIn(root: Value): Value {
  const task = within(root, 'task_definition');
  return task.value === undefined ? within(root, hyphened) : task;
}
function servicesIn(root: Value): Value {
  const services = within(taskIn(root), 'services');
  return services.value === undefined ? within(root, 'services') : services;
}
const saidInTask = {
  because: 'the CLI of ECS passes over it, and task_definition has services of its own',
  instead: 'write what is missing into the config',
};

const together: Row = () => {};
const taskRows: Rows = {
  ecs_network_mode: networkMode,
  os_family: heldIf(['Linux', 'LINUX', 'linux']),
  task_role_arn: taskRole,
  task_execution_role: executionRole,
  task_size: map({ cpu_limit: together, mem_limit: together }),
  efs_volumes: each((volume, target) => volumeOf(volume, target, { efs: efsOf(volume) }, efsHow(volume))),
  docker_volumes: each((volume, target) => volumeOf(volume, target, { docker: dockerOf(volume) })),
};

/** The compose file has said where it is mounted, and that it is empty. */
function volumeOf(volume: Value, target: Target, value: object, how?: string): void {
  const { value: name } = within(volume, 'name');
  if (typeof name !== 'string') return target.unknown(volume);
  const to = ['volumes', name];
  for (const member of target.draft.within([...target.path, ...to])) target.draft.replace(member, 'said in ecs-params');
  target.put(to, value, volume, how);
}

/** The service's own container has what the others leave. */
const memoryOfMain = (hasSize: boolean): Row =>
  hasSize ? to('memoryLimit', memory) : held('it may have what the others leave');

const containersIn =
  (hasSize: boolean, compose?: Source): Row =>
  (services, target) => {
    if (!isMap(services.value)) return target.unknown(services);
    const inCompose = compose && namesIn(compose);
    for (const service of partsOf(services)) {
      const isMain = taskName(nameOf(service)) === target.path[1];
      const inside = isMain ? target : target.in('containers', nameOf(service));
      if (inCompose?.includes(nameOf(service)) === false) target.leave(service, notInCompose);
      else overCompose(map(containerRows(isMain, hasSize)))(service, inside);
    }
  };

const notInCompose = {
  because: 'the compose file has no service of this name, so the CLI of ECS passes over it',
  instead: 'give it the name of the service that it is for',
};

/** What an ecs-params file says of a container counts more than what the compose file says. */
const overCompose =
  (row: Row): Row =>
  (service, target) => {
    const { draft } = target;
    const before = [...draft.members];
    row(service, target);
    const added = draft.members.filter((it) => !before.includes(it));
    for (const old of before) if (added.some((it) => isSamePlace(it, old))) draft.replace(old, 'said in ecs-params');
  };

const containerRows = (isMain: boolean, hasSize: boolean): Rows => ({
  essential: isMain ? held() : to('essential', flag),
  cpu_shares: isMain ? held('it has what the others leave') : to('cpu', integer),
  mem_limit: isMain ? memoryOfMain(hasSize) : to('memory', memory),
  mem_reservation: memoryReservation('mem_limit', memory),
  init_process_enabled: to('initProcess', flag),
  healthcheck: healthCheck({ command: 'test', startPeriod: 'start_period' }),
  secrets: named('secrets', 'name', 'value_from', secretName),
  repository_credentials: map({ credentials_parameter: to('repositoryCredentials', registryLogin) }),
  container_name: held('a container has the name that it stands under'),
  firelens_configuration: firelens,
  depends_on: each((dependency, target) => {
    const name = plainText(within(dependency, 'container_name').value);
    map({ container_name: held(), condition: to(`dependsOn.${name}`, text) })(dependency, target);
  }),
  '*': wished,
});

/** The port of SRV records: the own one of the service, or one of its further ones. */
function discovered(value: Value, target: Target): void {
  const [own] = target.draft.within([...target.path, 'port']);
  const further = furtherPortsOf(target).find(({ port }) => port === value.value);
  if (further)
    target.put(['discovery', 'port'], further.key, value, `port ${plainText(value.value)}: ports.${further.key}`);
  else if (own?.value === value.value) target.hold(value);
  else target.hold(value, 'records lead to the port of the service');
}

const runRows: Rows = {
  network_configuration: map({
    awsvpc_configuration: (whole, target) => {
      const kind = within(whole, 'assign_public_ip').value === 'ENABLED' ? 'public' : 'private';
      map({
        subnets: (value) => existingSubnets(value, target, kind),
        security_groups: (value) => securityGroups(value, target, value),
        assign_public_ip: (value) => {
          if (value.value === 'ENABLED') target.hold(value);
          else if (value.value === 'DISABLED') inPrivateSubnets(value, target);
          else target.unknown(value);
        },
      })(whole, target);
    },
  }),
  service_discovery: map({
    container_name: held(),
    container_port: discovered,
    private_dns_namespace: map({
      name: (value, { draft }) => to('namespace', text)(value, draft.top),
      vpc: held('the namespace is that of the VPC of the stack'),
      description: held('a namespace needs none'),
    }),
    service_discovery_service: map({
      name: to('discovery.name', text),
      description: held('it needs none'),
      dns_config: map({
        type: to('discovery.type', (value) => ({ value: plainText(value).toLowerCase() })),
        ttl: to('discovery.ttl', integer),
      }),
      healthcheck_custom_config: map({ failure_threshold: held('ECS says when a task is gone') }),
    }),
  }),
  '*': wished,
};

function needOf(from: Value, unit: 'CPU units' | 'MiB', target: Target): Need[] {
  if (from.value === undefined || from.value === null) return [];
  const made = converted(from, (value) => ({
    value: Number(plainText(inUnits(/^\d+$/.test(plainText(value).trim()) ? Number(plainText(value)) : value, unit))),
  }));
  const amount = 'value' in made ? Number(made.value) : NaN;
  if (Number.isFinite(amount) && amount > 0) return [{ from, amount }];
  target.leave(from, reasons.noSize);
  return [];
}
