import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { Desk } from '../cli/program.js';
import { isFull, longTest } from '../full.js';
import { census, left } from './census.js';
import { openTeam, words, type Team } from './team.js';

/** Several processes bring up, and take down, one stack at the same moment, with its state in a bucket. */
const races = 5;
let team: Team;
let desk: Desk;
beforeAll(async () => {
  if (!isFull) return;
  desk = await Desk.open();
  team = await openTeam(desk.directory);
  await team.makeBucket();
});
afterAll(() => team?.close());

describe.each([2, 3])('of %i processes', (count) => {
  /** @returns how each ended: 0, or 4 where another one had the lock */
  async function together(act: string): Promise<number[]> {
    const all = await Promise.all(Array.from({ length: count }, () => desk.run(act, ...words, '--yes')));
    for (const { code, stdout, stderr } of all)
      if (code !== 0)
        expect({ code, text: stdout + stderr }).toMatchObject({ code: 4, text: expect.stringMatching(refused) });
    return all.map(({ code }) => code ?? -1);
  }
  // Who came while the first one was at it is refused; who came later finds all done.
  const refused = /Another run is working on this stack/;

  longTest('one brings it up, and one takes it down; there is one of everything, and then nothing', async () => {
    for (let race = 0; race < races; race++) {
      const [up, one] = [await together('up'), await census(team.rig)];
      expect(up).toContain(0);
      expect([one['vpcs'], one['services'], one['apis']].map((it) => it?.length)).toEqual([1, 1, 1]);
      expect(await desk.run('status', ...words)).toMatchObject({ code: 0 });
      const down = await together('down');
      expect(down).toContain(0);
      expect(left(await census(team.rig))).toEqual({});
      process.stdout.write(`race ${race} of ${count}: up ${up.join(' ')}, down ${down.join(' ')}\n`);
    }
  });
});
