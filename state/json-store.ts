import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FailureError } from '../src/failure.js';
import { stateSchema, stateVersion, type Place, type State, type StepRecord } from './schema.js';
import type { Store } from './store.js';

/** The state file of a stack. Readable by its owner alone. */
export const statePath = (directory: string, stack: string): string => join(directory, `${stack}.json`);

/**
 * Reads a state file.
 * @returns undefined where there is none
 * @throws FailureError `state-unreadable` or `state-newer`: the file is left as it is
 */
export async function readState(path: string): Promise<State | undefined> {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  }
  const version = (data as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > stateVersion)
    throw new FailureError({ code: 'state-newer', path, version, known: stateVersion });
  const parsed = stateSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FailureError({ code: 'state-unreadable', path, why: `${issue?.path.join('.')}: ${issue?.message}` });
}

/** @throws FailureError `state-elsewhere` when the state was made for another place */
export function requireSamePlace(path: string, state: State, here: Place): void {
  for (const differs of ['stack', 'endpoint', 'partition', 'account', 'region'] as const)
    if (state[differs] !== here[differs])
      throw new FailureError({ code: 'state-elsewhere', path, differs, recorded: state[differs], actual: here[differs] });
}

/** Keeps a state in one JSON file, written whole: to a second file, synced, then renamed over the first. */
export class JsonStore implements Store {
  readonly #path: string;
  readonly #header: Omit<State, 'records' | 'outputs'>;
  readonly #records: Map<string, StepRecord>;
  #outputs: State['outputs'];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(path: string, { records, outputs, ...header }: State) {
    this.#path = path;
    this.#header = header;
    this.#records = new Map(Object.entries(records));
    this.#outputs = outputs;
  }

  get records(): ReadonlyMap<string, StepRecord> {
    return this.#records;
  }
  put(step: string, record: StepRecord, drop: readonly string[] = []): Promise<void> {
    for (const name of drop) this.#records.delete(name);
    this.#records.set(step, record);
    return this.#save();
  }
  remove(step: string): Promise<void> {
    this.#records.delete(step);
    return this.#save();
  }
  outputs(outputs: State['outputs']): Promise<void> {
    this.#outputs = outputs;
    return this.#save();
  }

  /** One write at a time. A write that has not begun carries all changes made until it does, so twenty steps at once cost two syncs. */
  #save(): Promise<void> {
    this.#next ??= this.#writing.catch(() => {}).then(() => {
      this.#next = undefined;
      return (this.#writing = this.#write());
    });
    return this.#next;
  }

  async #write(): Promise<void> {
    const state: State = { ...this.#header, outputs: this.#outputs, records: Object.fromEntries(this.#records) };
    try {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await writeSynced(`${this.#path}.new`, `${JSON.stringify(state, null, 2)}\n`);
      await rename(`${this.#path}.new`, this.#path);
      await syncDirectory(dirname(this.#path));
    } catch (error) {
      throw new FailureError({ code: 'state-unwritable', path: this.#path, why: (error as Error).message });
    }
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
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
