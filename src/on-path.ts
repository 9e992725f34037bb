import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Where a program is, in the first directory of PATH that has it.
 * @param path the variable, as the environment has it
 * @returns undefined where none has it
 */
export async function onPath(name: string, path = ''): Promise<string | undefined> {
  const extension = process.platform === 'win32' ? '.exe' : '';
  for (const directory of path.split(delimiter).filter((directory) => directory !== '')) {
    const file = join(directory, `${name}${extension}`);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
