import type { ContainerDefinition } from '@aws-sdk/client-ecs';

/** A container that an engine is to run on this machine, as its task definition has it. */
export interface ContainerRun {
  /** What the engine is to call it. */
  readonly name: string;
  /** `name=value`, by which it is found again. */
  readonly label: string;
  /** As the engine knows it. */
  readonly image: string;
  readonly definition: ContainerDefinition;
  /** The name of the container whose network it shares. */
  readonly network?: string | undefined;
  /** Ports of loopback, by the ports of the container; the container's own where it shares no network. */
  readonly ports: ReadonlyMap<number, number>;
  /** The environment of the engine's program. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The command line of docker, podman and finch alike, and the environment: all users of a machine see the arguments of a program, so
 * the values of variables are not among these, but for those that the engine's program would take for its own.
 * Sources: https://docs.docker.com/reference/cli/docker/container/run/, https://docs.podman.io/en/latest/markdown/podman-run.1.html,
 * https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md
 */
export function runCall(it: ContainerRun): { readonly arguments: string[]; readonly env: NodeJS.ProcessEnv } {
  const { name, label, image, definition, network, ports, env } = it;
  const { environment = [], entryPoint = [], command = [] } = definition;
  const hidden = environment.filter((variable) => !isRead(variable.name ?? '', env));
  const [program, ...first] = entryPoint;
  return {
    arguments: [
      ...['run', '--rm', '--name', name, '--label', label],
      ...(network === undefined ? published(ports) : ['--network', `container:${network}`]),
      ...environment.flatMap((variable) => [
        '--env',
        hidden.includes(variable) ? (variable.name ?? '') : `${variable.name}=${variable.value ?? ''}`,
      ]),
      ...settings(definition),
      ...(program === undefined ? [] : ['--entrypoint', program]),
      ...[image, ...first, ...command],
    ],
    env: { ...env, ...Object.fromEntries(hidden.map((variable) => [variable.name ?? '', variable.value ?? ''])) },
  };
}

/** Loopback alone: nobody else's machine reaches it. */
const published = (ports: ReadonlyMap<number, number>): string[] =>
  [...ports].flatMap(([port, here]) => ['--publish', `127.0.0.1:${here}:${port}`]);

/** What an engine's program reads itself. */
const ownNames =
  /^(?:PATH|HOME|TMPDIR|USER|LD_.*|DOCKER_.*|BUILDKIT_.*|CONTAINERS?_.*|NERDCTL_.*|FINCH_.*|XDG_.*|.*_proxy)$/i;
const isRead = (name: string, env: NodeJS.ProcessEnv): boolean => name in env || ownNames.test(name);

/** No more rights than the engine gives by itself: `privileged` and further capabilities are not passed on. */
function settings(definition: ContainerDefinition): string[] {
  const { user, workingDirectory, memory, memoryReservation, cpu, linuxParameters } = definition;
  const given = (option: string, value: string | number | undefined) =>
    value === undefined || value === 0 ? [] : [option, String(value)];
  return [
    ...given('--user', user),
    ...given('--workdir', workingDirectory),
    ...given('--memory', memory && `${memory}m`),
    ...given('--memory-reservation', memoryReservation && `${memoryReservation}m`),
    ...given('--cpu-shares', cpu),
    ...(definition.ulimits ?? []).flatMap((it) => ['--ulimit', `${it.name}=${it.softLimit}:${it.hardLimit}`]),
    ...(linuxParameters?.capabilities?.drop ?? []).flatMap((it) => ['--cap-drop', it]),
    ...(linuxParameters?.initProcessEnabled === true ? ['--init'] : []),
    ...(definition.readonlyRootFilesystem === true ? ['--read-only'] : []),
    // What tasks share, and what a file system would hold, is of this container alone here.
    ...(definition.mountPoints ?? []).flatMap((it) => given('--tmpfs', it.containerPath)),
  ];
}

/** Its stop signal first, and SIGKILL after so many seconds. Docker has renamed the long form of the option; the short one stays. */
export const stopArguments = (name: string, seconds: number): string[] => ['stop', '-t', String(seconds), name];
export const removeArguments = (...names: readonly string[]): string[] => ['rm', '--force', ...names];
/** The ids of those with a label, running or not. */
export const labelledArguments = (label: string): string[] => ['ps', '--all', '--quiet', '--filter', `label=${label}`];

/** A command in a running container goes behind these. */
export const execArguments = (name: string, { isTerminal }: { readonly isTerminal: boolean }): string[] => [
  'exec',
  '--interactive',
  ...(isTerminal ? ['--tty'] : []),
  name,
];
/** Prints `true` for one that runs. */
export const isRunningArguments = (name: string): string[] => [
  ...['container', 'inspect', '--format', '{{.State.Running}}', name],
];
