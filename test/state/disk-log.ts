import { dirname } from 'node:path';
import type { RmOptions } from 'node:fs';
import fs, { type FileHandle } from 'node:fs/promises';

/** What changes a directory. A write is what a kill may cut at any byte. */
export type DiskChange =
  | { readonly is: 'created' | 'removed'; readonly path: string }
  | { readonly is: 'written'; readonly path: string; readonly bytes: Buffer }
  | { readonly is: 'renamed'; readonly path: string; readonly to: string }
  | { readonly is: 'truncated'; readonly path: string; readonly length: number };

/** The files of a directory, by path. */
export type Files = ReadonlyMap<string, Buffer>;

/** Notes, in the order of time, what the program changes. @returns an end to that */
export function noted(log: DiskChange[]): () => void {
  const real = { ...fs };
  const isThere = (path: string) =>
    real.lstat(path).then(
      () => true,
      () => false,
    );
  const open = async (path: string, flags: number | string, mode?: number): Promise<FileHandle> => {
    const was = await isThere(path);
    const handle = await real.open(path, flags, mode);
    if (!was) log.push({ is: 'created', path });
    const writeFile = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      await writeFile(data);
      log.push({ is: 'written', path, bytes: Buffer.from(data as string) });
    };
    return handle;
  };
  const then =
    <Rest extends readonly unknown[]>(work: (path: string, ...rest: Rest) => Promise<void>, note: Note<Rest>) =>
    async (path: string, ...rest: Rest): Promise<void> => {
      await work(path, ...rest);
      log.push(note(path, ...rest));
    };
  Object.assign(fs, {
    open,
    rm: then<[RmOptions?]>(real.rm, (path) => ({ is: 'removed', path })),
    rename: then<[string]>(real.rename, (path, to) => ({ is: 'renamed', path, to })),
    truncate: then<[number]>(real.truncate, (path, length) => ({ is: 'truncated', path, length })),
  });
  return () => void Object.assign(fs, real);
}
type Note<Rest extends readonly unknown[]> = (path: string, ...rest: Rest) => DiskChange;

/** The files before the first change, after each one, and for each byte at which a write may be cut. */
export function* momentsOf(log: readonly DiskChange[]): Generator<{ readonly done: number; readonly files: Files }> {
  let files: Files = new Map();
  yield { done: 0, files };
  for (const [at, it] of log.entries()) {
    if (it.is === 'written')
      for (let cut = 1; cut < it.bytes.length; cut++)
        yield { done: at, files: after(files, { ...it, bytes: it.bytes.subarray(0, cut) }) };
    files = after(files, it);
    yield { done: at + 1, files };
  }
}

function after(files: Files, it: DiskChange): Files {
  const next = new Map(files);
  const was = files.get(it.path) ?? Buffer.alloc(0);
  switch (it.is) {
    case 'created':
      return next.set(it.path, was);
    case 'removed':
      next.delete(it.path);
      return next;
    case 'written':
      return next.set(it.path, Buffer.concat([was, it.bytes]));
    case 'truncated':
      return next.set(it.path, was.subarray(0, it.length));
    case 'renamed':
      next.delete(it.path);
      return next.set(it.to, was);
  }
}

/** Makes a directory have these files and no others. */
export async function putFiles(directory: string, files: Files): Promise<void> {
  await fs.rm(directory, { recursive: true, force: true });
  await fs.mkdir(directory, { recursive: true });
  for (const [path, bytes] of files) if (dirname(path) === directory) await fs.writeFile(path, bytes, { mode: 0o600 });
}
