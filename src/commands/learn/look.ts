import { monotonicNow } from '../../clock.js';
import { verdictOn } from '../../learn/verdict.js';
import { waitForAws } from '../../runner/run.js';
import { lookAt, type LabWorld } from './world.js';

/** ms of AWS's time between two looks. */
const pauseMs = 15_000;
/** Real ms after which things count as they are. */
const patienceMs = 20_000;
/** As many looks are enough at `instant`, where each may be minutes after the one before it. */
const usual = 25;

/**
 * Looks until requests arrive and all tasks run, or nothing gets better by waiting.
 * @param open what was open when the lab began
 * @param looks at most
 */
export async function patientLook(world: LabWorld, open: readonly string[], most = usual) {
  const until = monotonicNow() + patienceMs;
  for (let looks = 1; ; looks++) {
    const seen = await lookAt(world, open);
    if (!verdictOn(seen).mayChange || looks >= most || monotonicNow() > until) return seen;
    await waitForAws(world.session.run, 'learn', pauseMs);
  }
}
