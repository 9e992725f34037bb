import { containersOf } from './containers.js';
import type { Config } from './schema.js';
import { tasksOf, type TaskSettings } from './tasks.js';

/** The file systems of EFS that tasks mount. */

type Efs = NonNullable<TaskSettings['volumes'][string]['efs']>;

/** A file system as a volume of a task. */
export interface MountedFileSystem extends Efs {
  /** Whether some container of the task may write to it. */
  readonly isWritten: boolean;
}

/** Those of a task, in the order of its volumes. */
export function fileSystemsOf(name: string, task: TaskSettings): MountedFileSystem[] {
  const mounts = containersOf({ name, kind: 'services', at: [], task }).flatMap(({ container }) =>
    Object.values(container.mounts ?? {}),
  );
  return Object.entries(task.volumes).flatMap(([volume, { efs }]) =>
    efs ? [{ ...efs, isWritten: mounts.some((it) => it?.volume === volume && it.readOnly !== true) }] : [],
  );
}

/** A file system with all that mounts it in a stack. */
export interface UsedFileSystem {
  readonly id: string;
  readonly accessPoints: readonly string[];
  readonly tasks: readonly { readonly name: string; readonly settings: TaskSettings }[];
}

/** Each of a stack once, by its id. */
export function usedFileSystems(config: Config): UsedFileSystem[] {
  const used = tasksOf(config).flatMap(({ name, task }) => {
    const settings = task as TaskSettings;
    return fileSystemsOf(name, settings).map((efs) => ({ efs, name, settings }));
  });
  return [...new Set(used.map(({ efs }) => efs.fileSystem))].sort().map((id) => {
    const its = used.filter(({ efs }) => efs.fileSystem === id);
    return {
      id,
      accessPoints: [...new Set(its.flatMap(({ efs }) => efs.accessPoint ?? []))].sort(),
      tasks: its.map(({ name, settings }) => ({ name, settings })),
    };
  });
}
