import { resolve } from 'node:path';
import { FailureError } from '../failure.js';
import type { ConfigSource } from './config-source.js';
import { findConfig, type ConfigChoice } from './find-config.js';
import { loadSource, type Loaded } from './load.js';
import { stackName } from './names.js';
import type { Config } from './schema.js';

/**
 * Finds and validates the config that the command line chooses. The stack's name is `--name`, else the
 * one in the config.
 * @returns the config with every default filled in, and absolute paths
 * @param choice.name `--name`
 * @throws FailureError `bad-usage` (no config, several, an unknown blueprint, a bad name) or `bad-config`
 */
export const resolveConfig = async (choice: ConfigChoice & StackName): Promise<Config> =>
  (await resolveWithSource(choice)).config;

/** The same, with what it was read from. */
export async function resolveWithSource({
  name,
  ...choice
}: ConfigChoice & StackName): Promise<Loaded & { readonly source: ConfigSource }> {
  const wrong = name === undefined ? undefined : stackName.objection(name);
  if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}`, ...hinted(wrong.hint) });
  const source = await findConfig(choice);
  return { ...readConfig(source, name), source };
}

/**
 * Reads a config from its source, and makes its paths absolute.
 * @param name the stack's name, in place of the config's
 * @throws FailureError `bad-config`
 */
export function readConfig(source: ConfigSource, name?: string): Loaded {
  const { config, reading } = loadSource(source, name);
  return { config: withAbsolutePaths(config, source.files[0].base), reading };
}

/** Relative paths start from the directory of the config, not from the working directory. */
function withAbsolutePaths(config: Config, base: string): Config {
  const absolute = <Task extends { readonly build?: { readonly context: string } | undefined }>(tasks: {
    readonly [name: string]: Task;
  }) =>
    Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        task.build === undefined
          ? task
          : { ...task, build: { ...task.build, context: resolve(base, task.build.context) } },
      ]),
    );
  return { ...config, services: absolute(config.services), jobs: absolute(config.jobs) };
}

interface StackName {
  readonly name?: string | undefined;
}

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });
