import { MemoryStore } from '../../state/store.js';
import { down } from '../runner/down.js';
import type { World } from '../sandbox/world.js';
import { worldAsRecorded, type Recalled } from './recall.js';
import type { Act } from './rehearse.js';
import { Stage } from './stage.js';

/**
 * Rehearses the deletion of a stack as it is recorded: each call with the real ids. Nothing is looked at; what has gone
 * since is deleted here all the same. What has no id yet is left out.
 * @param world where nothing of the stack is
 * @throws FailureError where the recorded state cannot be brought about
 */
export async function rehearseDown(it: Recalled, records: Act['records'], world: World): Promise<Act> {
  const known = new Map([...records].filter(([, { id }]) => id !== undefined));
  const stage = new Stage(it.setting, await worldAsRecorded(it, known, new Set(), world));
  const { failures } = await down(stage.run({ ...it, store: new MemoryStore(structuredClone([...known])) }));
  return { answers: stage.answers, failures, records: known };
}
