import { noteProgress, readProgress } from '../../learn/progress.js';
import { verdictOn } from '../../learn/verdict.js';
import { checkLines } from '../../ui/learn-check.js';
import type { LearnLook } from '../../ui/learn.js';
import type { Stopper } from '../session/stop-signal.js';
import { costOfLab } from './cost.js';
import type { Done } from './done.js';
import { patientLook } from './look.js';
import { requireBegun, type LabPlace } from './place.js';
import { inLab } from './world.js';

/** Looks whether requests arrive, by any route. What waiting makes better is waited for. */
export async function check(place: LabPlace, look: LearnLook, stop: Stopper): Promise<Done> {
  const { open } = await requireBegun(place);
  const { lab, home } = place;
  const { seen, cost } = await inLab(place, stop, async (world) => ({
    seen: await patientLook(world, open),
    cost: costOfLab(world),
  }));
  const verdict = verdictOn(seen);
  const isSolved = verdict.is === 'solved';
  const before = (await readProgress(home)).labs[lab.name];
  const solved = before?.solved ?? new Date().toISOString();
  const progress = await noteProgress(home, lab.name, {
    checks: (before?.checks ?? 0) + 1,
    ...(isSolved && { solved }),
  });
  const { asked, services } = seen;
  return {
    lines: checkLines({ lab, seen, verdict, cost, progress }, look),
    data: {
      ...{ lab: lab.name, is: verdict.is, why: verdict.why, asked, services },
      ...(isSolved && {
        ...{ lesson: lab.lesson, sources: lab.sources, explain: lab.explain },
        cost: { currency: 'USD', perHour: cost.perHour, perMonth: cost.perMonth },
      }),
    },
    isSolved,
  };
}
