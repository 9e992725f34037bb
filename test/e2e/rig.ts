import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/clock.js';
import { openCloud, type OpenCloud, type OpenOptions } from '../../src/cloud/open.js';
import type { Emit } from '../../src/events.js';
import { openImages } from '../../src/image/open.js';
import type { Call } from '../../src/sandbox/calls.js';
import { sandboxAccount } from '../../src/sandbox/world.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { openSandbox } from '../../src/sandbox/open.js';
import './realms.js';

export const where = { account: sandboxAccount, region: 'us-east-1', partition: 'aws' } as const;

/** An embedded AWS behind real HTTP, as the command line opens it, and what a test asks of it besides. */
export interface Rig {
  readonly clock: Clock;
  /** The SDK's clients as they are, for looking and for changing things behind a stack's back. */
  readonly clients: OpenCloud['clients'];
  /** A cloud for one run. Those that nobody stops take turns with one, which tells of its calls to the last of them. */
  openCloud(emit: Emit, signal?: AbortSignal): OpenCloud;
  /** What was asked of the sandbox, by its own account, while `work` went on. */
  during<T>(work: () => Promise<T>): Promise<Asked<T>>;
  /** @throws Error where one of them cannot be */
  faults(faults: readonly FaultInput[]): Promise<void>;
  /** Faults that did not happen yet. */
  pendingFaults(): Promise<readonly FaultInput[]>;
  /** An account with nothing in it. */
  reset(): Promise<void>;
  close(): Promise<void>;
}
export interface Asked<T> {
  readonly done: T;
  readonly calls: readonly Call[];
  /** `ec2:CreateVpc`, oldest first, those that were refused among them. */
  readonly mutating: readonly string[];
}

/**
 * Opens a sandbox of its own.
 * @param speed unless told, everything that takes time is over at the next look, and what AWS forgets is forgotten soon
 */
export async function openRig(speed = 'instant'): Promise<Rig> {
  const directory = await mkdtemp(join(tmpdir(), 'provision-e2e-'));
  const rig = await openRigIn(directory, speed);
  return {
    ...rig,
    async close() {
      await rig.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Opens the sandbox whose world is in this directory. */
export async function openRigIn(directory: string, speed = 'instant'): Promise<Rig> {
  const sandbox = await openSandbox({ directory, speed, command: 'test' });
  const { clock } = sandbox;
  const url = sandbox.url();
  const own = cloudAt(url, { clock, emit: () => {} });
  let told: Emit = () => {};
  const shared = cloudAt(url, { clock, emit: (event) => told(event) });
  const control = controlOf(url);
  return {
    clock,
    clients: own.clients,
    openCloud(emit, signal) {
      if (signal) return cloudAt(url, { clock, emit, signal });
      told = emit;
      return { ...shared, close: () => {} };
    },
    async during(work) {
      const before = (await control<Call[]>('GET', 'calls')).length;
      const done = await work();
      const calls = (await control<Call[]>('GET', 'calls')).slice(before);
      return { done, calls, mutating: calls.filter((it) => it.mutating).map(nameOf) };
    },
    faults: async (faults) => void (await control('POST', 'faults', faults)),
    pendingFaults: () => control('GET', 'faults'),
    reset: async () => void (await control('POST', 'reset')),
    async close() {
      own.close();
      shared.close();
      await sandbox.close();
    },
  };
}

export const nameOf = (call: Pick<Call, 'service' | 'operation'>): string => `${call.service}:${call.operation}`;

function cloudAt(endpoint: string, run: Pick<OpenOptions, 'clock' | 'emit' | 'signal'>): OpenCloud {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint, region: where.region, credentials, disableHostPrefix: true };
  return openCloud({ ...settings, ...run, images: openImages({ ...run, env: {} }), concurrency: 16 }, () => where);
}

const controlOf =
  (url: string) =>
  async <T>(method: 'GET' | 'POST', door: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_sandbox/${door}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${door}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
