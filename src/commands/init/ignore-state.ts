import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { all } from '../../all.js';

/** The directory of states, as git is told to leave it out. */
const line = '.provision/';

/**
 * Keeps the states of a folder out of git: a state in a repository is soon an old one in somebody's checkout.
 * @returns what was done, for people; undefined where git leaves them out already
 */
export async function ignoreState(directory: string): Promise<string | undefined> {
  const folders = foldersUpToRepository(directory);
  if (!folders) return `Keep ${line} out of version control: this folder is in no git repository.`;
  const texts = await all(folders.map((it) => readFile(join(it, '.gitignore'), 'utf8').catch(() => '')));
  if (texts.some((text) => /^(\*\*)?\/?\.provision\/?\s*$/m.test(text))) return undefined;
  const isUnfinished = texts[0] !== '' && !texts[0]?.endsWith('\n');
  await appendFile(join(directory, '.gitignore'), `${isUnfinished ? '\n' : ''}${line}\n`);
  return `Added ${line} to .gitignore: states do not belong into a repository.`;
}

/** The folder and those around it, up to the one that git's own folder is in; undefined where there is none. */
function foldersUpToRepository(directory: string): readonly string[] | undefined {
  if (existsSync(join(directory, '.git'))) return [directory];
  const outer = dirname(directory);
  const others = outer === directory ? undefined : foldersUpToRepository(outer);
  return others && [directory, ...others];
}
