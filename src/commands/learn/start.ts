import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { all } from '../../all.js';
import { replaceKept } from '../../kept-file.js';
import { noteProgress } from '../../learn/progress.js';
import type { Seen } from '../../learn/verdict.js';
import { lockHolder } from '../../process-lock.js';
import type { Stopper } from '../session/stop-signal.js';
import { apply, bringUpLab } from './change.js';
import { configFile, readNote, statesOf, writeNote, type LabPlace } from './place.js';
import { patientLook } from './look.js';
import { callAll, inLab, lookAt, region } from './world.js';

/**
 * Makes the world of a lab and breaks it. One that has begun stays as it is.
 * @returns what a client sees then
 */
export async function startLab(place: LabPlace, stop: Stopper): Promise<Seen> {
  const note = await readNote(place);
  if (!note) return (await beginLab(place, stop)).broken;
  await noteProgress(place.home, place.lab.name, {});
  return inLab(place, stop, (world) => lookAt(world, note.open));
}

/** What was seen before the stack was broken, and after. */
export interface Begun {
  readonly fine: Seen;
  readonly broken: Seen;
}

/** So many let ECS try, in vain, to start tasks in the place of those that were stopped. */
const looksAtBroken = 6;

/** Begins again, in a new world. Hints are counted anew; that it was solved before is kept. */
export async function beginLab(place: LabPlace, stop: Stopper): Promise<Begun> {
  const { lab } = place;
  await clear(place);
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  for (const [path, text] of Object.entries(lab.files ?? {})) await writeInto(place, path, text);
  await replaceKept(configFile(place), lab.config);
  const { before } = lab;
  if (before) {
    const calls = [({ account }: { account: string }) => before({ account, region })];
    await inLab(place, stop, (world) => callAll(world, { calls }));
  }
  await bringUpLab(place, stop);
  const fine = await inLab(place, stop, (world) => patientLook(world, []));
  await apply(place, lab.breakage, stop);
  const broken = await inLab(place, stop, (world) => patientLook(world, [], looksAtBroken));
  const open = new Set([...fine.exposed, ...broken.exposed].map(({ key }) => key));
  await writeNote(place, { lab: lab.name, open: [...open] });
  await noteProgress(place.home, lab.name, { begun: new Date().toISOString(), hints: 0, checks: 0, isRevealed: false });
  // Nothing was opened or given up yet: what is to be kept may be part of what was broken.
  const begun = { opened: [], givenUp: undefined };
  return { fine: { ...fine, ...begun }, broken: { ...broken, ...begun } };
}

async function writeInto({ directory }: LabPlace, path: string, text: string): Promise<void> {
  const file = join(directory, path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await replaceKept(file, text);
}

/** Removes what there is of the lab. A world that somebody serves is emptied by whoever serves it. */
async function clear(place: LabPlace): Promise<void> {
  const world = join(statesOf(place), 'sandbox');
  const url = (await lockHolder(join(world, 'lock')))?.shared?.['url'];
  if (url === undefined) return rm(place.directory, { recursive: true, force: true });
  const { ok, status } = await fetch(`${url}/_sandbox/reset`, { method: 'POST' });
  if (!ok) throw new Error(`${url} answers ${status} to a reset: end \`provision sandbox\` there, and try again`);
  const remove = async (directory: string, but: string) =>
    all(
      (await readdir(directory))
        .filter((it) => it !== but)
        .map((it) => rm(join(directory, it), { recursive: true, force: true })),
    );
  await remove(place.directory, '.provision');
  await remove(statesOf(place), 'sandbox');
}
