import { imageName } from './image-names.js';
import { composeLogging } from './logging.js';
import { ulimits, healthCheck, memoryReservation, pairs } from './containers.js';
import { flag, integer, mebibytes, oneOf, seconds, text, words } from './convert.js';
import { memory } from './memory-limits.js';
import { connectContainers } from './compose-containers.js';
import { connect } from './compose-network.js';
import { composeVolumes, topVolumes } from './compose-volumes.js';
import { composeTmpfs } from './volumes.js';
import type { Draft, Target } from './draft.js';
import { held, heldIf, left, map, to, wished, type Row, type Rows } from './rows.js';
import { composeBuild, filesOf } from './paths.js';
import { sizesOf } from './compose-sizes.js';
import { beside, isMap, isNothing, nameOf, partsOf, rootOf, within, type Source, type Value } from './source.js';
import { taskName, taskNames } from './task-names.js';
import { reasons } from './reasons.js';
import { plainText } from '../../plain-text.js';

/**
 * Reads a compose file. Sources: https://docs.docker.com/reference/compose-file/services/,
 * https://docs.docker.com/reference/compose-file/deploy/, https://docs.docker.com/reference/compose-file/build/
 */
export function readCompose(source: Source, draft: Draft): void {
  const root = rootOf(source);
  const isOfVersion1 = !isMap(within(root, 'services').value);
  if (isOfVersion1) readServices(root, draft);
  else map(topRows)(root, draft.top);
}

const anchors = 'compose passes over it; what anchors take from it is in the services';
const rolling = left(reasons.rolling);

const topRows: Rows = {
  name: to('name', text),
  version: held('a config has no version'),
  services: (value, { draft }) => readServices(value, draft),
  volumes: topVolumes,
  networks: each0((network, target) =>
    map({
      driver: heldIf(['bridge', 'overlay', null], 'a stack has one VPC'),
      name: held('a stack has one VPC'),
      attachable: held('a stack has one VPC'),
    })(network, target),
  ),
  '*': (value, target) => (nameOf(value).startsWith('x-') ? target.hold(value, anchors) : target.unknown(value)),
};

/** Each part of a map, and what is empty as nothing. */
function each0(row: Row): Row {
  return (whole, target) => {
    if (!isMap(whole.value) || isNothing(whole)) return target.unknown(whole);
    for (const part of partsOf(whole)) (isNothing(part) ? held('a stack has one VPC') : row)(part, target);
  };
}

function readServices(all: Value, draft: Draft): void {
  if (!isMap(all.value)) return draft.top.unknown(all);
  const services = partsOf(all).filter(({ value }) => isMap(value));
  for (const other of partsOf(all)) if (!isMap(other.value)) draft.top.unknown(other);
  const names = taskNames(services.map(nameOf));
  if (draft.isOneTask) return readContainers(services, draft);
  const finished = services.flatMap(endsBefore);
  for (const service of services) {
    const name = names.get(nameOf(service)) ?? '';
    const isJob = finished.includes(nameOf(service));
    const target = draft.task(isJob ? 'jobs' : 'services', name, service);
    map(isJob ? { ...serviceRows, ...jobRows } : serviceRows)(service, target);
    sizesOf(service, target);
  }
  connect(services, names, draft);
}

/** With an ecs-params file, all services are containers of one task. That of the service is the first with a port. */
function readContainers(services: readonly Value[], draft: Draft): void {
  const main = services.find((it) => within(it, 'ports').value !== undefined) ?? services[0];
  if (!main) return;
  const name = taskName(nameOf(main));
  const task = draft.task('services', name, main);
  const names = new Map(services.map((it) => [nameOf(it), it === main ? name : nameOf(it)]));
  for (const service of services) {
    const target = service === main ? task : task.in('containers', nameOf(service)).from(service.path.length);
    map(service === main ? serviceRows : { ...serviceRows, ...besideRows })(service, target);
    if (service === main) sizesOf(service, target);
  }
  connectContainers(services, names, task);
}

/** The services that must have ended before a service starts: they are jobs. */
const endsBefore = (service: Value): readonly string[] =>
  partsOf(within(service, 'depends_on')).flatMap((it) =>
    within(it, 'condition').value === 'service_completed_successfully' ? [nameOf(it)] : [],
  );

/** Those that are no rows here are read together with the other services, or with the size: `connect`, `sizesOf`. */
const together: Row = () => {};

const fromShell = (name: string) => ({
  value: `\${${name}}`,
  how: `\${${name}}: a variable of the environment of \`provision\``,
});

const serviceRows: Rows = {
  image: (value, target) => {
    // What is built is pushed to a repository; `image` is only the name that it has on this machine.
    if (isBuilt(value)) target.hold(value, 'what is built goes to a repository of the stack');
    else to('image', imageName)(value, target);
  },
  build: composeBuild,
  command: to('command', words),
  entrypoint: to('entryPoint', words),
  working_dir: to('workingDirectory', text),
  user: to('user', text),
  read_only: to('readonlyRoot', flag),
  init: to('initProcess', flag),
  stop_grace_period: to('stopTimeout', seconds),
  ulimits,
  volumes: composeVolumes,
  volumes_from: left(reasons.volumesFrom),
  tmpfs: composeTmpfs,
  shm_size: to('sharedMemory', mebibytes),
  privileged: to('privileged', flag),
  cap_add: to('capabilities.add', words),
  cap_drop: to('capabilities.drop', words),
  labels: pairs('labels', () => undefined),
  environment: pairs('environment', fromShell),
  env_file: filesOf('envFile'),
  healthcheck: healthCheck({ command: 'test', startPeriod: 'start_period' }),
  container_name: held('a container has the name that it stands under'),
  platform: to('architecture', (value) =>
    oneOf({
      'linux/amd64': 'x86_64',
      'linux/x86_64': 'x86_64',
      'linux/arm64': 'arm64',
      'linux/arm64/v8': 'arm64',
      'linux/aarch64': 'arm64',
    })(value, {}),
  ),
  restart: heldIf(['always', 'unless-stopped', 'on-failure'], 'ECS starts another task where one ends'),
  scale: to('count', integer),
  secrets: (value, target) => target.as('top').unknown(value),
  mem_reservation: memoryReservation('mem_limit', memory),
  mem_limit: together,
  cpus: together,
  ports: together,
  expose: together,
  depends_on: together,
  links: together,
  networks: together,
  network_mode: (value, target) => {
    if (/^(?:service|container):/.test(plainText(value.value))) target.leave(value, reasons.sharedInterface);
    else heldIf(['bridge'], 'all tasks have a network interface of their own')(value, target);
  },
  logging: composeLogging,
  deploy: map({
    mode: heldIf(['replicated']),
    replicas: to('count', integer),
    resources: map({
      limits: map({ cpus: together, memory: together }),
      reservations: map({ cpus: together, memory: to('memoryReservation', memory) }),
    }),
    restart_policy: map({
      condition: heldIf(['any', 'always', 'on-failure'], 'ECS starts another task where one ends'),
      '*': left({ because: 'ECS decides when it starts another task', instead: 'leave it out' }),
    }),
    update_config: map({
      parallelism: left(reasons.pace),
      order: left(reasons.order),
      '*': rolling,
    }),
    endpoint_mode: left(reasons.endpoints),
    rollback_config: map({ '*': rolling }),
    labels: wished,
  }),
  '*': (value, target) => (nameOf(value).startsWith('x-') ? target.hold(value, anchors) : target.unknown(value)),
};

/** A container beside that of the service has limits of its own. */
const besideRows: Rows = {
  image: to('image', imageName),
  build: (value, target) => target.leave(value, reasons.builtBeside),
  mem_limit: to('memory', memory),
  cpu_shares: to('cpu', integer),
  cpus: (value, target) => target.hold(value, 'it has its share of the CPU of the task'),
};

const ofServices = (value: Value, target: Target) =>
  target.leave(value, {
    because: 'a job runs once, when it is started',
    instead: 'leave it out, or make it a service',
  });
const jobRows: Rows = {
  profiles: left(reasons.jobProfile),
  restart: held('a job is started once for each deployment'),
  scale: ofServices,
  ports: ofServices,
  expose: ofServices,
};

const isBuilt = (image: Value): boolean => (beside(image, 'build').value ?? undefined) !== undefined;
