import type { StepRecord } from '../../state/schema.js';
import { callOf } from '../aws-errors.js';
import { driftOf } from '../runner/compare.js';
import type { Run } from '../runner/run.js';
import type { Seen } from '../step.js';

/**
 * Changes the recorded resources of the rehearsal into what was really seen, so that verbs that read before they act
 * send
 * the calls that they will send in reality. What the sandbox refuses stays as recorded; the first read still shows what
 * was seen.
 */
export async function applyDrift(
  { withCloud, resources }: Run,
  records: ReadonlyMap<string, StepRecord>,
  seen: ReadonlyMap<string, Seen>,
): Promise<void> {
  for (const [step, { type, id, want, shown }] of records) {
    const it = seen.get(step);
    const resource = resources.get(type);
    const { update, breakAgain, fixed = [] } = resource ?? {};
    if (it?.is === 'broken' && breakAgain)
      await withCloud(step, { token: '', tags: {} }, (cloud) => breakAgain(cloud, id));
    if (it?.is !== 'ready' || !resource || !update) continue;
    const members = driftOf(resource, { want, shown }, it.live)
      .map(({ member }) => member)
      .filter((member) => !fixed.includes(member));
    if (members.length === 0) continue;
    const live = { ...(want as object), ...it.live };
    await withCloud(step, { token: '', tags: {} }, (cloud) => update(cloud, id, live, members)).catch(ignoreRefusal);
  }
}

/** Ignores an error that AWS answered. Anything else is a bug and is thrown. */
function ignoreRefusal(error: unknown): void {
  if (callOf(error).operation === undefined) throw error;
}
