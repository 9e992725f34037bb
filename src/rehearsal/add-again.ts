import { opensSomething } from '../runner/additions.js';
import type { Run } from '../runner/run.js';
import type { Added } from '../status.js';
import { ignoreRefusal } from './apply-drift.js';
import { stringsIn } from './json-strings.js';

/**
 * Adds to the rehearsal's world what somebody has added in reality and `up` takes away. So the plan has the calls that take it
 * away. What stays is not needed there.
 * @returns the ids in the rehearsal, and the real ones
 */
export async function addAgain(
  { withCloud, resources }: Run,
  added: ReadonlyMap<string, readonly Added[]>,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const [step, them] of added)
    for (const { type, id } of them.filter(opensSomething)) {
      const { makeAgain } = resources.get(type) ?? {};
      if (!makeAgain) continue;
      const made = await withCloud(step, { token: '', tags: {} }, (cloud) => makeAgain(cloud, id)).catch(ignoreRefusal);
      const real = new Map(stringsIn(id).map(([path, text]) => [path.join('.'), text]));
      for (const [path, text] of stringsIn(made)) {
        const other = real.get(path.join('.'));
        if (other !== undefined && other !== text) ids.set(text, other);
      }
    }
  return ids;
}
