import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { apply } from '../../src/commands/learn/change.js';
import { patientLook } from '../../src/commands/learn/look.js';
import { readNote, type LabPlace } from '../../src/commands/learn/place.js';
import { beginLab, type Begun } from '../../src/commands/learn/start.js';
import { inLab } from '../../src/commands/learn/world.js';
import { timedStopper } from '../../src/commands/session/stop-signal.js';
import type { Change, Lab } from '../../src/learn/lab.js';
import { verdictOn, type Verdict } from '../../src/learn/verdict.js';

/** A lab that has begun in a directory, and what is done to copies of it. */
export interface BegunLab extends Begun {
  /** What `learn check` says after a change, in a copy of the lab. */
  after(change: Change): Promise<Verdict>;
}

export async function begunIn(home: string, lab: Lab): Promise<BegunLab> {
  const place: LabPlace = { lab, home, directory: join(home, lab.name) };
  const stop = timedStopper(undefined);
  let copies = 0;
  return {
    ...(await beginLab(place, stop)),
    async after(change) {
      const copy = { ...place, home: join(home, String(++copies)), directory: join(home, String(copies), lab.name) };
      await cp(place.directory, copy.directory, { recursive: true });
      await apply(copy, change, stop);
      const { open } = (await readNote(copy)) ?? { open: [] };
      return verdictOn(await inLab(copy, stop, (world) => patientLook(world, open)));
    },
  };
}
