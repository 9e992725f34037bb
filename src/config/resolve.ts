import { resolve } from 'node:path';
import { FailureError } from '../failure.js';
import { findConfig, type ConfigChoice } from './find.js';
import { loadConfig } from './load.js';
import { stackName } from './names.js';
import type { Config } from './schema.js';

/**
 * The config that the command line means, validated and with every default filled in. The stack's name is `--name`,
 * else the file's, else the blueprint's.
 * @param choice.name `--name`
 * @throws FailureError `bad-usage` (no config, several, an unknown blueprint, a bad name) or `bad-config`
 */
export async function resolveConfig({ name, ...choice }: ConfigChoice & StackName): Promise<Config> {
  const wrong = name === undefined ? undefined : stackName.objection(name);
  if (wrong) throw new FailureError({ code: 'bad-usage', message: `--name: ${wrong.message}`, ...hinted(wrong.hint) });
  const { file, text, base } = await findConfig(choice);
  return withAbsolutePaths(loadConfig(file, text, { name }), base);
}

/** A path in a config begins where the config is, wherever the program is run. */
function withAbsolutePaths(config: Config, base: string): Config {
  const services = Object.entries(config.services).map(([name, service]) => {
    const { build } = service;
    return [name, build === undefined ? service : { ...service, build: resolve(base, build) }];
  });
  return { ...config, services: Object.fromEntries(services) as Config['services'] };
}

interface StackName {
  readonly name?: string | undefined;
}

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });
