import { readFile } from 'node:fs/promises';
import { buildOptions } from '../../config/build-options.js';
import type { Places } from '../../config/reading.js';
import type { Config } from '../../config/schema.js';
import type { Path } from '../../config/member-path.js';
import { pathText } from '../../config/problem-messages.js';
import { tasksOf } from '../../config/tasks.js';
import { FailureError, type ConfigProblem } from '../../failure.js';
import { dockerfileIn } from '../../image/builder.js';
import { contextTag } from '../../image/context-tag.js';
import { lacksStage } from '../../image/stages.js';
import type { TagOf } from '../../../steps/stack/index.js';

/**
 * Reads what is to be built.
 * @param config its `build` directories absolute
 * @param places a problem says where in the config it is
 * @returns for each service and job that is built, a tag made of what that is built from
 * @throws FailureError `bad-config` naming every Dockerfile that is not there, and every stage that one lacks
 */
export async function builtTags(config: Config, places: Places): Promise<TagOf> {
  const problems: ConfigProblem[] = [];
  const tags = new Map<string, string>();
  for (const { name, kind, at } of tasksOf(config)) {
    const { build, architecture } = config[kind][name] ?? {};
    if (!build || !architecture) continue;
    const options = buildOptions(build);
    const text = await readFile(dockerfileIn(build.context, options), 'utf8').catch(() => undefined);
    if (text === undefined) problems.push(noDockerfile(places, [...at, 'build'], build));
    else if (build.target !== undefined && lacksStage(text, build.target))
      problems.push(noStage(places, [...at, 'build', 'target'], build.target));
    else tags.set(name, await contextTag(build.context, architecture, options));
  }
  if (problems.length > 0) throw new FailureError({ code: 'bad-config', problems });
  return (name) => tags.get(name);
}

const noDockerfile = (
  places: Places,
  at: Path,
  { context, dockerfile }: { readonly context: string; readonly dockerfile: string },
): ConfigProblem => ({
  ...(places.find(at) ?? places.start),
  path: pathText(at),
  message: `there is no ${dockerfile} in ${context}`,
  hint: 'the path of the directory begins where the config is, and that of the Dockerfile in the directory',
});

const noStage = (places: Places, at: Path, target: string): ConfigProblem => ({
  ...(places.find(at) ?? places.start),
  path: pathText(at),
  message: `the Dockerfile has no stage ${JSON.stringify(target)}`,
  hint: 'a stage has its name from `FROM … AS NAME`',
});
