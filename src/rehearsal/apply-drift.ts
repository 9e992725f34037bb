import type { StepRecord } from '../../state/schema.js';
import { callOf } from '../aws-errors.js';
import { driftOf, toJson } from '../runner/compare.js';
import type { Run } from '../runner/run.js';
import type { Cloud, Seen } from '../step.js';
import { mapStrings, textReplacer } from './json-strings.js';
import { recordedThings } from './recorded-things.js';

/**
 * Changes the recorded resources of the rehearsal into what was really seen, so that verbs that read before they act
 * send the calls that they will send in reality. What AWS was deleting is being deleted. What the sandbox refuses stays
 * as recorded; the first read still shows what was seen.
 * @param seen by the name of a recorded thing
 * @returns what stands for something of somebody else: its id in the rehearsal, and the real one
 */
export async function applyDrift(
  { withCloud, resources }: Run,
  records: ReadonlyMap<string, StepRecord>,
  seen: ReadonlyMap<string, Seen>,
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  const inRehearsal = (live: object) => mapStrings(toJson(live), textReplacer(made)) as object;
  for (const { name, step, type, id, want, shown } of recordedThings(records)) {
    const it = seen.get(name);
    const resource = resources.get(type);
    if (!it || !resource) continue;
    const change = (verb: (cloud: Cloud) => Promise<unknown>) =>
      withCloud(step, { token: '', tags: {} }, verb).catch(ignoreRefusal);
    const { update, breakAgain, standIn, fixed = [] } = resource;
    if (it.is === 'broken' && breakAgain) await change((cloud) => breakAgain(cloud, id));
    if (it.is === 'pending' && it.isLeaving) await change((cloud) => resource.delete(cloud, id));
    if (it.is !== 'ready' || !update) continue;
    const members = driftOf(resource, { want, ...(shown && { shown }) }, it.live)
      .map(({ member }) => member)
      .filter((member) => !fixed.includes(member));
    if (members.length === 0) continue;
    const live = { ...(want as object), ...it.live };
    if (standIn)
      await change(async (cloud) => {
        for (const [real, here] of await standIn(cloud, inRehearsal(live))) made.set(real, here);
      });
    await change((cloud) => update(cloud, id, inRehearsal(live), members));
  }
  return new Map([...made].map(([real, here]) => [here, real]));
}

/** Ignores an error that AWS answered. Anything else is a bug and is thrown. */
export function ignoreRefusal(error: unknown): undefined {
  if (callOf(error).operation === undefined) throw error;
}
