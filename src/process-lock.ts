import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * A lock between processes: a file that names its holder. It appears whole or not at all (a link to a finished
 * file), and one left by a dead process of this host is broken by itself. A holder on another host is always
 * taken to be alive.
 */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601 */
  readonly since: string;
  /** When the process began, in the kernel's ticks, where it can be known: pids are used again. */
  readonly began?: string;
  /** What the holder offers to others, once it does: the sandbox's URL and speed. */
  readonly offers?: { readonly [what: string]: string };
}
export type Held = Lock | { readonly held: false; readonly by: Holder };
export interface Lock {
  readonly held: true;
  /** Tells others, in the lock itself, what they may use meanwhile. */
  offer(offers: Holder['offers']): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock, or says who has it.
 * @throws Error of the file system, e.g. no permission
 */
export async function takeLock(path: string, command: string): Promise<Held> {
  const mine: Holder = { pid: process.pid, host: hostname(), command, since: new Date().toISOString(), ...beganOf(process.pid) };
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (;;) {
    if (await placed(path, mine)) return lockOf(path, mine);
    const text = await textOf(path);
    if (text === undefined) continue;
    const by = parsed(text);
    if (by && isAlive(by)) return { held: false, by };
    await breakStale(path, text);
  }
}

/** Who holds the lock, if anyone alive does. */
export async function lockHolder(path: string): Promise<Holder | undefined> {
  const text = await textOf(path);
  const holder = text === undefined ? undefined : parsed(text);
  return holder && isAlive(holder) ? holder : undefined;
}

function lockOf(path: string, mine: Holder): Lock {
  let last = mine;
  return {
    held: true,
    async offer(offers) {
      last = { ...mine, ...(offers ? { offers } : {}) };
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify(last), { mode: 0o600 });
      await rename(draft, path);
    },
    async release() {
      if ((await textOf(path)) === JSON.stringify(last)) await rm(path, { force: true });
    },
  };
}

async function placed(path: string, mine: Holder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
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

/** Two may judge the same lock stale at once. Only what was judged is removed; a newer one is put back. */
async function breakStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await textOf(aside)) !== judged) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host, began }: Holder): boolean {
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
