import { setDelays, usualDelays } from '../../src/sandbox/delays.js';
import type { World } from '../../src/sandbox/world.js';

/** The same world, in which all of AWS knows of each change at once: for tests that are not about that. */
export function withoutDelays(world: World): World {
  setDelays({ world }, Object.fromEntries(Object.keys(usualDelays).map((name) => [name, 0])));
  return world;
}
