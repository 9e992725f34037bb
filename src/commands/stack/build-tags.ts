import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from '../../config/reading.js';
import type { Config } from '../../config/schema.js';
import type { Path } from '../../config/member-path.js';
import { pathText } from '../../config/problem-messages.js';
import { tasksOf } from '../../config/tasks.js';
import { FailureError, type ConfigProblem } from '../../failure.js';
import { contextTag } from '../../image/context-tag.js';
import type { TagOf } from '../../../steps/stack/index.js';

/**
 * Reads what is to be built.
 * @param config its `build` directories absolute
 * @param places a problem says where in the config it is
 * @returns for each service and job that is built, a tag made of what that is built from
 * @throws FailureError `bad-config` naming every directory that has no Dockerfile
 */
export async function builtTags(config: Config, places: Places): Promise<TagOf> {
  const problems: ConfigProblem[] = [];
  const tags = new Map<string, string>();
  for (const { name, at, task } of tasksOf(config)) {
    const { build, architecture = 'x86_64' } = task;
    if (build === undefined) continue;
    if (!existsSync(join(build, 'Dockerfile'))) problems.push(noDockerfile(places, at, build));
    else tags.set(name, await contextTag(build, architecture));
  }
  if (problems.length > 0) throw new FailureError({ code: 'bad-config', problems });
  return (name) => tags.get(name);
}

const noDockerfile = (places: Places, at: Path, build: string): ConfigProblem => ({
  ...(places.find([...at, 'build']) ?? places.start),
  path: pathText([...at, 'build']),
  message: `there is no Dockerfile in ${build}`,
  hint: 'paths begin where the config is',
});
