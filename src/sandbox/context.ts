import type { Context, Reaction, Service, Signal, Timer } from './service.js';
import { partitionOf } from '../facts/partitions.js';
import type { World } from './world.js';
import type { ScheduledTimer } from './world-data.js';

/**
 * Makes the context that handlers and timers of a region get, at the world's present moment.
 * @param services all services of the sandbox: they react to each other's signals
 * @param accessKeyId the key of the request that it is for
 */
export function contextOf(world: World, services: readonly Service[], region: string, accessKeyId?: string): Context {
  const context: Context = {
    world,
    region,
    accessKeyId,
    account: world.account,
    partition: partitionOf(region),
    now: new Date(world.time),
    id: (prefix) => `${prefix}-${world.hex(17)}`,
    due: (seconds) => world.due(seconds),
    after: (seconds, { name }, args) => world.schedule({ timer: name, region, args }, seconds),
    emit(signal, args) {
      const reactions = reactionsTo(services, signal);
      for (const { react } of reactions) react(context, args);
      return reactions.length > 0;
    },
  };
  return context;
}

/** A reaction takes the arguments of the signal that it names. */
const reactionsTo = <Args>(services: readonly Service[], { name }: Signal<Args>): readonly Reaction<Args>[] =>
  services.flatMap(({ reactions = [] }) => reactions.filter(({ signal }) => signal.name === name) as Reaction<Args>[]);

/** The most seconds of AWS's time that one call of `advanceWorld` runs through. */
const maxCatchUpSeconds = 24 * 3600;
/** The most seconds of AWS's time that pass for one request at `instant`. Most things take less. */
const maxLeapSeconds = 3 * 60;

/**
 * Lets the world's time pass, running the timers that fall due, each in its own region and at its own moment.
 *
 * AWS's time goes `speed` times as fast as real time. At `Infinity` it goes at real speed while nothing is under way.
 * While something is under way, each request lets as much time pass as that needs, three minutes at most. So a client
 * that polls does not wait, and what AWS shows for an hour after its end stays for a real hour.
 *
 * After a long time without requests, only the last part of it is run. By then everything has settled or fails as
 * before, and running months of failures would take too long.
 * @param time real time, ms since the epoch
 * @param speed how many times faster than real time AWS's time goes; it counts for this call only
 * @returns whether anything ran
 * @throws Error where a timer fails, or where no service has that timer. Later timers run at the next call.
 */
export function advanceWorld(world: World, services: readonly Service[], time: number, speed = 1): boolean {
  const pace = speed === Infinity ? 1 : speed;
  world.skipClientTime(time - (maxCatchUpSeconds * 1000) / pace);
  const passed = Math.max(0, time - world.time) * pace;
  const run = timerRunner(world, services);
  const ran = world.advance({ elapsed: world.elapsed + passed, time }, run);
  return (speed === Infinity && leapAhead(world, services, run)) || ran;
}

/**
 * Advances AWS's time, not the clients', until nothing is under way any more or the maximum for one request is reached.
 */
function leapAhead(world: World, services: readonly Service[], run: (due: ScheduledTimer) => void): boolean {
  const furthest = world.due(maxLeapSeconds);
  let ran = false;
  for (;;) {
    const next = world.nextDue(({ timer }) => timerNamed(services, timer)?.isBackground !== true);
    if (!next) return ran;
    const elapsed = Math.min(next.at, furthest);
    if (world.advance({ elapsed, time: world.time }, run)) ran = true;
    if (next.at >= furthest) return ran;
  }
}

const timerRunner =
  (world: World, services: readonly Service[]) =>
  ({ timer: name, region, args }: ScheduledTimer): void => {
    const timer = timerNamed(services, name);
    if (!timer) throw new Error(`no service of the sandbox has the timer ${name}`);
    timer.run(contextOf(world, services, region), args);
  };

/** The cast is safe: `after` schedules a timer only with arguments of the timer's own type. */
function timerNamed(services: readonly Service[], name: string): Timer<unknown> | undefined {
  for (const { timers } of services) {
    const timer = timers.find((it) => it.name === name);
    if (timer) return timer as Timer<unknown>;
  }
  return undefined;
}
