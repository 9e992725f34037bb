import type { State } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { takenByPause } from '../runner/pause.js';
import type { World } from '../sandbox/world.js';
import type { Step } from '../step.js';
import { restoreWorld, type RecordedStack } from './restore-world.js';
import type { RehearsedCommand } from './lifecycle.js';
import { InMemoryAws } from './in-memory-aws.js';

/**
 * Rehearses the deletion of a stack as it is recorded, so that each call has the real ids. Nothing real is read: what
 * was
 * deleted since is deleted here all the same. Records without an id are left out.
 * @param world without anything of the stack
 * @param paused what a pause has taken away
 * @param steps of the config, where that is known
 * @throws FailureError where the recorded state cannot be restored
 */
export async function rehearseDown(
  it: RecordedStack,
  records: RehearsedCommand['records'],
  world: World,
  paused?: State['paused'],
  steps: readonly Step[] = [],
): Promise<RehearsedCommand> {
  if ([...records.values()].some(({ isPartial }) => isPartial))
    throw new FailureError({
      code: 'bad-usage',
      message: 'this state was made anew without a config, so what was created is not known well enough to rehearse it',
      hint: 'the next `provision up` completes it; `provision down` deletes it as it is',
    });
  const known = new Map([...records].filter(([, { id }]) => id !== undefined));
  const gone = Object.entries(paused?.gone ?? {}).filter(([step]) => !known.has(step));
  const taken = takenByPause(steps, { records, paused });
  const absent = [...gone.map(([step]) => step), ...taken.map(({ name }) => name)];
  const there = await restoreWorld(it, new Map([...known, ...gone]), new Set(absent), world, taken);
  const aws = new InMemoryAws(it.location, there);
  const { failures } = await down(aws.run({ ...it, store: new MemoryStore(structuredClone([...known]), it.id) }));
  return { answers: aws.answers, failures, records: known };
}
