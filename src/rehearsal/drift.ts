import type { StepRecord } from '../../state/schema.js';
import { callOf } from '../aws-errors.js';
import { driftOf } from '../runner/compare.js';
import type { Run } from '../runner/run.js';
import type { Seen } from '../step.js';

/**
 * Changes what is as recorded into what it was seen as: verbs that look before they act then call what they will in
 * reality. Where the sandbox does not take it, it stays as recorded; the first look shows it as seen all the same.
 */
export async function drift({ act, resources }: Run, records: ReadonlyMap<string, StepRecord>, seen: ReadonlyMap<string, Seen>): Promise<void> {
  for (const [step, { type, id, want }] of records) {
    const it = seen.get(step);
    const { update, fixed = [] } = resources.get(type) ?? {};
    if (it?.is !== 'ready' || !update) continue;
    const members = driftOf(want, it.live).map(({ member }) => member).filter((member) => !fixed.includes(member));
    if (members.length === 0) continue;
    const live = { ...(want as object), ...it.live };
    await act(step, { token: '', tags: {}, repeatable: true }, (cloud) => update(cloud, id, live, members)).catch(passOver);
  }
}

/** Only what a call was answered with: anything else is a bug. */
function passOver(error: unknown): void {
  if (callOf(error).operation === undefined) throw error;
}
