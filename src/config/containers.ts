import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import { tasksOf, type NamedTask, type TaskSettings } from './tasks.js';
import type { ValidPart } from './valid-part.js';

type Sidecar = TaskSettings['containers'][string];
/** The members that each container has: the own one of a service or a job, and those beside it. A job has no port. */
type ContainerSettings = Pick<TaskSettings, keyof TaskSettings & keyof Sidecar> &
  Pick<Sidecar, 'port'> &
  Partial<Pick<Sidecar, 'firelens' | 'essential'>>;

/** A container of a service or a job, by the path of its members in the config. */
export interface NamedContainer {
  readonly name: string;
  readonly at: Path;
  readonly container: ValidPart<ContainerSettings>;
}

/** All containers of a task: its own one, which has the name of the service or job, and those beside it. */
export function containersOf({ name, at, task }: NamedTask): NamedContainer[] {
  const beside = Object.entries(task.containers ?? {}).flatMap(([other, container]) =>
    container ? [{ name: other, at: [...at, 'containers', other], container }] : [],
  );
  return [{ name, at, container: task }, ...beside];
}

type Tasks = Pick<ValidPart<Shape>, 'services' | 'jobs'>;

/** What all containers of a config read secrets from: ARNs, each once for each time that it is named. */
export const secretsIn = (config: Tasks): string[] => secretsOf(tasksOf(config));

/** Those that the execution role of the stack reads: a task with one of its own has its secrets read by that. */
export const secretsOfStackRole = (config: Tasks): string[] =>
  secretsOf(tasksOf(config).filter(({ task }) => task.executionRole === undefined));

const secretsOf = (tasks: readonly NamedTask[]): string[] => tasks.flatMap(containersOf).flatMap(referencesOf);

/** What a container reads secrets from, and its log driver and the pull of its image for it. */
export const referencesOf = ({ container: { secrets = {}, logs, repositoryCredentials } }: NamedContainer): string[] =>
  [...Object.values(secrets), ...Object.values(logs?.secretOptions ?? {}), repositoryCredentials].filter(
    (it) => it !== undefined,
  );

/** What a rule within a container finds, in all of them. */
export const inEachContainer = (config: ValidPart<Shape>, find: (container: NamedContainer) => Finding[]): Finding[] =>
  tasksOf(config).flatMap((it) => containersOf(it).flatMap(find));

/** What a rule between the containers of a task finds, in the tasks of all services and jobs. */
export const inEachTask = (
  config: ValidPart<Shape>,
  find: (containers: NamedContainer[], task: NamedTask) => Finding[],
): Finding[] => tasksOf(config).flatMap((it) => find(containersOf(it), it));
