import type { LinuxParameters, PortMapping, TaskDefinition as LiveTaskDefinition, Volume } from '@aws-sdk/client-ecs';

/** What is compared of a revision, to tell whether it is the one that is wanted. */

/** Members of a container that are left out where nothing is wanted. */
const optional = [
  ...['cpu', 'memory', 'memoryReservation', 'workingDirectory', 'user', 'stopTimeout', 'secrets', 'command'],
  ...['entryPoint', 'ulimits', 'dependsOn', 'readonlyRootFilesystem', 'restartPolicy'],
  ...['dockerLabels', 'healthCheck', 'firelensConfiguration', 'mountPoints', 'volumesFrom'],
] as const;

/**
 * ECS keeps variables, secrets and the like in no particular order, so they are sorted. Members that are not wanted are set
 * too, so that a revision with them differs; empty is what ECS shows for some that nobody has set.
 */
export const inOrder = <Definition extends Partial<LiveTaskDefinition>>(definition: Definition | undefined) => ({
  ...definition,
  ephemeralStorage: definition?.ephemeralStorage ?? null,
  taskRoleArn: definition?.taskRoleArn ?? null,
  volumes: definition?.volumes?.map(volumeInOrder).toSorted(byName) ?? [],
  containerDefinitions: definition?.containerDefinitions
    ?.map((container) => ({
      ...container,
      ...Object.fromEntries(optional.map((member) => [member, orNull(container[member as keyof typeof container])])),
      environment: container.environment?.toSorted(byName) ?? [],
      portMappings: container.portMappings?.toSorted(byPort) ?? [],
      linuxParameters: linuxInOrder(container.linuxParameters),
    }))
    .toSorted(byName),
});

/** Null for what is not there, empty, zero or false: all of these mean that nobody asked for it. */
function orNull(value: unknown): unknown {
  if (value === undefined || value === null || value === 0 || value === false) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : isNamed(value) ? value.toSorted(byName) : value;
  return typeof value === 'object' && Object.keys(value).length === 0 ? null : value;
}

/** Of a variable, a secret, a limit, a volume or a container; the others are of dependencies, mounts, and volumes of others. */
interface Named {
  readonly name?: string | undefined;
  readonly containerName?: string | undefined;
  readonly containerPath?: string | undefined;
  readonly sourceContainer?: string | undefined;
}
const nameOf = ({ name, containerName, containerPath, sourceContainer }: Named) =>
  name ?? containerName ?? containerPath ?? sourceContainer ?? '';
const byName = (a: Named, b: Named) => (nameOf(a) < nameOf(b) ? -1 : 1);
const byPort = (a: PortMapping, b: PortMapping) => (a.containerPort ?? 0) - (b.containerPort ?? 0);
/** Not a command: the order of its words matters. */
const isNamed = (list: readonly unknown[]): list is Named[] => list.every((entry) => typeof entry === 'object');

const linuxInOrder = (given: LinuxParameters | undefined) => ({
  initProcessEnabled: orNull(given?.initProcessEnabled),
  sharedMemorySize: orNull(given?.sharedMemorySize),
  tmpfs: orNull(given?.tmpfs),
  capabilities: {
    add: orNull(given?.capabilities?.add?.toSorted()),
    drop: orNull(given?.capabilities?.drop?.toSorted()),
  },
});

/** A volume of which nothing is said has an empty `host`. */
const volumeInOrder = ({ name, host, dockerVolumeConfiguration, efsVolumeConfiguration: efs }: Volume) => ({
  name,
  host: host?.sourcePath ?? null,
  dockerVolumeConfiguration: orNull(dockerVolumeConfiguration),
  efsVolumeConfiguration: efs && {
    ...efs,
    transitEncryptionPort: orNull(efs.transitEncryptionPort),
    authorizationConfig: { accessPointId: null, iam: 'DISABLED', ...efs.authorizationConfig },
  },
});
