import type { Retired, StepRecord } from '../../state/schema.js';
import { FailureError } from '../failure.js';
import { attempt, rejected } from './attempt.js';
import { plain } from './compare.js';
import { search } from './create.js';
import { resourceOf, tagsOf, type Job, type Run } from './run.js';
import { deadlineOf, look, settle } from './settle.js';

/**
 * Deletes what a record stands for and then the record. What is already gone counts as deleted; a record without
 * an id is resolved by looking first. Works from the record alone.
 * @returns whether anything was there to delete
 * @throws FailureError, Stopped; the record stays
 */
export async function remove(run: Run, step: string, record: StepRecord): Promise<boolean> {
  const job = jobOf(run, step, record);
  if (job.resource.lookup) {
    await run.store.remove(step);
    return false;
  }
  for (const old of record.retired ?? []) await retire(run, step, old);
  const was = await discard(run, step, record);
  await run.store.remove(step);
  return was;
}

/**
 * Deletes what a record stands for, and keeps the record, `deleting`, with the predecessors that it retired: they may
 * still be in use. The record is the caller's to overwrite.
 * @returns whether anything was there to delete
 */
export async function discard(run: Run, step: string, record: StepRecord): Promise<boolean> {
  const job = jobOf(run, step, record);
  const id = record.at === 'creating' ? await lost(run, job, record) : record.id;
  if (id === undefined) return false;
  let deleting: StepRecord = { ...record, at: 'deleting', id: plain(id) };
  await run.store.put(step, deleting);
  await destroy(run, job, id, (better) => run.store.put(step, (deleting = { ...deleting, id: plain(better) })));
  return true;
}

/** Deletes a predecessor that was replaced. Its record is the caller's to drop. */
export async function retire(run: Run, step: string, old: Retired): Promise<void> {
  const resource = resourceOf(run, step, old.type);
  await destroy(run, { step, resource, token: '', tags: tagsOf(run, step) }, old.id, async () => {});
}

const jobOf = (run: Run, step: string, { type, token }: StepRecord): Job => ({
  ...{ step, resource: resourceOf(run, step, type), token },
  tags: tagsOf(run, step),
});

/** What an interrupted create may have left; something of another owner with that name is none of ours. */
async function lost(run: Run, job: Job, record: StepRecord): Promise<unknown> {
  try {
    return await search(run, job, record.want, true);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'name-taken') return undefined;
    throw error;
  }
}

async function destroy(run: Run, job: Job, first: unknown, better: (id: unknown) => Promise<void>): Promise<void> {
  const deadline = deadlineOf(run, job, 'delete');
  let id = first;
  for (;;) {
    const asked = await attempt(run, { ...job, id }, 'delete', deadline, (cloud) => job.resource.delete(cloud, id));
    if (asked.is === 'taken' || asked.is === 'unclear') throw rejected(job, 'delete', asked.error);
    // `gone` may have been said of a part of it, or while it is still draining: one look tells.
    if (asked.is === 'done' && asked.value !== undefined) await better((id = asked.value));
    const seen = asked.is === 'gone' ? await lookAfterGone(run, job, id, deadline, better) : await settle(run, job, { for: 'absent', id, verb: 'delete', deadline }, better);
    if (seen.is === 'absent') return;
    // A deletion that AWS took and then failed is asked for again, until the deadline.
    const why = seen.is === 'broken' ? seen.why : 'it did not go away';
    if (run.clock.now() + retryDelay > deadline)
      throw new FailureError({ code: 'step-broken', step: job.step, resource: job.resource.type, verb: 'delete', why });
    run.emit({ type: 'retry', step: job.step, verb: 'delete', error: 'DeleteFailed', message: why, attempt: 1, delayMs: retryDelay });
    await run.clock.sleep(retryDelay, run.signal);
  }
}

/** Still in service, although AWS knows nothing to delete: it is to be asked again. Else it is on its way out. */
async function lookAfterGone(run: Run, job: Job, id: unknown, deadline: number, better: (id: unknown) => Promise<void>) {
  const seen = await look(run, job, id, deadline);
  return seen.is === 'pending' ? settle(run, job, { for: 'absent', id, verb: 'delete', deadline }, better) : seen;
}

const retryDelay = 5000;
