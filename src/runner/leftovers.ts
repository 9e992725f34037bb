import { all } from '../all.js';
import type { Retired, StepRecord } from '../../state/schema.js';
import { FailureError, type Failure } from '../failure.js';
import type { Step } from '../step.js';
import { down } from './down.js';
import { forgetWhatIsUsedAgain } from './left-behind.js';
import { lookBeforeDown, type Doomed } from './look-before-down.js';
import { deleteRetired } from './remove.js';
import { isStop, type Run } from './run.js';
import { afterLook, deleteSurplus, isMissing, mayHaveSurplus } from './surplus.js';
import { keptOf, noteSteady } from './ways-back.js';

/** What an `up` deletes: most of it when all its steps have come to their end. */

/**
 * Deletes what has no step any more and sets members of what stays: a scalable target, which would change the count of its service
 * once more after that was set. With it goes what needs it.
 * @returns how many
 */
export async function deleteSetters(run: Run, steps: readonly Step[], failures: Failure[]): Promise<number> {
  const names = new Set(steps.map(({ name }) => name));
  const left = [...run.store.records].filter(([name]) => !names.has(name));
  const setters = left.filter(([, { type, needs }]) => {
    return run.resources.get(type)?.setsMembers === true && needs.some((it) => names.has(it));
  });
  if (setters.length === 0) return 0;
  const going = new Set(setters.map(([name]) => name));
  for (const [name, { needs }] of left) if (needs.some((it) => going.has(it))) going.add(name);
  if (!(await mayDelete(run, (step) => (going.has(step) ? 'all' : 'nothing'), failures))) return 0;
  const gone = await down(run, (name) => going.has(name));
  failures.push(...gone.failures);
  return gone.deleted;
}

/**
 * Deletes what was replaced, but for what is kept to be gone back to, and what is recorded and not among the steps; nothing
 * of it where something of others keeps a part, as with `down`.
 * @returns how many
 */
export async function deleteLeftovers(run: Run, steps: readonly Step[], failures: Failure[]): Promise<number> {
  const names = new Set(steps.map(({ name }) => name));
  await noteSteady(run, steps);
  await forgetWhatIsUsedAgain(run, (step) => names.has(step));
  if (!(await mayDelete(run, (step) => (names.has(step) ? 'replaced' : 'all'), failures))) return 0;
  const isKept = await keptOf(run, steps);
  let deleted = 0;
  // Either may hold the other: a replaced link a removed integration, a removed group a replaced rule.
  const removing = down(run, (name) => !names.has(name));
  const replacing = all(
    [...run.store.records].map(async ([name, record]) => {
      const stays = (old: Retired): boolean => isMissing(old) || isKept(name, old);
      const replaced = (record.retired ?? []).filter((old) => !stays(old));
      if (replaced.length === 0 || !names.has(name)) return;
      try {
        for (const old of replaced) await deleteRetired(run, name, old);
        deleted += replaced.length;
        const latest = run.store.records.get(name);
        if (latest) await run.store.put(name, withoutReplaced(latest, stays));
      } catch (error) {
        if (isStop(error)) return;
        if (!(error instanceof FailureError)) throw error;
        failures.push(error.failure);
      }
    }),
  );
  const [gone] = await all([removing, replacing]);
  failures.push(...gone.failures);
  return deleted + gone.deleted;
}

/** Whether nothing of others is in the way; a failure says what is. It tells what of others will go with it. */
async function mayDelete(run: Run, doomedOf: (step: string) => Doomed, failures: Failure[]): Promise<boolean> {
  const { held, lost } = await lookBeforeDown(run, doomedOf);
  if (run.signal.aborted) return false;
  if (held.length > 0) {
    failures.push({ code: 'deletion-held', held });
    return false;
  }
  for (const { step, heldBy } of lost) {
    const why = `deleted with it, though this stack did not make it: ${heldBy.map(({ type, id }) => `${type} ${id}`).join(', ')}`;
    run.emit({ type: 'wait', step, why, seconds: 0, lasting: true });
  }
  return true;
}

/** Without what was replaced and is deleted now. What is only looked for stays, and what can be gone back to. */
function withoutReplaced({ retired = [], ...record }: StepRecord, stays: (old: Retired) => boolean): StepRecord {
  const left = retired.filter(stays);
  return left.length > 0 ? { ...record, retired: left } : record;
}

/** Looks for what lost answers and wrong ones may have hidden, of all steps at once. @returns how many were deleted */
export async function deleteAllSurplus(run: Run, failures: Failure[]): Promise<number> {
  const hadFailures = failures.length > 0;
  const counts = await all(
    [...run.store.records].map(async ([name, record]) => {
      if (record.id === undefined || !mayHaveSurplus(record)) return 0;
      try {
        // After a failure something may still be in use that will not be once all follows what was made anew.
        const deleted = await deleteSurplus(run, name, record, !hadFailures);
        // After a failure the next run still has to know what was lost: others may hold its id.
        const latest = run.store.records.get(name);
        if (latest && !hadFailures) await run.store.put(name, afterLook(latest));
        return deleted;
      } catch (error) {
        if (isStop(error)) return 0;
        if (!(error instanceof FailureError)) throw error;
        failures.push(error.failure);
        return 0;
      }
    }),
  );
  return counts.reduce((sum, it) => sum + it, 0);
}
