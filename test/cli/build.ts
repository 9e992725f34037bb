import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What the program is made of. */
const sources = ['src', 'steps', 'state', 'examples', 'package.json', 'package-lock.json'];
const builds = join(root, 'node_modules/.cache/program');

/**
 * Builds the program by its own script, in a directory with all of this one but `dist/`. What was built of the same
 * sources before is taken as it is, so that a run of all tests builds once, and most runs not at all.
 * @returns the directory, with `dist/` in it
 */
export async function buildProgram(): Promise<string> {
  const home = join(builds, await contentHash());
  if (await isThere(home)) return home;
  await mkdir(builds, { recursive: true });
  const draft = await mkdtemp(join(builds, 'draft-'));
  for (const part of [...sources, 'node_modules']) await symlink(join(root, part), join(draft, part));
  // Not linked: it builds where it is.
  await cp(join(root, 'scripts'), join(draft, 'scripts'), { recursive: true });
  await promisify(execFile)(process.execPath, [join(draft, 'scripts/build.js')]);
  // Where another worker was quicker, its build is as good.
  await rename(draft, home).catch(() => rm(draft, { recursive: true }));
  return home;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Of all files that the program is made of, and of their names. */
async function contentHash(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const source of [...sources, 'scripts'])
    for (const file of await filesIn(join(root, source))) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function filesIn(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .toSorted();
}
