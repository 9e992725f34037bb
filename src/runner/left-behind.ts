import type { StepRecord } from '../../state/schema.js';
import type { Store } from '../../state/store.js';
import { displayName } from '../display-names.js';
import { bornAt, noStackId } from '../identity.js';
import { leftBehindOf } from '../left-behind.js';
import type { LeftBehind, Seen, Tags } from '../step.js';
import { deleteUntilGone } from './delete-until-gone.js';
import { lookAt } from './everything.js';
import { isSameId } from './same-id.js';
import type { Thing, Whole } from './inventory.js';
import { holderOf } from './owned.js';
import { resourceOf, tagsOf, waitForAws, type Job, type Run } from './run.js';
import { readDeadline, readOnce } from './wait.js';

/**
 * Deletes what AWS made for a resource and left behind when that was deleted. It waits until AWS makes it no more. What
 * somebody has tagged, what is older than the stack, and what is recorded for another step, is not AWS's work for this
 * stack, and stays.
 * @param record of what was deleted
 * @throws FailureError, Stopped
 */
export async function deleteLeftBehind(run: Run, step: string, record: StepRecord): Promise<void> {
  const left = leftBehindOf(resourceOf(run, step, record.type), record);
  if (!left) return;
  const job: Job = { step, resource: resourceOf(run, step, left.type), token: '', tags: tagsOf(run, step) };
  if (holderOf(run, job, left.id) !== undefined) return;
  const say = (why: string, lasting = false) =>
    run.emit({ type: 'wait', step, why, seconds: 0, ...(lasting && { lasting }) });
  const look = () => readOnce(run, job, left.id, readDeadline(run));
  // One answer that nothing is there may be wrong.
  const first = await look();
  say(`${left.by} may still make the ${nameOf(left)}`);
  await waitForAws(run, step, left.lateSeconds * 1000);
  const last = await look();
  // Neither may be one answer that nothing is there any more.
  const seen = last.is !== 'absent' ? last : first.is !== 'absent' ? first : await look();
  if (seen.is === 'absent') return;
  if (!isWorkOfAws(run, seen))
    return say(`the ${nameOf(left)} stays: it is not the work of ${left.by} for this stack`, true);
  say(`${left.by} has made the ${nameOf(left)}, which is deleted, too`, true);
  await deleteUntilGone(run, job, left.id, async () => {});
}

/**
 * What AWS made for something that is gone and bore the tags of a stack. The tags tell whose it is.
 * @throws FailureError, Stopped
 */
export async function leftBehindBy(run: Run, gone: Whole): Promise<Thing[]> {
  const left = run.resources.get(gone.type)?.leavesBehind?.(gone.id);
  const resource = left && run.resources.get(left.type);
  const thing = resource && (await lookAt(run, resource, left.id));
  const id = gone.tags?.['provision:id'] ?? noStackId;
  if (!thing || !isWorkOfAws({ store: { id } }, thing.seen)) return [];
  const { tags: _, ...untagged } = thing;
  return [{ ...untagged, partOf: gone }];
}

/**
 * Forgets what AWS made for something that was gone when the records were made, and that is there again: AWS goes on to use
 * it, and it is deleted with that.
 * @param isKept whether a step keeps its resource
 */
export async function forgetWhatIsUsedAgain(
  { store, resources }: Run,
  isKept: (step: string) => boolean,
): Promise<void> {
  const records = [...store.records];
  const used = records.flatMap(([step, record]) =>
    isKept(step) ? (leftBehindOf(resources.get(record.type), record) ?? []) : [],
  );
  for (const [step, { type, id }] of records)
    if (!isKept(step) && used.some((it) => it.type === type && isSameId(it.id, id))) await store.remove(step);
}

/**
 * Whether AWS has made something for this stack, as far as can be told: nobody has put a tag on it, and it was not there
 * before the stack was. Where a stack of before there were ids has lost its state, nothing tells its age.
 */
function isWorkOfAws(
  { store }: { readonly store: Pick<Store, 'id' | 'since'> },
  seen: Exclude<Seen, { is: 'absent' }>,
): boolean {
  if (seen.is !== 'ready') return false;
  const known = [bornAt(store.id), store.since].flatMap((it) => it?.getTime() ?? []);
  const begun = known.length > 0 ? Math.min(...known) : undefined;
  const isYounger = begun === undefined || seen.since === undefined || seen.since.getTime() >= begun;
  return isUntagged(seen.tags) && isYounger;
}

/** Tags that AWS puts on something begin with `aws:`. */
const isUntagged = (tags: Tags = {}): boolean => Object.keys(tags).every((key) => key.startsWith('aws:'));

const nameOf = ({ type, id }: LeftBehind): string => `${displayName(type)} ${id}`;
