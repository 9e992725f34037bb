import type { StepRecord } from '../../state/schema.js';
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
 * @throws FailureError, Stopped
 */
export async function additionsTo(run: Run, job: Job, id: unknown): Promise<Added[]> {
  const { additions } = job.resource;
  if (!additions) return [];
  const seen = await attempt(run, { ...job, part: 'additions' }, 'read', readDeadline(run), (cloud) =>
    additions(cloud, id),
  );
  // Where AWS writes the resource otherwise than it was asked for, what belongs to it may look like what somebody has added:
  // it is shown, and nothing is taken away.
  const isOtherwise = Object.keys(run.store.records.get(job.step)?.shown ?? {}).length > 0;
  return (seen.is === 'done' ? seen.value : [])
    .filter((it) => !isOwn(run, it))
    .map(({ type, id, description }) => {
      const opens = isOtherwise ? undefined : run.resources.get(type)?.opens;
      return { type, id, description, ...(opens !== undefined && { opens }) };
    });
}

/** An interrupted run may have made one of a noun without knowing its id. Such a one is looked for by its own step. */
function isOwn(run: Run, { type, id, tags }: Addition): boolean {
  if (isOfStack(run, tags)) return true;
  const records = [...run.store.records.values()].filter((it) => it.type === type);
  return records.some((it) => idsOf(it).some((own) => equalAsJson(own, id)) || mayHaveMore(it));
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
