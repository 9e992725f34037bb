import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** Services and jobs: whatever runs tasks has a task definition, a log group and a security group of its own. */

type Service = Shape['services'][string];
type Job = Shape['jobs'][string];
/** The members that a service and a job have alike. */
export type TaskSettings = Pick<Service, keyof Service & keyof Job>;

/** A service or a job, with the path of its members in the config. */
export interface NamedTask {
  readonly name: string;
  readonly kind: 'services' | 'jobs';
  readonly at: Path;
  readonly task: ValidPart<TaskSettings>;
}

/** All that runs tasks: the services first, then the jobs. */
export const tasksOf = (config: Pick<ValidPart<Shape>, 'services' | 'jobs'>): NamedTask[] =>
  (['services', 'jobs'] as const).flatMap((kind) =>
    Object.entries(config[kind] ?? {}).flatMap(([name, task]) =>
      task ? [{ name, kind, at: [kind, name], task }] : [],
    ),
  );

/** The images that are named for its containers, its own first. What is built, or is in a repository of the stack, is none of them. */
export const imagesIn = ({ image, containers }: NamedTask['task']): string[] =>
  [image, ...Object.values(containers ?? {}).map((it) => it?.image)].flatMap((it) => it ?? []);
