import { constants, readlinkSync } from 'node:fs';
import { lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FailureError, type FileKind } from './failure.js';

/**
 * The files that the program keeps for itself: states, locks, the sandbox's world. Each is a plain file of its own.
 * What stands at its path and is something else is refused and left as it is: a symbolic link would be replaced by a
 * file, and two links to one file would have two locks; a FIFO would never answer. Windows has neither flag.
 */
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants;
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;
const O_NONBLOCK = constants.O_NONBLOCK ?? 0;

/**
 * Reads a kept file.
 * @returns undefined where there is none
 * @throws FailureError `file-in-the-way`: there is something else. Error of the file system, e.g. no permission
 */
export async function readKept(path: string): Promise<string | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    await requirePlainFile(path);
    throw error;
  }
  try {
    if (!(await file.stat()).isFile()) await requirePlainFile(path);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/**
 * Replaces a kept file whole: a reader sees the old text or the new one. Only one process may do so at a time. The
 * text is written to a second file, which is always a new one: what a killed process left, or somebody put there, is
 * removed before it, and never written through.
 * @param isSynced whether it must outlive a loss of power
 */
export async function replaceKept(path: string, text: string, { isSynced = false } = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  await writeNew(draft, text, isSynced);
  await rename(draft, path);
  if (isSynced) await syncDirectory(dirname(path));
}

/** Removes a kept file, where it is there. @param isSynced whether it must not be there again after a loss of power */
export async function removeKept(path: string, { isSynced = false } = {}): Promise<void> {
  await rm(path, { force: true });
  if (isSynced) await syncDirectory(dirname(path)).catch(() => {});
}

/** Writes a file that was not there, readable by its owner alone. @throws Error EEXIST, also for a link to nowhere */
export async function writeNew(path: string, text: string, isSynced = false): Promise<void> {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await file.writeFile(text);
    if (isSynced) await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is durable only once the directory is. Windows cannot sync one, and does not need to. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function requirePlainFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found || found.isFile()) return;
  const is: FileKind = found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'directory' : 'special';
  throw new FailureError({ code: 'file-in-the-way', path, is, ...(is === 'link' && { to: readlinkSync(path) }) });
}
