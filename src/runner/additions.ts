import type { StepRecord } from '../../state/schema.js';
import { all } from '../all.js';
import type { Added } from '../status.js';
import type { Addition } from '../step.js';
import { attempt } from './attempt.js';
import { equalAsJson } from './compare.js';
import { deleteUntilGone } from './delete-until-gone.js';
import { isOfStack } from './of-stack.js';
import { resourceOf, tagsOf, type Job, type Run } from './run.js';
import { readDeadline } from './wait.js';

/**
 * What somebody has added to a resource of the stack: all that lies in it and is neither recorded nor bears the stack's
 * tags. It is read only.
 * @param job its step and noun
 * @param live what was just read of it
 * @throws FailureError, Stopped
 */
export async function additionsTo(run: Run, job: Job, id: unknown, live: object): Promise<Added[]> {
  const { additions } = job.resource;
  if (!additions) return [];
  const seen = await attempt(run, { ...job, part: 'additions' }, 'read', readDeadline(run), async (cloud) => {
    const there = await additions(cloud, id, live);
    const own = await all(there.map((it) => isOwn(run, it)));
    return there.filter((_, at) => !own[at]);
  });
  // Where AWS writes the resource otherwise than it was asked for, what belongs to it may look like what somebody has added:
  // it is shown, and nothing is taken away.
  const isOtherwise = Object.keys(run.store.records.get(job.step)?.shown ?? {}).length > 0;
  return (seen.is === 'done' ? seen.value : []).map(({ type, id: of, description }) => {
    const opens = isOtherwise ? undefined : run.resources.get(type)?.opens;
    return { type, id: of, description, ...(opens !== undefined && { opens }) };
  });
}

/** An interrupted run may have made one of a noun without knowing its id. Such a one is looked for by its own step. */
async function isOwn(run: Run, { type, id, tags }: Addition): Promise<boolean> {
  const records = [...run.store.records.values()].filter((it) => it.type === type);
  if (records.some((it) => idsOf(it).some((own) => equalAsJson(own, id)) || mayHaveMore(it))) return true;
  return isOfStack(run, typeof tags === 'function' ? await tags() : tags);
}

const idsOf = ({ id, retired = [] }: StepRecord): unknown[] => [id, ...retired.map((old) => old.id)];
const mayHaveMore = ({ at, unclear = [] }: StepRecord) => at === 'creating' || unclear.length > 0;

/** Whether `up` takes it away. */
export const opensSomething = ({ opens }: Added): boolean => opens !== undefined;

/** Takes away what somebody has added, after saying so and why. */
export async function takeAway(run: Run, { step }: Job, added: readonly Added[]): Promise<void> {
  for (const { type, id, description, opens } of added.filter(opensSomething)) {
    const why = `somebody has added ${description}; it is taken away: ${opens}`;
    run.emit({ type: 'wait', step, why, seconds: 0, lasting: true });
    const job: Job = { step, resource: resourceOf(run, step, type), token: '', tags: tagsOf(run, step), id };
    await deleteUntilGone(run, job, id, async () => {});
  }
}
