import type { LinuxParameters, PortMapping } from '@aws-sdk/client-ecs';
import type { DependencyCondition, ulimitNames } from '../../../src/facts/container-settings.js';
import type { LogDriver, RouterType } from '../../../src/facts/log-drivers.js';
import { valueFrom, type FoundArns } from '../../common/secret-arns.js';

/** A container as the config describes it. What is left out is as the image or ECS has it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  /** The port that it listens on. */
  readonly port?: number | undefined;
  /** Further ones, each with the name of its port mapping. */
  readonly ports?: readonly ContainerPort[] | undefined;
  /** Whether the task ends with it. Default: true. */
  readonly essential?: boolean | undefined;
  /** CPU units of the task's that are kept for it. */
  readonly cpu?: number | undefined;
  /** MiB. */
  readonly memory?: number | undefined;
  readonly memoryReservation?: number | undefined;
  readonly command?: readonly string[] | undefined;
  readonly entryPoint?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
  readonly user?: string | undefined;
  readonly readonlyRoot?: boolean | undefined;
  readonly initProcess?: boolean | undefined;
  readonly mounts?: { readonly [path: string]: { readonly volume: string; readonly readOnly: boolean } } | undefined;
  /** By container of the same task. */
  readonly volumesFrom?: { readonly [name: string]: { readonly readOnly: boolean } } | undefined;
  /** By path; sizes are in MiB. */
  readonly tmpfs?:
    { readonly [path: string]: { readonly size: number; readonly options: readonly string[] } } | undefined;
  /** MiB. */
  readonly sharedMemory?: number | undefined;
  readonly capabilities?: { readonly add: readonly string[]; readonly drop: readonly string[] } | undefined;
  /** Seconds. */
  readonly stopTimeout?: number | undefined;
  readonly ulimits?:
    Partial<Readonly<Record<UlimitName, { readonly soft: number; readonly hard: number }>>> | undefined;
  readonly restart?: { readonly ignoredExitCodes: readonly number[]; readonly attemptPeriod: number } | undefined;
  readonly labels?: { readonly [name: string]: string } | undefined;
  /** By container of the same task. */
  readonly dependsOn?: { readonly [name: string]: DependencyCondition } | undefined;
  readonly environment: { readonly [name: string]: string };
  /** By environment variable: a secret or a parameter, as the config names it. It is read when the container starts. */
  readonly secrets?: { readonly [name: string]: string } | undefined;
  /** The secret with the login for the registry of its image. */
  readonly repositoryCredentials?: string | undefined;
  readonly privileged?: boolean | undefined;
  /** Default: awslogs, to the log group. */
  readonly logs?: ContainerLogs | undefined;
  /** It passes on what others log. */
  readonly firelens?:
    { readonly type: RouterType; readonly options: { readonly [name: string]: string | undefined } } | undefined;
  readonly healthCheck?:
    | {
        readonly command: string;
        /** All times are in seconds. */
        readonly interval: number;
        readonly timeout: number;
        readonly startPeriod: number;
        readonly retries: number;
      }
    | undefined;
}
export interface ContainerPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}
export interface ContainerLogs {
  readonly driver: LogDriver;
  readonly options: { readonly [name: string]: string };
  /** By option: a secret or a parameter, as the config names it. */
  readonly secretOptions: { readonly [name: string]: string };
}
type UlimitName = (typeof ulimitNames)[number];

/**
 * A container in a task definition. The same config always gives the same JSON, because any difference is a new
 * revision. So what has no order is sorted, and what is left out or empty is not there.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinition(
  container: Container,
  logs: { group: string; region: string },
  found: FoundArns = new Map(),
) {
  const { name, image, essential = true, cpu = 0, environment, healthCheck, firelens } = container;
  return {
    name,
    image,
    essential,
    ...(cpu > 0 && { cpu }),
    ...given(container, ['memory', 'memoryReservation', 'workingDirectory', 'user', 'stopTimeout']),
    portMappings: portMappingsOf(container),
    environment: byName(environment).map(([name, value]) => ({ name, value })),
    ...notEmpty('secrets', secretsOf(container, found)),
    ...notEmpty('command', [...(container.command ?? [])]),
    ...notEmpty('entryPoint', [...(container.entryPoint ?? [])]),
    ...notEmpty('ulimits', ulimitsOf(container)),
    ...notEmpty('dependsOn', dependenciesOf(container)),
    ...(container.readonlyRoot && { readonlyRootFilesystem: true }),
    ...(container.privileged && { privileged: true }),
    ...(container.repositoryCredentials !== undefined && {
      repositoryCredentials: { credentialsParameter: valueFrom(container.repositoryCredentials, found) },
    }),
    ...notEmpty('mountPoints', mountPointsOf(container)),
    ...notEmpty('volumesFrom', volumesFromOf(container)),
    ...linuxOf(container),
    ...(container.restart && { restartPolicy: restartPolicyOf(container.restart) }),
    ...(byName(container.labels ?? {}).length > 0 && {
      dockerLabels: Object.fromEntries(byName(container.labels ?? {})),
    }),
    ...(healthCheck && { healthCheck: healthCheckOf(healthCheck) }),
    ...(firelens && { firelensConfiguration: firelensOf(firelens) }),
    logConfiguration: logConfigurationOf(container, logs, found),
  };
}

const byName = <Value>(members: { readonly [name: string]: Value }): [string, Value][] =>
  Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));

/** Those of the members that have a value. */
const given = <Member extends keyof Container>(container: Container, members: readonly Member[]) =>
  Object.fromEntries(
    members.flatMap((member) => (container[member] === undefined ? [] : [[member, container[member]]])),
  ) as { [Each in Member]?: NonNullable<Container[Each]> };

/** A member of a list; none where the list is empty. */
const notEmpty = <Name extends string, Entry>(name: Name, list: Entry[]): { [Each in Name]?: Entry[] } =>
  list.length > 0 ? ({ [name]: list } as { [Each in Name]: Entry[] }) : {};

const secretsOf = ({ secrets = {} }: Container, found: FoundArns) =>
  byName(secrets).map(([name, reference]) => ({ name, valueFrom: valueFrom(reference, found) }));

/**
 * Lines for CloudWatch are non-blocking, unless the config says otherwise: if it is slow, lines beyond 25 MiB are dropped, and
 * the container does not wait.
 */
function logConfigurationOf(
  { name, logs: given }: Container,
  { group, region }: { group: string; region: string },
  found: FoundArns,
) {
  const { driver = 'awslogs', options = {}, secretOptions = {} } = given ?? {};
  if (driver !== 'awslogs') {
    const secrets = byName(secretOptions).map(([name, it]) => ({ name, valueFrom: valueFrom(it, found) }));
    return { logDriver: driver, options: Object.fromEntries(byName(options)), ...notEmpty('secretOptions', secrets) };
  }
  return {
    logDriver: driver,
    options: {
      mode: 'non-blocking',
      ...(options['mode'] !== 'blocking' && { 'max-buffer-size': '25m' }),
      ...Object.fromEntries(byName(options)),
      'awslogs-group': group,
      'awslogs-region': region,
      'awslogs-stream-prefix': name,
    },
  };
}

const firelensOf = ({ type, options }: NonNullable<Container['firelens']>) => {
  const given = byName(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { type, ...(given.length > 0 && { options: Object.fromEntries(given) }) };
};

/** The containers of a task, each of which that logs through FireLens waits for the one that passes its lines on. */
export function withRouter(containers: readonly Container[]): Container[] {
  const router = containers.find(({ firelens }) => firelens);
  return containers.map((it) =>
    router && it.logs?.driver === 'awsfirelens'
      ? { ...it, dependsOn: { [router.name]: 'START' as const, ...it.dependsOn } }
      : it,
  );
}

const mountPointsOf = ({ mounts = {} }: Container) =>
  byName(mounts).map(([containerPath, { volume, readOnly }]) => ({
    sourceVolume: volume,
    containerPath,
    readOnly,
  }));

const volumesFromOf = ({ volumesFrom = {} }: Container) =>
  byName(volumesFrom).map(([sourceContainer, { readOnly }]) => ({ sourceContainer, readOnly }));

function linuxOf({ initProcess, sharedMemory, capabilities, tmpfs = {} }: Container) {
  const { add = [], drop = [] } = capabilities ?? {};
  const directories = byName(tmpfs).map(([containerPath, { size, options }]) => ({
    ...{ containerPath, size },
    ...notEmpty('mountOptions', [...options]),
  }));
  const linuxParameters = {
    ...(initProcess && { initProcessEnabled: true }),
    ...(sharedMemory !== undefined && { sharedMemorySize: sharedMemory }),
    ...(add.length + drop.length > 0 && {
      capabilities: { ...notEmpty('add', add.toSorted()), ...notEmpty('drop', drop.toSorted()) },
    }),
    ...notEmpty('tmpfs', directories),
  } satisfies LinuxParameters;
  return Object.keys(linuxParameters).length > 0 ? { linuxParameters } : {};
}

/** With awsvpc, a port of the task is that of the container. */
const portMappingsOf = ({ port, ports = [] }: Container): PortMapping[] => [
  ...(port === undefined || ports.some((it) => it.port === port && it.protocol === 'tcp')
    ? []
    : [{ containerPort: port, hostPort: port, protocol: 'tcp' as const }]),
  ...ports
    .map(({ name, port: it, protocol }) => ({ containerPort: it, hostPort: it, protocol, name }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
];

const ulimitsOf = ({ ulimits = {} }: Container) =>
  byName(ulimits).map(([name, { soft, hard }]) => ({ name: name as UlimitName, softLimit: soft, hardLimit: hard }));

const dependenciesOf = ({ dependsOn = {} }: Container) =>
  byName(dependsOn).map(([containerName, condition]) => ({ containerName, condition }));

const restartPolicyOf = ({ ignoredExitCodes, attemptPeriod }: NonNullable<Container['restart']>) => ({
  enabled: true,
  ...notEmpty(
    'ignoredExitCodes',
    ignoredExitCodes.toSorted((a, b) => a - b),
  ),
  restartAttemptPeriod: attemptPeriod,
});

/** Without a start period the member is left out, because ECS does not accept zero. */
const healthCheckOf = ({ command, startPeriod, ...times }: NonNullable<Container['healthCheck']>) => ({
  command: ['CMD-SHELL', command],
  ...times,
  ...(startPeriod > 0 && { startPeriod }),
});
