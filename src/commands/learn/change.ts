import { readFile } from 'node:fs/promises';
import { replaceKept } from '../../kept-file.js';
import { FailureError } from '../../failure.js';
import type { Change } from '../../learn/lab.js';
import { replacedIn } from '../../learn/stacks.js';
import type { Stopper } from '../session/stop-signal.js';
import { stackInputFor } from '../stack/stack-input.js';
import { bringUp } from '../up/bring-up.js';
import { configFile, type LabPlace } from './place.js';
import { callAll, inLab, requestOf } from './world.js';

/** Brings the lab's stack to what its config says. @throws FailureError with what failed first */
export async function bringUpLab(place: LabPlace, stop: Stopper): Promise<void> {
  const request = requestOf(place);
  const input = await stackInputFor({ config: configFile(place) }, request.target);
  const { failures } = await bringUp(request, input, { emit: () => {}, stop });
  const [failure] = failures;
  if (failure) throw new FailureError(failure);
}

/** Makes a change: of the config first, and then by calls. @throws FailureError, or what AWS refuses */
export async function apply(place: LabPlace, change: Change, stop: Stopper): Promise<void> {
  const { edits, calls } = change;
  if (edits) {
    const path = configFile(place);
    const text = await readFile(path, 'utf8');
    const next = edits.reduce((it, { from, to }) => replacedIn(it, from, to), text);
    if (next !== text) await replaceKept(path, next);
    await bringUpLab(place, stop);
  }
  if (calls) await inLab(place, stop, (world) => callAll(world, change));
}
