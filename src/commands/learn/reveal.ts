import { noteProgress } from '../../learn/progress.js';
import { linesOf } from '../../script/command.js';
import { revealLines, type LearnLook } from '../../ui/learn.js';
import type { Stopper } from '../session/stop-signal.js';
import type { Done } from './done.js';
import { requireBegun, type LabPlace } from './place.js';
import { foundIn, inLab } from './world.js';

/** Shows the repairs that the lab knows, with the ids of this world. */
export async function reveal(place: LabPlace, look: LearnLook, stop: Stopper): Promise<Done> {
  await requireBegun(place);
  const { lab, home, directory } = place;
  const found = await inLab(place, stop, (world) => foundIn(world));
  const repairs = lab.repairs.map(({ says, edits, calls = [] }) => ({
    says,
    ...(edits && { edits }),
    commands: calls.flatMap((round) => round(found)).map((it) => linesOf(it)),
  }));
  await noteProgress(home, lab.name, { isRevealed: true });
  return {
    lines: revealLines({ lab, directory, repairs }, look),
    data: { lab: lab.name, repairs },
  };
}
