import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { fastClock, monotonicNow, speedOf, type Clock } from '../clock.js';
import { FailureError } from '../failure.js';
import { lockHolder, takeLock, type LockRecord, type Lock } from '../process-lock.js';
import { Endpoint } from './endpoint.js';
import type { Call } from './calls.js';
import type { Guard } from './guard.js';
import { InProcessHandler } from './in-process.js';
import type { LaunchOf, ProcessEvent } from './processes/launch.js';
import { Processes } from './processes/processes.js';
import { noRatesAtInstant, Rates } from './rates.js';
import { serve } from './server.js';
import { services } from './services/index.js';
import { Unsigned } from './unsigned.js';
import type { Page } from './viewer/page.js';
import { readWorld, WorldFile } from './world-file.js';
import type { World } from './world.js';

/**
 * A connection to a sandbox that is served by this process, or by another one that has opened its world already. When
 * that process ends, this one takes the world over, and the sandbox gets another address.
 */
export interface OpenSandbox {
  /** The present address, on loopback. */
  url(): string;
  /**
   * To be called when a connection to `from`, an address that `url` gave, is refused. Resolves when there is a new
   * address.
   */
  moved(from: string): Promise<void>;
  /** Goes as fast as the sandbox's life cycles. */
  readonly clock: Clock;
  /** The process that serves it, if it is another one. */
  servedBy(): LockRecord | undefined;
  /** What requests of this process go by without a socket; undefined where another process has served it at first. */
  readonly inProcess: InProcess | undefined;
  close(): Promise<void>;
}
export interface InProcess {
  /** Makes what carries them: one for each cloud that is opened. */
  transport(): InProcessHandler;
  readonly signerConstructor: typeof Unsigned;
}
/** An address at which the sandbox was served. */
interface Address {
  readonly url: string;
  readonly clock: Clock;
  readonly servedBy?: LockRecord;
  readonly endpoint?: Endpoint;
  close(): Promise<void>;
}
export interface SandboxOptions {
  /** Where the world is kept. */
  readonly directory: string;
  /** `60x`, `instant`, … */
  readonly speed: string;
  /**
   * Whether it refuses what comes faster than AWS's rates: by default where a client's clock can keep to them, so not at `instant`.
   * There a client's sleep passes at once, and the world's time only where something is under way.
   */
  readonly rates?: 'on' | 'off' | undefined;
  /** The command that is named to other processes that want the same world. */
  readonly command: string;
  /** 0, the default, means any free port. */
  readonly port?: number;
  /** For readers: where no process has opened the world, a copy of it is opened in memory, and no file is changed. */
  readonly isCopy?: boolean;
  /** Checks every request. It needs the process that serves the world. */
  readonly guard?: Guard | undefined;
  /** How containers are started on this machine; without it, stand-ins answer. */
  readonly launchOf?: LaunchOf | undefined;
  /** Called with what is to be known of processes: that one runs, that none can, that it does not listen. */
  readonly onNotice?: ((text: string) => void) | undefined;
  /** Called with each call when it is answered, while this process serves the world. */
  readonly onCall?: ((call: Call) => void) | undefined;
  /** What to look at the world by, while this process serves it. */
  readonly page?: Page | undefined;
}

/**
 * Opens the world of a directory. Only one process can serve it at a time. Where another process does, that one is
 * used, at its speed.
 * @throws FailureError `bad-usage` for a speed that is none, a port that is taken, or a guard where another one serves
 */
export async function openSandbox(options: SandboxOptions): Promise<OpenSandbox> {
  const first = await addressOf(options);
  const { endpoint } = first;
  let now = first;
  let moving: Promise<void> | undefined;
  const move = async () => {
    try {
      now = await addressOf({ ...options, port: 0 });
    } finally {
      moving = undefined;
    }
  };
  return {
    url: () => now.url,
    // A request that was refused at an older address needs no second move: the sandbox is at a newer one already.
    moved: async (from) => (now.url === from ? (moving ??= move()) : undefined),
    clock: first.clock,
    servedBy: () => now.servedBy,
    inProcess: endpoint && {
      transport: () => new InProcessHandler(endpoint, takingTurns),
      signerConstructor: Unsigned,
    },
    close: () => now.close(),
  };
}

async function addressOf({
  directory,
  speed: text,
  rates: wanted,
  command,
  port = 0,
  isCopy,
  guard,
  launchOf,
  onNotice,
  onCall,
  page,
}: SandboxOptions): Promise<Address> {
  const speed = speedOf(text);
  if (speed === undefined)
    throw new FailureError({
      code: 'bad-usage',
      message: `--sandbox-speed ${text} is no speed`,
      hint: 'like 60x, 1x or instant',
    });
  if (speed === Infinity && wanted === 'on')
    throw new FailureError({
      code: 'bad-usage',
      message: `--rates on does not go with --sandbox-speed instant: ${noRatesAtInstant}`,
      hint: 'a finite speed: 60x, 600x',
    });
  const rates = new Rates(wanted === undefined ? speed !== Infinity : wanted === 'on', speed !== Infinity);
  const path = join(directory, 'lock');
  if (isCopy) {
    const holder = await lockHolder(path);
    if (holder && (await answers(holder))) return joined(holder, { guard, rates: wanted });
    return served(await readWorld(directory).catch(unreadable), {
      speed,
      port,
      save: async () => {},
      ...{ guard, rates, onCall, page },
    });
  }
  const until = monotonicNow() + patienceMs;
  do {
    const lock = await takeLock(path, command);
    if (lock.held) return owned(lock, { directory, speed, port, text, guard, rates, launchOf, onNotice, onCall, page });
    // The owner writes its URL a moment after it has taken the lock, and frees the lock a moment after it has stopped.
    if (await answers(lock.by)) return joined(lock.by, { guard, rates: wanted });
    await pause(50);
  } while (monotonicNow() < until);
  throw new FailureError({
    code: 'no-cloud',
    message: `another process is opening or closing the sandbox in ${directory}`,
  });
}

/** How long an owner may take to open or to close, and one that is there to answer. */
const patienceMs = 5_000;

async function answers({ shared }: LockRecord): Promise<boolean> {
  if (!shared?.['url']) return false;
  return fetch(`${shared['url']}/_sandbox/health`, { signal: AbortSignal.timeout(patienceMs) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A request lets others have their turn, as one over a socket does: signals, timers, the view of a run. */
async function takingTurns<T>(handle: () => Promise<T>): Promise<T> {
  await turn();
  return handle();
}

interface Serving {
  readonly speed: number;
  readonly port: number;
  readonly guard: Guard | undefined;
  readonly rates: Rates;
  readonly launchOf?: LaunchOf | undefined;
  readonly onNotice?: SandboxOptions['onNotice'];
  readonly onCall: SandboxOptions['onCall'];
  readonly page: Page | undefined;
}

async function owned(
  lock: Lock,
  { directory, text, ...serving }: Serving & { directory: string; text: string },
): Promise<Address> {
  const file = await WorldFile.open(directory).catch(giveBack(lock));
  const save = () => file.save();
  const address = await served(file.world, { ...serving, save }).catch(giveBack(lock));
  await lock.share({ url: address.url, speed: text });
  return {
    ...address,
    async close() {
      await address.close();
      await file.close();
      await lock.release();
    },
  };
}

async function served(
  world: World,
  { speed, port, save, guard, rates, launchOf, onNotice, onCall, page }: Serving & { save: () => Promise<void> },
): Promise<Address> {
  const onEvent = (event: ProcessEvent): void => {
    const { name, taskArn } = event.container;
    if ('text' in event) onNotice?.(`${name} ${taskArn.split('/').at(-1)}: ${event.text}`);
    void endpoint.happened(event);
  };
  const processes = launchOf && new Processes({ launchOf, onEvent });
  const endpoint: Endpoint = new Endpoint({
    services,
    world,
    realTime: realTimeFrom(world.time),
    speed,
    save,
    rates,
    ...(guard && { guard }),
    ...(onCall && { onCall }),
    ...(processes && { processes }),
    ...(page && { page }),
  });
  const { url, close } = await serve(endpoint, port);
  return {
    url,
    endpoint,
    clock: fastClock(speed),
    async close() {
      await close();
      await processes?.close();
    },
  };
}

/**
 * The real time, evenly, and never before what the world has lived through: where the wall clock was set back since it
 * was kept, nothing in it would move until that has caught up.
 */
function realTimeFrom(time: number): () => number {
  const ahead = Math.max(0, time - monotonicNow());
  return () => monotonicNow() + ahead;
}

/** Gives the lock back, and says what the person can change. */
const giveBack =
  (lock: Lock) =>
  async (error: NodeJS.ErrnoException): Promise<never> => {
    await lock.release();
    return unreadable(error);
  };

function unreadable(error: NodeJS.ErrnoException): never {
  if (error instanceof FailureError) throw error;
  const hint = error.code === 'EADDRINUSE' ? '--port 0 takes any free one' : 'or keep another world: --state DIR';
  throw new FailureError({ code: 'bad-usage', message: error.message, hint });
}

/** @throws FailureError `bad-usage` for a guard or for rates: what the other process asks is its own affair */
function joined(
  servedBy: LockRecord,
  { guard, rates }: { readonly guard: Guard | undefined; readonly rates: SandboxOptions['rates'] },
): Address {
  if (rates !== undefined) {
    const message = `the sandbox is served by \`${servedBy.command}\` (process ${servedBy.pid}), with the rates that it was started with`;
    throw new FailureError({ code: 'bad-usage', message, hint: 'give --rates to that one, or POST /_sandbox/rates' });
  }
  if (guard) {
    const message = `the sandbox is served by \`${servedBy.command}\` (process ${servedBy.pid}), which enforces the policy that it was started with, or none`;
    throw new FailureError({ code: 'bad-usage', message, hint: 'give --policy to that one, or end it' });
  }
  return {
    url: servedBy.shared?.['url'] ?? '',
    clock: fastClock(speedOf(servedBy.shared?.['speed'] ?? '') ?? 1),
    servedBy,
    close: async () => {},
  };
}
