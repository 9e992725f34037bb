import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { BuildOptions, ImageOrder } from '../step.js';
import { parseIgnoreFile, type IgnoreRules } from './ignore-file.js';

/**
 * A tag made from what an image is built from: a hash of all files that the builder would get, of their names, and of
 * whether they are executable. The same files give the same tag on every machine and at any time. What a Dockerfile
 * downloads (the base image, packages) is not part of the hash.
 * @param directory that the builder gets
 * @param architecture that it is built for; it is part of the hash
 * @param options a Dockerfile of another name, arguments and a stage, as the builder is told them
 * @returns `context-` and 16 hexadecimal digits
 * @throws an error of the file system if the directory cannot be read
 */
export async function contextTag(
  directory: string,
  architecture: ImageOrder['architecture'],
  options: BuildOptions = {},
): Promise<string> {
  const file = normalize(options.dockerfile ?? 'Dockerfile');
  const ignoreRules = parseIgnoreFile(await ignoreText(directory, file), file);
  const hash = createHash('sha256').update(architecture);
  if (Object.keys(options).length > 0) hash.update(JSON.stringify(options));
  const files = await filesIn(directory, '', ignoreRules);
  // A Dockerfile may be outside of what the builder gets.
  for (const path of files.includes(file) ? files : [file, ...files]) await addFile(hash, directory, path);
  return `context-${hash.digest('hex').slice(0, 16)}`;
}

/**
 * A Dockerfile may have rules of its own, which stand in the place of the others.
 * Source: https://docs.docker.com/build/concepts/context/#filename-and-location
 */
async function ignoreText(directory: string, dockerfile: string): Promise<string> {
  const read = (path: string) => readFile(join(directory, path), 'utf8').catch(() => undefined);
  return (await read(`${dockerfile}.dockerignore`)) ?? (await read('.dockerignore')) ?? '';
}

/** Paths below the directory, with slashes, in an order that does not depend on the locale. */
async function filesIn(directory: string, below: string, ignoreRules: IgnoreRules): Promise<string[]> {
  const entries = await readdir(join(directory, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return ignoreRules.directory(path) ? [] : filesIn(directory, path, ignoreRules);
      return (entry.isFile() || entry.isSymbolicLink()) && !ignoreRules.file(path) ? [path] : [];
    }),
  );
  return found.flat().sort((a, b) => (a < b ? -1 : 1));
}

/** The hash gets the length before the contents, so that two different directories cannot give the same input. */
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
