import type { Context, Service, Timer } from './service.js';
import { partitionOf } from './wire/credential-scope.js';
import type { World } from './world.js';

/** What handlers and timers in a region work with, at this moment of the world. */
export const contextOf = (world: World, region: string): Context => ({
  world,
  region,
  account: world.account,
  partition: partitionOf(region),
  now: new Date(world.time),
  id: (prefix) => `${prefix}-${world.hex(17)}`,
  due: (seconds) => world.due(seconds),
  after: (seconds, { name }, args) => world.schedule({ timer: name, region, args }, seconds),
});

/** Seconds of the sandbox's time that are lived through at once. */
const longest = 24 * 3600;

/**
 * Lets the world's time pass, running the timers that fall due, each in its own region and at its own moment.
 * Of a long time that nobody asked for anything, only the end is lived through: by then everything has
 * settled, or goes on failing as it did, and to go through months of that would take longer than anybody waits.
 * @param time ms since the epoch
 * @returns whether anything ran
 * @throws Error where a timer fails, or no service has it; what is due after it runs the next time
 */
export function letPass(world: World, services: readonly Service[], time: number): boolean {
  world.rest(time - (longest * 1000) / world.speed);
  return world.advance(time, (due) => {
    const timer = services.flatMap(({ timers }) => timers).find(({ name }) => name === due.timer);
    if (!timer) throw new Error(`no service of the sandbox has the timer ${due.timer}`);
    // What was scheduled carries the arguments that its own timer asked for.
    (timer as Timer<unknown>).run(contextOf(world, due.region), due.args);
  });
}
