import { inUnits, type Unit } from '../sizes.js';
import { loopback, withAddresses } from './addresses.js';
import { firelens, healthCheck, memoryReservation, named, pairs, unlimited } from './containers.js';
import { flag, integer, oneOf, seconds, text, words } from './convert.js';
import type { Draft, Target } from './draft.js';
import { imageName } from './image-names.js';
import { logging } from './logging.js';
import { furtherPorts, portMappings } from './port-mappings.js';
import { converted, each, held, heldIf, map, to, wished, type Row, type Rows } from './rows.js';
import { secretName } from './secret-names.js';
import { onInstances } from './subnets.js';
import { giveSize, type Need } from './sizes-of-tasks.js';
import { isMap, isNothing, nameOf, partsOf, rootOf, within, type Source, type Value } from './source.js';
import { taskName } from './task-names.js';
import { mountPoints, taskVolumes, tmpfs, volumesFrom } from './volumes.js';
import { reasons } from './reasons.js';
import { executionRole, taskRole } from './roles.js';
import { plainText } from '../../plain-text.js';

/**
 * Reads a task definition, as it is registered or as `aws ecs describe-task-definition` prints it, or the containers of one alone.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function readTaskDefinition(source: Source, draft: Draft): void {
  const root = rootOf(source);
  if (Array.isArray(root.value)) return readTask({ whole: root, containers: root }, draft);
  const wrapped = within(root, 'taskDefinition');
  if (!isMap(wrapped.value)) return readTask({ whole: root, containers: within(root, 'containerDefinitions') }, draft);
  for (const beside of partsOf(root)) {
    if (nameOf(beside) === 'taskDefinition')
      readTask({ whole: wrapped, containers: within(wrapped, 'containerDefinitions') }, draft);
    else if (nameOf(beside) === 'tags') tags(beside, draft.top);
    else draft.top.unknown(beside);
  }
}

interface Parts {
  readonly whole: Value;
  readonly containers: Value;
}

/**
 * The container that the service is about is the first essential one with a port, and else the first essential one that does not
 * pass on the lines of others. It has the
 * name of the service; the others stand beside it.
 */
function readTask({ whole, containers }: Parts, draft: Draft): void {
  const all = partsOf(containers).filter(({ value }) => isMap(value));
  const essential = all.filter((it) => within(it, 'essential').value !== false);
  const others = essential.filter((it) => isNothing(within(it, 'firelensConfiguration')));
  const main = others.find((it) => partsOf(within(it, 'portMappings')).length > 0) ?? others[0] ?? all[0];
  if (!main) return draft.top.unknown(whole);
  const family = within(whole, 'family').value;
  const own = plainText(within(main, 'name').value ?? 'app');
  const name = taskName(typeof family === 'string' ? family : own);
  const target = draft.task('services', name, whole);
  const names = new Map([[own, name]]);
  if (whole !== containers) map(taskRows)(whole, target);
  for (const container of partsOf(containers)) {
    if (isSame(container, main) || !isMap(container.value)) continue;
    const beside = plainText(within(container, 'name').value ?? '');
    names.set(beside, beside === name ? `${beside}-beside` : beside);
  }
  map({ ...containerRows(names), ...mainRows(all.length === 1 || isNothing(within(whole, 'memory'))) })(main, target);
  for (const container of partsOf(containers)) {
    if (!isMap(container.value)) target.unknown(container);
    else if (!isSame(container, main)) readBeside(container, names, target);
  }
  const size = [within(whole, 'cpu'), within(whole, 'memory')] as const;
  giveTaskSize(size, all, target);
  overLocalhost(all, draft);
}

/** Puts what a task definition says of the task into a service that there is, without its size. */
export const putTaskOver = (whole: Value, target: Target): void => map({ ...taskRows, family: wished })(whole, target);

/**
 * Puts what it says of a container over what the service, or a container beside it, has.
 * @param names of the containers in the file, as they are called here
 */
export function putContainerOver(container: Value, target: Target, names: ReadonlyMap<string, string>): void {
  if (isNothing(container)) return;
  const isMain = target.path.length === 2;
  const rows = { ...containerRows(names), ...(isMain ? mainRows(false) : besideRows), portMappings: furtherPorts };
  map(rows)(container, target.from(container.path.length));
}

const isSame = (a: Value, b: Value): boolean => nameOf(a) === nameOf(b);

function readBeside(container: Value, names: ReadonlyMap<string, string>, target: Target): void {
  const name = names.get(plainText(within(container, 'name').value ?? ''));
  if (!name) return target.unknown(container);
  map({ ...containerRows(names), ...besideRows })(container, target.in('containers', name));
}

/** Containers that were linked on a bridge share an interface here. */
function overLocalhost(containers: readonly Value[], draft: Draft): void {
  const links = containers.flatMap((it) =>
    partsOf(within(it, 'links')).map(({ value }) => plainText(value).split(':')),
  );
  withAddresses(draft, new Map(links.flatMap((names) => names.map((name) => [name, loopback] as const))));
}

/** CPU and memory are read together. */
const together: Row = () => {};
const ofAws = held('AWS gives each revision its own');

const tags: Row = named('tags', 'key', 'value');

const taskRows: Rows = {
  family: (value, target) => {
    const name = String(target.path[1]);
    target.hold(value, value.value === name ? undefined : `the service is called ${name}`);
  },
  containerDefinitions: together,
  cpu: together,
  memory: together,
  taskRoleArn: taskRole,
  executionRoleArn: executionRole,
  networkMode,
  requiresCompatibilities: (value, target) =>
    [value.value].flat().includes('FARGATE') ? target.hold(value) : onInstances(value, target),
  runtimePlatform: map({
    cpuArchitecture: to('architecture', (value) => oneOf({ X86_64: 'x86_64', ARM64: 'arm64' })(value, {})),
    operatingSystemFamily: heldIf(['LINUX']),
  }),
  ephemeralStorage: map({
    sizeInGiB: to('ephemeralStorage', integer, reasons.storage),
  }),
  volumes: taskVolumes,
  tags: (value, { draft }) => tags(value, draft.top),
  taskDefinitionArn: ofAws,
  revision: ofAws,
  status: ofAws,
  registeredAt: ofAws,
  registeredBy: ofAws,
  deregisteredAt: ofAws,
  requiresAttributes: ofAws,
  compatibilities: ofAws,
};

/**
 * Containers on a bridge get an interface of their own, and links between them are over localhost. So do those that had the interface
 * of their instance.
 */
export function networkMode(value: Value, target: Target): void {
  if (value.value === 'bridge') target.hold(value, ownInterface);
  else if (value.value === 'host') target.hold(value, `${ownInterface}: other tasks are not on its localhost`);
  else if (value.value === 'none')
    target.leave(value, {
      because: ownInterface,
      instead: '`allow` and `calledBy` say who reaches it: nobody, unless told',
    });
  else heldIf(['awsvpc'])(value, target);
}
const ownInterface = 'all tasks have a network interface of their own (awsvpc)';

const containerRows = (names: ReadonlyMap<string, string>): Rows => ({
  name: (value, target) => {
    const name = names.get(plainText(value.value));
    target.hold(value, name === value.value ? undefined : `the container is called ${name}, as its service`);
  },
  image: to('image', imageName),
  command: to('command', words),
  entryPoint: to('entryPoint', words),
  workingDirectory: to('workingDirectory', text),
  user: to('user', text),
  readonlyRootFilesystem: to('readonlyRoot', flag),
  stopTimeout: to('stopTimeout', seconds),
  memoryReservation: memoryReservation('memory', integer),
  portMappings,
  repositoryCredentials: map({
    credentialsParameter: (value, target) =>
      value.value === '' ? target.hold(value) : to('repositoryCredentials', secretName)(value, target),
  }),
  privileged: to('privileged', flag),
  links: held('containers of a task talk over localhost'),
  environment: named('environment', 'name', 'value'),
  secrets: named('secrets', 'name', 'valueFrom', secretName),
  dockerLabels: pairs('labels', () => undefined),
  healthCheck: healthCheck({ command: 'command', startPeriod: 'startPeriod' }),
  mountPoints: mountPoints({ volume: 'sourceVolume', path: 'containerPath', readOnly: 'readOnly' }),
  volumesFrom: volumesFrom(names),
  linuxParameters: map({
    initProcessEnabled: to('initProcess', flag),
    sharedMemorySize: to('sharedMemory', integer),
    tmpfs,
    capabilities: map({ add: to('capabilities.add', words), drop: to('capabilities.drop', words) }),
    '*': wished,
  }),
  logConfiguration: logging('logDriver'),
  ulimits: each((limit, target) => {
    const at = `ulimits.${plainText(within(limit, 'name').value)}`;
    map({ name: held(), softLimit: to(`${at}.soft`, unlimited), hardLimit: to(`${at}.hard`, unlimited) })(
      limit,
      target,
    );
  }),
  restartPolicy: (whole, target) => {
    if (within(whole, 'enabled').value !== true) return target.hold(whole, 'it is off');
    map({
      enabled: (value) => target.put(['restart'], {}, value),
      ignoredExitCodes: to('restart.ignoredExitCodes', (value) => ({ value })),
      restartAttemptPeriod: to('restart.attemptPeriod', integer),
    })(whole, target);
  },
  dependsOn: each((dependency, target) => {
    const other = within(dependency, 'containerName');
    const name = names.get(plainText(other.value)) ?? plainText(other.value);
    map({ containerName: held(), condition: to(`dependsOn.${name}`, text) })(dependency, target);
  }),
});

/** The service's own container: what it has of the task is all that the others leave. */
const mainRows = (hasAll: boolean): Rows => ({
  essential: held(),
  cpu: (value, target) => target.hold(value, hasAll || value.value === 0 ? undefined : 'it has what the others leave'),
  memory: (value, target) =>
    hasAll ? target.hold(value, 'it may have all memory of its task') : to('memoryLimit', integer)(value, target),
});

const besideRows: Rows = {
  firelensConfiguration: firelens,
  essential: to('essential', flag),
  cpu: to('cpu', integer),
  memory: to('memory', integer),
};

function giveTaskSize([cpu, memory]: readonly [Value, Value], containers: readonly Value[], target: Target): void {
  const ofTask = (from: Value, unit: Unit): Need[] => {
    if (from.value === undefined || from.value === null) return [];
    const made = converted(from, (value) => ({ value: Number(plainText(inUnits(digits(value), unit))) }));
    const amount = 'value' in made ? Number(made.value) : NaN;
    if (Number.isFinite(amount) && amount > 0) return [{ from, amount }];
    target.leave(from, reasons.noSize);
    return [];
  };
  const ofContainers = (...members: string[]): Need[] =>
    containers.flatMap((container) => {
      const from = members.map((name) => within(container, name)).find(({ value }) => Number(plainText(value)) > 0);
      return from ? [{ from, amount: Number(plainText(from.value)) }] : [];
    });
  const cpus = ofTask(cpu, 'CPU units');
  const memories = ofTask(memory, 'MiB');
  giveSize(
    target,
    cpus.length > 0 ? cpus : ofContainers('cpu'),
    memories.length > 0 ? memories : ofContainers('memory', 'memoryReservation'),
    'sum',
  );
}

const digits = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
