import { resolve } from 'node:path';
import { FailureError } from '../failure.js';
import { findConfig, type ConfigChoice, type ConfigText } from './find-config.js';
import { loadConfig } from './load.js';
import { stackName } from './names.js';
import type { Config } from './schema.js';

/**
 * Finds and validates the config that the command line chooses. The stack's name is `--name`, else the
 * one in the config.
 * @returns the config with every default filled in, and absolute paths
 * @param choice.name `--name`
 * @throws FailureError `bad-usage` (no config, several, an unknown blueprint, a bad name) or `bad-config`
 */
export async function resolveConfig({ name, ...choice }: ConfigChoice & StackName): Promise<Config> {
  const wrong = name === undefined ? undefined : stackName.objection(name);
  if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}`, ...hinted(wrong.hint) });
  return readConfig(await findConfig(choice), name);
}

/**
 * Reads a config from its text, and makes its paths absolute.
 * @param name the stack's name, in place of the config's
 * @throws FailureError `bad-config`
 */
export const readConfig = ({ file, text, base }: ConfigText, name?: string): Config =>
  withAbsolutePaths(loadConfig(file, text, { name }), base);

/** Relative paths start from the directory of the config, not from the working directory. */
function withAbsolutePaths(config: Config, base: string): Config {
  const absolute = <Task extends { readonly build?: string | undefined }>(tasks: { readonly [name: string]: Task }) =>
    Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [
        name,
        task.build === undefined ? task : { ...task, build: resolve(base, task.build) },
      ]),
    );
  return { ...config, services: absolute(config.services), jobs: absolute(config.jobs) };
}

interface StackName {
  readonly name?: string | undefined;
}

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });
