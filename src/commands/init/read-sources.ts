import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { FailureError } from '../../failure.js';
import { besideNames, type SourceText } from '../../config/from/read-source.js';

/**
 * The file of `--from`, and those beside it that belong to it: an ecs-params file goes with a compose file.
 * @param directory that of the config: paths in it start there
 * @throws FailureError `bad-usage` where it cannot be read
 */
export async function readSources(file: string, directory: string): Promise<[SourceText, ...SourceText[]]> {
  const beside = besideNames
    .filter((name) => name !== basename(file))
    .map((name) => join(dirname(file), name))
    .filter((name) => existsSync(name));
  const others = [];
  for (const name of beside) others.push(await sourceText(name, directory));
  return [await sourceText(file, directory), ...others];
}

async function sourceText(file: string, directory: string): Promise<SourceText> {
  const folder = dirname(resolve(file));
  // A manifest is in copilot/<service>/, and its paths start where the folder copilot is.
  const isInWorkspace = basename(dirname(folder)) === 'copilot';
  return {
    file,
    text: await textOf(file),
    baseOf: (format) => {
      const base = relative(directory, format === 'copilot' && isInWorkspace ? dirname(dirname(folder)) : folder);
      return base === '' ? '.' : base.split(sep).join('/');
    },
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code;
    throw new FailureError({
      code: 'bad-usage',
      message: `--from: ${file} cannot be read: ${why}`,
      hint: 'give a compose file, a manifest of Copilot, an ecs-params file, or a task definition of ECS',
    });
  }
}
