import type { Retired, StepRecord } from '../../state/schema.js';
import { FailureError } from '../failure.js';
import { toJson } from './compare.js';
import { findExisting, jobOfIntent } from './create.js';
import { deleteLeftBehind } from './left-behind.js';
import { giveUpHolders } from './made-anew-with.js';
import { isWantedByAnother } from './owned.js';
import { deleteFound, deleteSurplus, unclearNow } from './surplus.js';
import { isSameId } from './same-id.js';
import { resourceOf, tagsOf, type Job, type Run } from './run.js';
import { deleteUntilGone } from './delete-until-gone.js';

/**
 * Deletes a recorded resource and then its record. A resource that is already gone counts as deleted. A record without
 * an id is resolved by a search first. It works from the record alone.
 * @returns whether anything was there to delete
 * @throws FailureError, Stopped; the record stays
 */
export async function remove(run: Run, step: string, record: StepRecord): Promise<boolean> {
  const job = jobOf(run, step, record);
  if (job.resource.lookup) {
    await run.store.remove(step);
    return false;
  }
  for (const old of record.retired ?? []) if (old.missing === undefined) await deleteRetired(run, step, old);
  const { was, left } = await deleteRecorded(run, step, record);
  const surplus = (await deleteSurplus(run, step, left)) + (await deleteOthers(run, job, left));
  await deleteLeftBehind(run, step, left);
  await run.store.remove(step);
  return was === 'deleted' || surplus > 0;
}

/**
 * Deletes a recorded resource. The record stays as `deleting`, with its retired predecessors, which may still be in
 * use.
 * The caller overwrites or removes the record.
 * @returns `deleted` where AWS took the deletion, and what is left to be looked for
 */
export async function deleteRecorded(run: Run, step: string, record: StepRecord): Promise<Deletion> {
  const job = jobOf(run, step, record);
  const id = record.at === 'creating' ? await findInterrupted(run, job, record) : record.id;
  if (id === undefined) {
    const unclear = [...(record.unclear ?? []), unclearNow(run, record.want)];
    return { was: 'absent', left: record.at === 'creating' ? { ...record, unclear } : record };
  }
  if (isWantedByAnother(run, job, id)) return { was: 'absent', left: record };
  // Found was what the interrupted call was to replace; what that call has made may be shown later.
  const isOlder = record.at === 'creating' && record.retired?.some((old) => isSameId(old.id, id));
  const unclear = [...(record.unclear ?? []), ...(isOlder ? [unclearNow(run, record.want)] : [])];
  let deleting: StepRecord = { ...record, at: 'deleting', id: toJson(id), ...(unclear.length > 0 && { unclear }) };
  await giveUpHolders(run, step, deleting);
  await run.store.put(step, deleting);
  const was = await deleteUntilGone(run, job, id, (onBetterId) =>
    run.store.put(step, (deleting = { ...deleting, id: toJson(onBetterId) })),
  );
  return { was, left: deleting };
}
export interface Deletion {
  readonly was: 'deleted' | 'absent';
  readonly left: StepRecord;
}

/** Deletes a predecessor that was replaced. The caller removes it from the record. */
export async function deleteRetired(run: Run, step: string, old: Retired): Promise<void> {
  const resource = resourceOf(run, step, old.type);
  const job: Job = { step, resource, token: '', tags: tagsOf(run, step), want: old.want };
  await deleteUntilGone(run, job, old.id, async () => {});
}

const jobOf = (run: Run, step: string, { type, token, want }: StepRecord): Job => ({
  ...{ step, resource: resourceOf(run, step, type), token, want },
  tags: tagsOf(run, step),
});

/**
 * Of what has no unique name there may be a second one, whatever the state says: all that bears our tags goes. A policy
 * that was made before this was looked for may not allow the look; then what is recorded goes all the same.
 */
async function deleteOthers(run: Run, { step, resource }: Job, record: StepRecord): Promise<number> {
  if (record.id === undefined || resource.sameName) return 0;
  try {
    return await deleteFound(run, step, record, record.want, [record.id]);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'step-rejected' && error.failure.verb === 'find')
      return 0;
    throw error;
  }
}

/** Searches for what an interrupted create may have made. A resource of another owner with that name does not count. */
async function findInterrupted(run: Run, job: Job, record: StepRecord): Promise<unknown> {
  try {
    return await findExisting(run, jobOfIntent(job, record), record.want);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'name-taken') return undefined;
    throw error;
  }
}
