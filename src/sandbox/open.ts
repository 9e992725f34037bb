import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { fastClock, type Clock } from '../clock.js';
import { FailureError } from '../failure.js';
import { lockHolder, takeLock, type Holder, type Lock } from '../process-lock.js';
import { Endpoint } from './endpoint.js';
import type { Guard } from './guard.js';
import { serve } from './server.js';
import { services } from './services/index.js';
import { speedOf } from './speed.js';
import { readWorld, WorldFile } from './world-file.js';
import type { World } from './world.js';

/**
 * A sandbox that can be talked to, in this process or in the one that has its world already. When that one ends, the
 * world is taken over: the sandbox moves.
 */
export interface OpenSandbox {
  /** On loopback. */
  url(): string;
  /** Called when nobody listens at this address, which `url` gave, any more. */
  moved(from: string): Promise<void>;
  /** Goes as fast as the sandbox's life cycles. */
  readonly clock: Clock;
  /** The process that serves it, if it is another one. */
  servedBy(): Holder | undefined;
  close(): Promise<void>;
}
/** One address it has had. */
interface Address {
  readonly url: string;
  readonly clock: Clock;
  readonly servedBy?: Holder;
  close(): Promise<void>;
}
export interface SandboxOptions {
  /** Where the world is kept. */
  readonly directory: string;
  /** `60x`, `instant`, … */
  readonly speed: string;
  /** Named to others that want the same world. */
  readonly command: string;
  /** 0 unless told: any that is free. */
  readonly port?: number;
  /** Only looked at: where no process has the world, a copy of it is opened, and no file is touched. */
  readonly isCopy?: boolean;
  /** Asked before every request. Only who serves the world can ask it. */
  readonly guard?: Guard | undefined;
}

/** `instant` in numbers: an hour takes 4 ms, and each request finds three minutes gone by, longer than most things take. */
const instantSpeed = 1e6;
const instantStep = (3 * 60_000) / instantSpeed;

/**
 * Opens the world of a directory. Only one process has it at a time: where another one does, that one is used, at
 * its own speed.
 * @throws FailureError `bad-usage` for a speed that is none, a port that is taken, or a guard where another one serves
 */
export async function openSandbox(options: SandboxOptions): Promise<OpenSandbox> {
  const first = await addressOf(options);
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
    // One that was refused before, and is told only now, has been answered by the move already made.
    moved: async (from) => (now.url === from ? (moving ??= move()) : undefined),
    clock: first.clock,
    servedBy: () => now.servedBy,
    close: () => now.close(),
  };
}

async function addressOf({ directory, speed: text, command, port = 0, isCopy, guard }: SandboxOptions): Promise<Address> {
  const speed = speedOf(text);
  if (speed === undefined)
    throw new FailureError({ code: 'bad-usage', message: `--sandbox-speed ${text} is no speed`, hint: 'like 60x, 1x or instant' });
  const path = join(directory, 'lock');
  if (isCopy) {
    const holder = await lockHolder(path);
    if (holder && (await answers(holder))) return joined(holder, guard);
    return served(await readWorld(directory).catch(unreadable), { speed, port, save: async () => {}, guard });
  }
  for (let tries = 0; tries < 100; tries++) {
    const lock = await takeLock(path, command);
    if (lock.held) return owned(lock, { directory, speed, port, text, guard });
    // The owner tells its URL a moment after it has the lock, and gives the lock back a moment after it has stopped.
    if (await answers(lock.by)) return joined(lock.by, guard);
    await pause(50);
  }
  throw new FailureError({ code: 'no-cloud', message: `another process is opening or closing the sandbox in ${directory}` });
}

async function answers({ offers }: Holder): Promise<boolean> {
  if (!offers?.['url']) return false;
  return fetch(`${offers['url']}/_sandbox/health`).then(({ ok }) => ok, () => false);
}

interface Serving {
  readonly speed: number;
  readonly port: number;
  readonly guard: Guard | undefined;
}

async function owned(lock: Lock, { directory, text, ...serving }: Serving & { directory: string; text: string }): Promise<Address> {
  const file = await WorldFile.open(directory).catch(giveBack(lock));
  const save = () => file.save();
  const address = await served(file.world, { ...serving, save }).catch(giveBack(lock));
  await lock.offer({ url: address.url, speed: text });
  return {
    ...address,
    async close() {
      await address.close();
      await save();
      await lock.release();
    },
  };
}

async function served(world: World, { speed, port, save, guard }: Serving & { save: () => Promise<void> }): Promise<Address> {
  const instant = speed === Infinity;
  world.speed = instant ? instantSpeed : speed;
  const tick = () => Math.max(Date.now(), world.time + (instant ? instantStep : 0));
  const { url, close } = await serve(new Endpoint({ services, world, tick, save, ...(guard && { guard }) }), port);
  return { url, clock: fastClock(speed), close };
}

/** Gives the lock back, and says what the person can change. */
const giveBack = (lock: Lock) => async (error: NodeJS.ErrnoException): Promise<never> => {
  await lock.release();
  return unreadable(error);
};

function unreadable(error: NodeJS.ErrnoException): never {
  const hint = error.code === 'EADDRINUSE' ? '--port 0 takes any free one' : 'or keep another world: --state DIR';
  throw new FailureError({ code: 'bad-usage', message: error.message, hint });
}

/** @throws FailureError `bad-usage` for a guard: what the other process asks is its own affair */
function joined(servedBy: Holder, guard: Guard | undefined): Address {
  if (guard) {
    const message = `the sandbox is served by \`${servedBy.command}\` (process ${servedBy.pid}), which enforces the policy that it was started with, or none`;
    throw new FailureError({ code: 'bad-usage', message, hint: 'give --policy to that one, or end it' });
  }
  return {
    url: servedBy.offers?.['url'] ?? '',
    clock: fastClock(speedOf(servedBy.offers?.['speed'] ?? '') ?? 1),
    servedBy,
    close: async () => {},
  };
}
