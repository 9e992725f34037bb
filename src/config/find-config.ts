import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { all } from '../all.js';
import { FailureError } from '../failure.js';
import { blueprintHome, blueprintText } from './blueprints.js';
import type { ConfigSource, ConfigText } from './config-source.js';
import { overlaysOf } from './overlays.js';
import { plainText } from '../plain-text.js';

/** The options of the command line that choose a config. */
export interface ConfigChoice {
  /** `--config FILE`, relative to `directory`; of several, each lies over the ones before it. */
  readonly config?: string | readonly string[] | undefined;
  /** `--blueprint NAME` */
  readonly blueprint?: string | undefined;
  /** `--env NAME`: the file `provision.NAME.yaml` lies over `provision.yaml`. */
  readonly env?: string | undefined;
  /** `--set PATH=VALUE` */
  readonly set?: readonly string[] | undefined;
  /** The working directory. */
  readonly directory: string;
}

/** The names of config files that are looked for in the working directory. */
export const configFiles = ['provision.yaml', 'provision.yml', 'provision.json'];

/**
 * Reads the files of the config that was chosen: by --config, by --blueprint, else the only config file in the directory.
 * Variables of it are those of the process.
 * @throws FailureError `bad-usage` if there is none, if there are several, or if one cannot be read
 */
export async function findConfig({ config, blueprint, env, set, directory }: ConfigChoice): Promise<ConfigSource> {
  const given = config === undefined ? [] : typeof config === 'string' ? [config] : config;
  if (given.length > 0 && blueprint !== undefined)
    throw badUsage('--config and --blueprint together', 'give one of them: a blueprint is a config too');
  const around = { set, variables: process.env };
  if (blueprint !== undefined) {
    if (env !== undefined)
      throw badUsage(
        '--env and --blueprint together',
        'a blueprint is one file: `provision init` writes it to a directory',
      );
    return {
      files: [{ file: `blueprint ${blueprint}`, text: blueprintText(blueprint), base: blueprintHome }],
      ...around,
    };
  }
  const [first, ...others] = await all(given.map((file) => readConfigFile(file, directory)));
  const base = first ?? (await onlyConfigIn(directory));
  const overlay = env === undefined ? [] : [await overlayOf(base, env)];
  return { files: [base, ...others, ...overlay], ...around };
}

const readConfigFile = async (file: string, directory: string): Promise<ConfigText> => {
  const path = resolve(directory, file);
  return { file, text: await read(file, path), base: dirname(path) };
};

/** The file of an environment: beside a config and with its name, as `shop.prod.yaml` beside `shop.yaml`. */
async function overlayOf({ file, base }: ConfigText, env: string): Promise<ConfigText> {
  const overlays = await overlaysOf(basename(file), base);
  const [one, ...others] = overlays.filter((it) => it.env === env);
  const besides = (name: string) => file.slice(0, file.length - basename(file).length) + name;
  if (!one) {
    const name = besides(`${basename(file, extname(file))}.${env}.yaml`);
    const hint =
      overlays.length > 0
        ? `there is --env ${[...new Set(overlays.map((it) => it.env))].join(', ')}`
        : `write it: what is in it counts more than what is in ${file}`;
    throw badUsage(`--env ${env}: there is no file ${name}`, hint);
  }
  if (others.length > 0) {
    const names = [one, ...others].map((it) => besides(it.file)).join(' and ');
    throw badUsage(`--env ${env}: there are ${names}: which one is meant?`, 'keep one of them');
  }
  const name = besides(one.file);
  return { file: name, text: await read(name, join(base, one.file)), base };
}

/** The config files of a directory. @throws FailureError `bad-usage` where one cannot be read */
export async function configsIn(directory: string): Promise<ConfigText[]> {
  const found = await Promise.all(
    configFiles.map(async (file) => {
      const text = await readIfThere(file, join(directory, file));
      return text === undefined ? [] : [{ file, text, base: directory }];
    }),
  );
  return found.flat();
}
async function onlyConfigIn(directory: string): Promise<ConfigText> {
  const [one, ...others] = await configsIn(directory);
  if (!one)
    throw new FailureError({
      code: 'bad-usage',
      message: `there is no provision.yaml, .yml or .json in ${directory}`,
      hint: 'run `provision init` to write one, or use --blueprint NAME or --config FILE',
      reason: 'no-config',
    });
  if (others.length === 0) return one;
  const names = [one, ...others].map(({ file }) => file);
  throw badUsage(`there are ${names.join(' and ')}: which one is meant?`, `give one, as in --config ${one.file}`);
}

async function read(file: string, path: string): Promise<string> {
  const text = await readIfThere(file, path);
  if (text !== undefined) return text;
  throw badUsage(`there is no file ${file}`, 'run `provision init` to write a config, or use --blueprint NAME');
}

async function readIfThere(file: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw badUsage(`cannot read ${file}: ${code === 'EISDIR' ? 'it is a directory' : plainText(code ?? error)}`);
  }
}

const badUsage = (message: string, hint?: string) =>
  new FailureError({ code: 'bad-usage', message, ...(hint !== undefined && { hint }) });
