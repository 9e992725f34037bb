import { link, mkdir, rename, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { readKept, writeNew } from './kept-file.js';

/**
 * A lock between processes: a file that names its holder. The file appears whole or not at all, because it is a link
 * to a finished file. A lock whose holder has died on this host is removed, by whoever holds the right to remove
 * exactly that one: a lock too. A holder on another host always counts as alive.
 */
export interface LockRecord {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601 */
  readonly since: string;
  /**
   * When the process began, in the kernel's ticks, where that can be known. It tells processes with the same pid
   * apart.
   */
  readonly began?: string;
  /** Tells this lock from every other one, of the same process too. Locks of earlier versions have none. */
  readonly nonce?: string;
  /** What the holder shares with other processes: the sandbox's URL and speed. */
  readonly shared?: { readonly [what: string]: string };
}
export type LockResult = Lock | { readonly held: false; readonly by: LockRecord };
export interface Lock {
  readonly held: true;
  /** Writes into the lock what other processes may use meanwhile. */
  share(shared: LockRecord['shared']): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock, or returns who has it.
 * @param command shown to others as what the holder does
 * @throws FailureError `file-in-the-way`; Error of the file system, e.g. no permission
 */
export async function takeLock(path: string, command: string): Promise<LockResult> {
  const mine: LockRecord = {
    pid: process.pid,
    host: hostname(),
    command,
    since: new Date().toISOString(),
    nonce: randomUUID(),
    ...beganOf(process.pid),
  };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    if (await tryPlace(path, mine)) return lockOf(path, mine);
    const text = await readKept(path);
    if (text === undefined) continue;
    const by = parsed(text);
    if (by && isAlive(by)) return { held: false, by };
    await breakStale(path, text);
  }
}

/** A lock that is there, whether its holder is alive or not; one that cannot be read counts as nobody's. */
export async function heldLock(
  path: string,
): Promise<{ readonly by: LockRecord; readonly text: string; readonly isAlive: boolean } | undefined> {
  const text = await readKept(path);
  const by = text === undefined ? undefined : parsed(text);
  return text === undefined || !by ? undefined : { by, text, isAlive: isAlive(by) };
}

/**
 * Takes a lock away, whoever holds it.
 * @param judged its text; another one is left alone
 * @returns whether it was taken away
 */
export async function breakLock(path: string, judged: string): Promise<boolean> {
  if ((await readKept(path)) !== judged) return false;
  await breakStale(path, judged);
  return (await readKept(path)) !== judged;
}

/** Who holds the lock, if anyone alive does. */
export async function lockHolder(path: string): Promise<LockRecord | undefined> {
  const text = await readKept(path);
  const holder = text === undefined ? undefined : parsed(text);
  return holder && isAlive(holder) ? holder : undefined;
}

function lockOf(path: string, mine: LockRecord): Lock {
  let last = mine;
  return {
    held: true,
    async share(shared) {
      last = { ...mine, ...(shared ? { shared } : {}) };
      const draft = `${path}.${randomUUID()}`;
      await writeNew(draft, JSON.stringify(last));
      await rename(draft, path);
    },
    async release() {
      if ((await readKept(path)) === JSON.stringify(last)) await rm(path, { force: true });
    },
  };
}

async function tryPlace(path: string, mine: LockRecord): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeNew(draft, JSON.stringify(mine));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a stale lock. Of all that have judged it, only who has the right to it looks again and removes it, and the
 * right is held until that is done. So a lock that was taken since then is never removed by somebody who is late.
 * @param judged the stale lock's text; the right is named after it
 */
async function breakStale(path: string, judged: string): Promise<void> {
  const right = await takeLock(`${path}.${createHash('sha256').update(judged).digest('hex').slice(0, 16)}`, 'unlock');
  // Somebody else is removing it at this moment.
  if (!right.held) return pause(10);
  try {
    if ((await readKept(path)) === judged) await rm(path, { force: true });
  } finally {
    await right.release();
  }
}

function parsed(text: string): LockRecord | undefined {
  try {
    const holder = JSON.parse(text) as Partial<LockRecord> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? (holder as LockRecord) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: LockRecord): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = beganOf(pid).began;
  return began === undefined || now === undefined || began === now;
}

/** Linux tells when a process began (proc(5), field 22 of stat); elsewhere the pid alone must do. */
function beganOf(pid: number): { began?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return began === undefined ? {} : { began };
  } catch {
    return {};
  }
}
