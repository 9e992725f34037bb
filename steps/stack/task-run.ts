import type { Config } from '../../src/config/schema.js';
import { ecsTask, type EcsTask } from '../ecs/ecs-task/resource.js';
import { neededToRun, type TaskParts, type TaskSurroundings } from './task-parts.js';

/** Whoever has started a task by hand waits for its end as long as they like. */
const noLimit = Infinity;

const settingsOf = ({ name, placement, exec }: TaskParts) => ({
  container: name,
  isPublic: placement === 'public',
  exec,
});

/** A task of a service or a job that somebody runs: `provision run`. */
export const taskByHand = (parts: TaskParts, surroundings: TaskSurroundings): EcsTask =>
  ecsTask(`${parts.name}-task`, neededToRun(parts, surroundings), { ...settingsOf(parts), seconds: noLimit });

/** Seconds that a job may take before a deployment, where nothing is said. A migration of much data takes long. */
const usualTimeout = 3600;

/** The run of a job before a deployment, and the services that wait for it. */
export interface RunBefore {
  readonly run: EcsTask;
  readonly services: readonly string[];
}

/**
 * The runs of the jobs before deployments.
 * @param parts of services and jobs
 */
export function runsBefore(
  { jobs }: Config,
  parts: { readonly services: readonly TaskParts[]; readonly jobs: readonly TaskParts[] },
  surroundings: TaskSurroundings,
): RunBefore[] {
  return parts.jobs.flatMap((job) => {
    const { before, services: named, timeout: seconds = usualTimeout } = jobs[job.name] ?? {};
    if (before === undefined) return [];
    const those = parts.services.filter(({ name }) => named?.includes(name) ?? true);
    const deployed = Object.fromEntries(those.map(({ name, definition }) => [name, definition]));
    const run = ecsTask(
      `${job.name}-run`,
      { ...neededToRun(job, surroundings), before: deployed },
      { ...settingsOf(job), seconds },
    );
    return [{ run, services: Object.keys(deployed) }];
  });
}
