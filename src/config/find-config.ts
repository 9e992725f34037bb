import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FailureError } from '../failure.js';
import { blueprintHome, blueprintText } from './blueprints.js';

/** The options of the command line that choose a config. */
export interface ConfigChoice {
  /** `--config FILE`, relative to `directory`. */
  readonly config?: string | undefined;
  /** `--blueprint NAME` */
  readonly blueprint?: string | undefined;
  /** The working directory. */
  readonly directory: string;
}

/** The text of a config, with the name that messages call it by. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
  /** The directory that relative paths in the config start from. */
  readonly base: string;
}

/** The names of config files that are looked for in the working directory. */
export const configFiles = ['provision.yaml', 'provision.yml', 'provision.json'];

/**
 * Reads the config that was chosen: by --config, by --blueprint, else the only config file in the directory.
 * @throws FailureError `bad-usage` if there is none, if there are several, or if it cannot be read
 */
export async function findConfig({ config, blueprint, directory }: ConfigChoice): Promise<ConfigText> {
  if (config !== undefined && blueprint !== undefined)
    throw badUsage('--config and --blueprint together', 'give one of them: a blueprint is a config too');
  if (blueprint !== undefined)
    return { file: `blueprint ${blueprint}`, text: blueprintText(blueprint), base: blueprintHome };
  if (config === undefined) return onlyConfigIn(directory);
  const path = resolve(directory, config);
  return { file: config, text: await read(config, path), base: dirname(path) };
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
    throw badUsage(`cannot read ${file}: ${code === 'EISDIR' ? 'it is a directory' : String(code ?? error)}`);
  }
}

const badUsage = (message: string, hint?: string) =>
  new FailureError({ code: 'bad-usage', message, ...(hint !== undefined && { hint }) });
