import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { fastClock, type Clock } from '../clock.js';
import { FailureError } from '../failure.js';
import { lockHolder, takeLock, type Holder, type Lock } from '../process-lock.js';
import { Endpoint } from './endpoint.js';
import { serve } from './server.js';
import { services } from './services/index.js';
import { speedOf } from './speed.js';
import { WorldFile } from './world-file.js';

/** A sandbox that can be talked to, in this process or in the one that has its world already. */
export interface OpenSandbox {
  /** On loopback. */
  readonly url: string;
  /** Goes as fast as the sandbox's life cycles. */
  readonly clock: Clock;
  /** The process that serves it, if it is another one. */
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
}

/** `instant` in numbers: an hour takes 4 ms, and each request finds ten minutes gone by. */
const instantSpeed = 1e6;
const instantStep = (10 * 60_000) / instantSpeed;

/**
 * Opens the world of a directory. Only one process has it at a time: where another one does, that one is used, at
 * its own speed.
 * @throws FailureError `bad-usage` for a speed that is none, or a port that is taken
 */
export async function openSandbox({ directory, speed: text, command, port = 0 }: SandboxOptions): Promise<OpenSandbox> {
  const speed = speedOf(text);
  if (speed === undefined)
    throw new FailureError({ code: 'bad-usage', message: `--sandbox-speed ${text} is no speed`, hint: 'like 60x, 1x or instant' });
  const path = join(directory, 'lock');
  const lock = await takeLock(path, command);
  if (!lock.held) return joined(await offering(path, lock.by));
  try {
    return await owned(lock, { directory, speed, port, text });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function owned(lock: Lock, { directory, speed, port, text }: { directory: string; speed: number; port: number; text: string }): Promise<OpenSandbox> {
  const file = await WorldFile.open(directory);
  const { world } = file;
  const instant = speed === Infinity;
  world.speed = instant ? instantSpeed : speed;
  const tick = () => Math.max(Date.now(), world.time + (instant ? instantStep : 0));
  const endpoint = new Endpoint({ services, world, tick, save: () => file.save() });
  const served = await serve(endpoint, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new FailureError({ code: 'bad-usage', message: error.message, hint: '--port 0 takes any free one' });
  });
  await lock.offer({ url: served.url, speed: text });
  return {
    url: served.url,
    clock: fastClock(speed),
    async close() {
      await served.close();
      await file.save();
      await lock.release();
    },
  };
}

/** The owner tells its URL a moment after it has the lock. */
async function offering(path: string, by: Holder): Promise<Holder> {
  for (let waited = 0; waited < 5000; waited += 50) {
    const holder = await lockHolder(path);
    if (holder?.offers?.['url']) return holder;
    if (!holder) break;
    await pause(50);
  }
  throw new FailureError({ code: 'no-cloud', message: `the sandbox is being opened or closed by ${by.command} (pid ${by.pid})` });
}

const joined = (servedBy: Holder): OpenSandbox => ({
  url: servedBy.offers?.['url'] ?? '',
  clock: fastClock(speedOf(servedBy.offers?.['speed'] ?? '') ?? 1),
  servedBy,
  close: async () => {},
});
