import type { Config } from '../../src/config/schema.js';
import { required, type Where } from '../../src/step.js';
import type { Network } from './network-parts.js';
import type { Platform } from './platform.js';
import type { TagOf } from './stack.js';
import { taskParts, type TaskParts } from './task-parts.js';

/**
 * The parts of one job: those of its tasks.
 * @param shared.parts of the services, one of which may give it its image
 */
export function jobParts(
  name: string,
  config: Config,
  where: Where,
  shared: { net: Network; base: Platform; tagOf: TagOf; parts: readonly TaskParts[] },
): TaskParts {
  const settings = required(config.jobs[name], `jobs.${name} in the config`);
  const { imageOf } = settings;
  const image = shared.parts.find((it) => it.name === imageOf)?.image;
  return taskParts({ name, kind: 'jobs', settings, image }, config, where, shared);
}
