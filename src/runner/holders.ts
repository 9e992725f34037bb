import type { Holder } from '../step.js';
import { Stopped, type Job, type Run } from './run.js';

/** What is still in use a moment after is on its way out as a rule: ms until it is worth asking, and between two looks. */
const before = 30_000;
const between = 60_000;

/** What was found, if anything was. */
export type Held = { readonly heldBy?: readonly Holder[] };

/**
 * Finds out what keeps a resource from being deleted: AWS says only that there is something.
 * @returns a function that says what was found last, and looks anew now and then; always where this is the last time
 */
export function holdersOf(run: Run, job: Job): (isLast: boolean) => Promise<Held> {
  let next = run.clock.now() + before;
  let heldBy: readonly Holder[] = [];
  return async (isLast) => {
    if (isLast || run.clock.now() >= next) {
      next = run.clock.now() + between;
      heldBy = await look(run, job);
    }
    return heldBy.length > 0 ? { heldBy } : {};
  };
}

/** It is for people only: where it cannot be asked, for want of a permission as a rule, nobody is named. */
async function look(run: Run, { step, resource, token, tags, id }: Job): Promise<readonly Holder[]> {
  if (id === undefined || !resource.holders) return [];
  try {
    return await run.act(step, { token, tags, repeatable: true }, async (cloud) => (await resource.holders?.(cloud, id)) ?? []);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return [];
  }
}
