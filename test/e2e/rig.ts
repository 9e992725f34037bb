import { setMaxListeners } from 'node:events';
import { fastClock, speedOf, type Clock } from '../../src/clock.js';
import { SentChanges } from '../../src/cloud/lately.js';
import { openCloud, type OpenCloud, type OpenOptions } from '../../src/cloud/open.js';
import type { Emit } from '../../src/events.js';
import { openImages } from '../../src/image/images.js';
import type { Call } from '../../src/sandbox/calls.js';
import { control } from '../../src/sandbox/control.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { wirelessAt, InProcessHandler } from '../../src/sandbox/in-process.js';
import { openSandbox } from '../../src/sandbox/open.js';
import { services } from '../../src/sandbox/services/index.js';
import type { Service } from '../../src/sandbox/service.js';
import { Unsigned } from '../../src/sandbox/unsigned.js';
import type { WireRequest, WireResponse } from '../../src/sandbox/wire/message.js';
import { isFull } from '../is-full.js';
import { sandboxAccount, World } from '../../src/sandbox/world.js';
import type { WorldData } from '../../src/sandbox/world-data.js';

export const where = { account: sandboxAccount, region: 'us-east-1', partition: 'aws' } as const;

/** A signal that nobody aborts. All waits of a run listen to it. */
export function openSignal(): AbortSignal {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
}

/** An embedded AWS, and what a test asks of it besides. */
export interface Rig {
  readonly clock: Clock;
  /** The SDK's clients as they are, for looking and for changing things behind a stack's back. */
  readonly clients: OpenCloud['clients'];
  /** A cloud for one run, which keeps answers and uses lists as the command line's does. */
  openCloud(emit: Emit, signal?: AbortSignal): OpenCloud;
  /** What was asked of the sandbox, by its own account, while `work` went on. */
  during<T>(work: () => Promise<T>): Promise<Asked<T>>;
  /** @throws Error where one of them cannot be */
  faults(faults: readonly FaultInput[]): Promise<void>;
  /** What services have to do, by `cluster/service`. */
  load(loads: { readonly [service: string]: { readonly [of: string]: number } }): Promise<void>;
  /** Lets so many seconds go by in AWS. Only a sandbox in this process can do that. */
  pass(seconds: number): Promise<void>;
  /** What the account may have, by the names of `src/facts/quotas.ts`. */
  quotas(quotas: { readonly [name: string]: number }): Promise<void>;
  /** What the programs in one-off tasks do, by family. */
  programs(programs: { readonly [family: string]: object }): Promise<void>;
  /** Whether the registrar leads to hosted zones, by name. */
  delegations(zones: { readonly [zone: string]: boolean }): Promise<void>;
  /** Whether Fargate Spot has room for tasks. */
  spot(room: { readonly hasRoom: boolean }): Promise<void>;
  /** Faults that did not happen yet. */
  pendingFaults(): Promise<readonly FaultInput[]>;
  /** A request to what runs there, through the front door. Only a sandbox in this process takes it. */
  request(url: string, more?: Partial<WireRequest>): Promise<WireResponse | undefined>;
  /** The account as it is now, in a sandbox of its own in this process. */
  copy(): Rig;
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

const accessKeyId = 'test';
const asItIs = (): void => {};

/**
 * A sandbox of its own, in this process, without a socket and a file. In `npm run test:long`, and where the test changes how it
 * answers, the bytes that go to and fro are those of HTTP.
 * @param speed unless told, everything that takes time is over at the next look
 * @param prepare changes how the sandbox answers
 * @param served the services that it has
 */
export async function openRig(
  speed = 'instant',
  prepare: (endpoint: Endpoint) => void = asItIs,
  served: readonly Service[] = services,
): Promise<Rig> {
  return rigOn(new World(Date.now()), { speed: speedOf(speed) ?? Number.NaN, prepare, served });
}

/** The same, whose calls are never HTTP's bytes: for what has very many of them, and is not about them. */
export const openWirelessRig = (): Rig => rigOn(new World(Date.now()), { mayBeWireless: true });

/** A sandbox in this process that saves its world. */
export const openSavedRig = (world: World, save: () => Promise<void>): Rig => rigOn(world, { save });

interface RigOptions {
  readonly speed?: number;
  readonly prepare?: (endpoint: Endpoint) => void;
  readonly served?: readonly Service[];
  readonly save?: () => Promise<void>;
  readonly mayBeWireless?: boolean;
}

function rigOn(world: World, options: RigOptions): Rig {
  const { speed = Infinity, prepare = asItIs, served = services, save = async () => {} } = options;
  const { mayBeWireless = !isFull } = options;
  let passed = 0;
  const realTime = () => Date.now() + passed;
  const endpoint = new Endpoint({ services: served, world, realTime, speed, save });
  prepare(endpoint);
  let isUsual = mayBeWireless && prepare === asItIs && served === services;
  const direct = wirelessAt(endpoint, { region: where.region, accessKeyId });
  return rigOf({
    clock: fastClock(speed),
    reach: {
      ...{ transport: new InProcessHandler(endpoint), signerConstructor: Unsigned },
      // Where something goes wrong, the SDK does more than to carry calls: it repeats questions.
      wireless: {
        ...direct,
        answers: (service) => isUsual && endpoint.faults.pending().length === 0 && direct.answers(service),
      },
      // Otherwise the SDK looks in the environment and in shared files for each request: a tenth of the CPU time of a test.
      ...{ ignoreConfiguredEndpointUrls: true, isBare: true },
    },
    async ask(method, path, body) {
      if (method === 'POST' && /\/(rates|clock)$/.test(path)) isUsual = false;
      const answer = await control(endpoint, { method, path, body, query: new URLSearchParams(), headers: {} });
      return { status: answer.status, text: Buffer.from(answer.body).toString() };
    },
    request: (request) => endpoint.request(request),
    // Nothing keeps the copy.
    copy: () =>
      rigOn(World.from(JSON.parse(JSON.stringify(world)) as WorldData), { speed, prepare, served, mayBeWireless }),
    pass: (seconds) => void (passed += seconds * 1000),
    close: async () => {},
  });
}

/** The sandbox whose world is in this directory, over HTTP, as the command line opens it. */
export async function openRigIn(directory: string, speed = 'instant'): Promise<Rig> {
  const sandbox = await openSandbox({ directory, speed, command: 'test' });
  const url = sandbox.url();
  return rigOf({
    clock: sandbox.clock,
    reach: { endpoint: url },
    async ask(method, path, body) {
      const answer = await fetch(`${url}${path}`, { method, ...(method === 'POST' && { body: new Uint8Array(body) }) });
      return { status: answer.status, text: await answer.text() };
    },
    close: () => sandbox.close(),
  });
}

/** How a sandbox is talked to. */
interface Line {
  readonly clock: Clock;
  readonly reach: Pick<
    OpenOptions,
    'endpoint' | 'transport' | 'wireless' | 'signerConstructor' | 'ignoreConfiguredEndpointUrls' | 'isBare'
  >;
  ask(method: 'GET' | 'POST', path: string, body: Buffer): Promise<{ readonly status: number; readonly text: string }>;
  request?(request: WireRequest): Promise<WireResponse | undefined>;
  copy?(): Rig;
  pass?(seconds: number): void;
  close(): Promise<void>;
}

function rigOf({ clock, reach, ask, request, copy, pass, close }: Line): Rig {
  const own = cloudAt(reach, { clock, emit: () => {} });
  const asked = async <T>(method: 'GET' | 'POST', name: string, body?: unknown): Promise<T> => {
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const { status, text } = await ask(method, `/_sandbox/${name}`, bytes);
    if (status !== 200) throw new Error(`${method} ${name}: ${status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    clock,
    clients: own.clients,
    openCloud: (emit, signal) => cloudAt(reach, { clock, emit, ...(signal && { signal }), changes: new SentChanges() }),
    async during(work) {
      const before = (await asked<Call[]>('GET', 'calls')).length;
      const done = await work();
      const calls = (await asked<Call[]>('GET', 'calls')).slice(before);
      return { done, calls, mutating: calls.filter((it) => it.mutating).map(nameOf) };
    },
    faults: async (faults) => void (await asked('POST', 'faults', faults)),
    load: async (loads) => void (await asked('POST', 'load', loads)),
    async pass(seconds) {
      if (!pass) throw new Error('time cannot be made to pass in this sandbox');
      pass(seconds);
      // It passes in the sandbox when that is asked something.
      await asked('GET', 'load');
    },
    async request(url, more = {}) {
      if (!request) throw new Error('requests to what runs in this sandbox go over HTTP');
      const { host, pathname: path, searchParams: query } = new URL(url);
      const headers = { host, ...more.headers };
      return request({ method: 'GET', path, query, body: Buffer.alloc(0), ...more, headers });
    },
    copy() {
      if (!copy) throw new Error('the world of this sandbox is in files');
      return copy();
    },
    quotas: async (quotas) => void (await asked('POST', 'quotas', quotas)),
    programs: async (programs) => void (await asked('POST', 'programs', programs)),
    delegations: async (zones) => void (await asked('POST', 'delegations', zones)),
    spot: async (room) => void (await asked('POST', 'spot', room)),
    pendingFaults: () => asked('GET', 'faults'),
    reset: async () => void (await asked('POST', 'reset')),
    async close() {
      own.close();
      await close();
    },
  };
}

export const nameOf = (call: Pick<Call, 'service' | 'operation'>): string => `${call.service}:${call.operation}`;

function cloudAt(reach: Line['reach'], run: Pick<OpenOptions, 'clock' | 'emit' | 'signal' | 'changes'>): OpenCloud {
  const credentials = { accessKeyId, secretAccessKey: accessKeyId };
  const settings = { ...reach, region: where.region, credentials, disableHostPrefix: true };
  return openCloud(
    { ...settings, ...run, listsTags: true, images: openImages({ ...run, env: {} }), concurrency: 16 },
    () => where,
  );
}
