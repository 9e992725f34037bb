import { expect, test } from '@jest/globals';
import { Killed, killAtWrite, ToyWorld } from './toys.js';

function village() {
  const world = new ToyWorld();
  const toy = world.noun('toy', { looksUntilReady: 1, later: ['size'] });
  const house = world.step('house', toy, {});
  const wall = world.step('wall', toy, { house });
  return { world, steps: [house, wall, world.step('garden', toy, { house })] };
}

for (const before of [true, false])
  for (let n = 1; n <= 9; n++) {
    const when = `${before ? 'before' : 'after'} write ${n}`;
    test(`killed ${when}, up again: exactly one of everything`, async () => {
      const { world, steps } = village();
      killAtWrite(world, n, before);
      await expect(world.up(steps)).rejects.toThrow(Killed);
      world.revive();
      expect((await world.up(steps)).failures).toEqual([]);
      expect([...world.toys.values()].map(({ step }) => step).sort()).toEqual(['garden', 'house', 'wall']);
      expect(world.store.records.size).toBe(3);
    });
    test(`killed ${when}, down instead: nothing left`, async () => {
      const { world, steps } = village();
      killAtWrite(world, n, before);
      await expect(world.up(steps)).rejects.toThrow(Killed);
      world.revive();
      expect((await world.down()).failures).toEqual([]);
      expect(world.toys.size + world.store.records.size).toBe(0);
    });
  }
