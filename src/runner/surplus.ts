import type { Json, Retired, StepRecord } from '../../state/schema.js';
import { attempt } from './attempt.js';
import { toJson } from './compare.js';
import { deleteUntilGone } from './delete-until-gone.js';
import { holderOf, madeByStep } from './owned.js';
import { isSameId } from './same-id.js';
import { resourceOf, tagsOf, waitForAws, type Job, type Run } from './run.js';
import { deadlineOf, readDeadline, readOnce } from './wait.js';

/**
 * ms of AWS's time that a create may still be executed after its answer was lost, and until what it made is shown.
 * Source: EC2's "Eventual consistency" says minutes at worst; 75 s have been seen.
 */
const lateMs = 90_000;
const betweenLooksMs = 5000;
/** How many runs have to end with the resource not there until its id is forgotten. */
const looksUntilForgotten = 2;

/** A wish for which a create was sent whose outcome is not known. @param want what it asked for */
export const unclearNow = ({ clock }: Run, want: Json): NonNullable<StepRecord['unclear']>[number] => ({
  want,
  at: Math.round(clock.now()),
});

/** The record's resource as one of which AWS said that it does not exist. */
export const missing = ({ type, id, want, out }: StepRecord): Retired => ({
  type,
  id: toJson(id),
  want,
  ...(out === undefined ? {} : { out }),
  missing: 0,
});

export const isMissing = ({ missing }: Retired): boolean => missing !== undefined;

/** Whether there is something of this record that has to be looked for. */
export const mayHaveSurplus = ({ retired = [], unclear = [] }: StepRecord): boolean =>
  unclear.length > 0 || retired.some(isMissing);

/**
 * Looks for what a step may have made besides the resource that it has, and deletes it: what creates made whose
 * answers were lost, all of it, and recorded resources of which AWS once said that they do not exist. The first is
 * looked for until it can no longer appear.
 * @param record as it is now
 * @param isLostToo whether what was said not to exist is deleted, too, where it turns up
 * @returns how many were deleted
 * @throws FailureError, Stopped
 */
export async function deleteSurplus(run: Run, step: string, record: StepRecord, isLostToo = true): Promise<number> {
  const { retired = [], unclear = [] } = record;
  const now = run.clock.now();
  // A clock of another run may have been ahead.
  const until = Math.max(0, ...unclear.map(({ at }) => Math.min(at, now) + lateMs));
  let deleted = 0;
  for (;;) {
    for (const old of isLostToo ? retired.filter(isMissing) : []) if (await deleteIfThere(run, step, old)) deleted++;
    for (const { want } of unclear) deleted += await deleteFound(run, step, record, want);
    if (run.clock.now() >= until) return deleted;
    run.emit({ type: 'wait', step, why: 'looking for what a lost answer may have told of', seconds: 0 });
    await waitForAws(run, step, Math.min(betweenLooksMs, until - run.clock.now()), now);
  }
}

/** The record after a run that ended well and in which nothing more was found. */
export function afterLook({ retired = [], ...record }: StepRecord): StepRecord {
  const left = retired.flatMap((old) => {
    if (old.missing === undefined) return [old];
    const looks = old.missing + 1;
    return looks < looksUntilForgotten ? [{ ...old, missing: looks }] : [];
  });
  return left.length > 0 ? { ...record, retired: left } : record;
}

/**
 * Deletes all that bears this step's tags, or is as wanted inside of what is ours, and is recorded nowhere.
 * @param gone ids of what was deleted a moment ago: some services go on showing it
 */
export async function deleteFound(
  run: Run,
  step: string,
  record: StepRecord,
  want: Json,
  gone: readonly unknown[] = [],
): Promise<number> {
  const job = jobFor(run, step, record.type, record.token);
  const deadline = readDeadline(run);
  const looked = await attempt(run, job, 'find', deadline, (cloud) => job.resource.find(cloud, want));
  const latest = run.store.records.get(step);
  const known = latest && latest.at !== 'deleting' ? [latest.id, ...(latest.retired ?? []).map(({ id }) => id)] : [];
  const surplus = (looked.is === 'done' ? madeByStep(run, job, looked.value) : []).filter(
    ({ id }) => ![...known, ...gone].some((it) => it !== undefined && isSameId(it, id)),
  );
  for (const { id } of surplus) await deleteUntilGone(run, job, id, async () => {});
  return surplus.length;
}

async function deleteIfThere(run: Run, step: string, { type, id }: Retired): Promise<boolean> {
  const job = jobFor(run, step, type);
  if (holderOf(run, job, id) !== undefined || isSameId(run.store.records.get(step)?.id, id)) return false;
  const seen = await readOnce(run, job, id, deadlineOf(run, job, 'delete'));
  if (seen.is === 'absent') return false;
  await deleteUntilGone(run, job, id, async () => {});
  return true;
}

const jobFor = (run: Run, step: string, type: string, token = ''): Job => ({
  ...{ step, resource: resourceOf(run, step, type), token },
  tags: tagsOf(run, step),
});
