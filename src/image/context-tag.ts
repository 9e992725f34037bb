import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageOrder } from '../step.js';
import { ignoring, type Ignores } from './ignore.js';

/**
 * A tag that says what an image is built of: a hash of all files that a builder would be sent, of their names, and of
 * whether they may be executed. The same files give the same tag on every machine and at any time. What a Dockerfile
 * fetches from elsewhere is not in it: the base image, packages.
 * @param directory of the Dockerfile
 * @param architecture it is built for: another one is another image
 * @returns `context-` and 16 hexadecimal digits
 * @throws an error of the file system, where the directory cannot be read
 */
export async function contextTag(directory: string, architecture: ImageOrder['architecture']): Promise<string> {
  const ignores = ignoring(await readFile(join(directory, '.dockerignore'), 'utf8').catch(() => ''));
  const hash = createHash('sha256').update(architecture);
  for (const path of await filesIn(directory, '', ignores)) await addFile(hash, directory, path);
  return `context-${hash.digest('hex').slice(0, 16)}`;
}

/** Paths below the directory, with slashes, in an order that no locale changes. */
async function filesIn(directory: string, below: string, ignores: Ignores): Promise<string[]> {
  const entries = await readdir(join(directory, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return ignores.whole(path) ? [] : filesIn(directory, path, ignores);
      return (entry.isFile() || entry.isSymbolicLink()) && !ignores.file(path) ? [path] : [];
    }),
  );
  return found.flat().sort((a, b) => (a < b ? -1 : 1));
}

/** Lengths go before what is long, so that no two directories run into the same hash. */
async function addFile(hash: Hash, directory: string, path: string): Promise<void> {
  const file = join(directory, path);
  const stat = await lstat(file);
  if (stat.isSymbolicLink()) {
    hash.update(JSON.stringify([path, 'link', await readlink(file)]));
    return;
  }
  hash.update(JSON.stringify([path, (stat.mode & 0o111) === 0 ? 'file' : 'program', stat.size]));
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
}
