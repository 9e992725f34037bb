import type { Retired, StepRecord } from '../../state/schema.js';
import { recordedDependencies } from '../step-dependencies.js';
import { followed, membersToFollow } from './follow.js';
import { FailureError } from '../failure.js';
import { leftByOf } from '../left-behind.js';
import type { Step } from '../step.js';
import { forwardAgain } from '../went-back.js';
import { additionsTo, opensSomething, takeAway } from './additions.js';
import { attempt } from './attempt.js';
import { canCreateFirst, changedMembers, equalAsJson, shownOtherwise, tagChanges, toJson } from './compare.js';
import { create } from './create.js';
import { down } from './down.js';
import { lookAgain } from './look-again.js';
import { lookBeforeDown } from './look-before-down.js';
import { restoreReappeared, restoreWhatIsHeld } from './lost-ids.js';
import { isMadeAnew, madeAnewWith } from './made-anew-with.js';
import { fixedMembersIn, refusalOf } from './refusals.js';
import { deleteRecorded } from './remove.js';
import { isMissing, missing } from './surplus.js';
import { tagsOf, type Job, type Run } from './run.js';
import { reasonToRestart } from './traffic.js';
import { deadlineOf, readOnce } from './wait.js';
import { steadySince, waysBackIn } from './ways-back.js';
import {
  applyUpdate,
  finish,
  saveRecord,
  tellNote,
  waitUntilReady,
  type Broken,
  type Converged,
  type ConvergeProgress,
  type Outcome,
  type Ready,
  type Task,
} from './in-service.js';

/**
 * Makes one step's resource as wanted. It creates the resource, continues an interrupted creation, changes what
 * differs, or finds nothing to do.
 * @param want from `step.want`
 * @throws FailureError, Stopped
 */
export async function converge(run: Run, step: Step, want: unknown, progress: ConvergeProgress): Promise<Converged> {
  const record = run.store.records.get(step.name);
  const job: Job = {
    step: step.name,
    resource: step.resource,
    token: record?.token ?? '',
    tags: tagsOf(run, step.name),
    want,
    ...(step.nameFrom !== undefined && { nameFrom: step.nameFrom }),
  };
  const edges = { ...recordedDependencies(step), ...followed(run, step) };
  const task: Task = { run, step, job, want: toJson(want), edges, progress };
  if (!record) return createAndFinish(task);
  if (record.at === 'creating') return createAndFinish(task, { intent: record, retired: record.retired });
  if (record.at === 'deleting') return recreate(task, record);
  progress.began('look');
  if (await goesBackToLost(task)) return convergeAgain(task);
  const seen = await readCurrent(task, record);
  if (seen.is === 'absent') return remake(task, record);
  if (seen.is === 'broken' && step.resource.repair !== 'update') {
    // What it was made in the place of may be why: two NAT gateways cannot have one address.
    const back = await restoreReappeared(run, step.name);
    return back !== undefined ? convergeAgain(task) : recreate(task, record);
  }
  // AWS may have disclosed a better id meanwhile.
  return updateOrReplace(task, run.store.records.get(step.name) ?? record, seen);
}

/** Makes it as wanted from its record as it is now. What is done has been told. */
const convergeAgain = ({ run, step, want, progress }: Task): Promise<Converged> =>
  converge(run, step, want, { ...progress, began: () => {} });

/** Whether what its resource was made in the place of is there again, and is the step's again. */
async function goesBackToLost({ run, step }: Task): Promise<boolean> {
  const back = await restoreWhatIsHeld(run, step.name);
  if (back === undefined) return false;
  const name = typeof back === 'string' ? back : JSON.stringify(back);
  const why = `AWS shows ${name} again, of which it said that it does not exist: it stays, and what was made in its place goes`;
  run.emit({ type: 'wait', step: step.name, why, seconds: 0, lasting: true });
  return true;
}

/** Reads the resource. A creation that was interrupted after its id was known is completed first. */
async function readCurrent({ run, job }: Task, record: StepRecord): Promise<Ready | Broken | { is: 'absent' }> {
  const { later } = job.resource;
  if (record.at === 'created' && later?.length) await applyUpdate(run, job, record.id, record.want, later);
  const seen = await readOnce(run, job, record.id, deadlineOf(run, job, 'create'));
  if (seen.is === 'pending' || (seen.is === 'absent' && record.at === 'created'))
    return waitUntilReady(run, job, record, 'create');
  return seen.is === 'ready' && seen.id !== undefined ? waitUntilReady(run, job, record, 'create') : seen;
}

/**
 * Looks again for what AWS said does not exist, and goes on with it where it turns up. Else it makes another one, and
 * keeps the old id to look for.
 */
async function remake(task: Task, record: StepRecord): Promise<Converged> {
  const { run, job } = task;
  if (job.resource.lookup) return createAndFinish(task, { retired: record.retired });
  const seen = await lookAgain(run, job, record);
  if (seen.is === 'found') return createAndFinish(task, { intent: record, retired: withLost(record) });
  if (seen.is !== 'absent') return convergeAgain(task);
  // What it was in is another one, too: what needs it is still in the first.
  const changed = changedMembers(job.resource, task.want, record, undefined);
  const wants = { last: record.want, want: task.want };
  if (isMadeAnew(run, job.step, wants, fixedMembersIn(job.resource, changed, wants))) await takeDownWith(run, job.step);
  return createAndFinish(task, { retired: withLost(record) });
}

/** What a record has retired, and its own resource, whose id is lost to it. */
const withLost = (record: StepRecord): Retired[] => [...(record.retired ?? []), missing(record)];

/**
 * Deletes the resource and creates it again. What it had replaced may still be in use, so that is deleted at the end.
 */
async function recreate(task: Task, record: StepRecord): Promise<Converged> {
  const { left } = await deleteRecorded(task.run, task.step.name, record);
  return createAndFinish(task, { retired: left.id === undefined ? left.retired : withLost(left) });
}

/**
 * Makes it anew because what it held for good was lost and made anew. What needs it goes first and comes back in its
 * turn: it cannot have worked since.
 */
async function rebuild(task: Task, record: StepRecord): Promise<Converged> {
  const { run, step } = task;
  await takeDownWith(run, step.name);
  return recreate(task, record);
}

/**
 * Takes down what is made anew with a step, and not the step's own resource, one step after the other. It is a part of the
 * step that has begun: nobody is asked to let it begin.
 * @throws FailureError, Stopped
 */
async function takeDownWith({ enterStep: _, ...run }: Run, step: string): Promise<void> {
  const work = async () => {
    const dependents = madeAnewWith(run, step);
    const { held } = await lookBeforeDown(run, (name) => (dependents.has(name) ? 'all' : 'nothing'));
    if (held.length > 0) throw new FailureError({ code: 'deletion-held', held });
    const { failures } = await down(run, (name) => dependents.has(name));
    const [failure] = failures;
    if (failure) throw new FailureError(failure);
    if (run.signal.aborted) throw run.signal.reason;
  };
  await (run.inTurn ? run.inTurn(work) : work());
}

async function createAndFinish(
  task: Task,
  from: { intent?: StepRecord; retired?: StepRecord['retired'] } = {},
  outcome: Outcome = 'created',
  onFound: (id: unknown) => Promise<void> = async () => {},
) {
  const { run, job, want, edges, progress } = task;
  const unclear = run.store.records.get(job.step)?.unclear;
  progress.began(job.resource.lookup ? 'look' : outcome === 'replaced' ? 'replace' : 'create');
  const { record, found } = await create(
    run,
    job,
    { want, ...edges, ...(from.retired ? { retired: from.retired } : {}), ...(unclear && { unclear }) },
    from.intent,
  );
  if (found) await onFound(record.id);
  // What was there already may have been made for another want: what it shows is not what AWS makes of this one.
  const made = found ? { ...record, shown: record.shown ?? {} } : record;
  const { later, lookup } = job.resource;
  const isAsWanted = lookup || (!found && equalAsJson(made.want, want));
  const isInsteadOfLost = made.retired?.some(isMissing) ?? false;
  // What is not may be refused, and what was lost may turn up: then nothing may lie in it.
  if (isAsWanted && !isInsteadOfLost) progress.identified(made.id);
  if (later?.length) await applyUpdate(run, job, made.id, made.want, later);
  const done = await finish(task, made, lookup ? 'pinned' : outcome);
  if (isInsteadOfLost && (await goesBackToLost(task))) return convergeAgain(task);
  if (isAsWanted) return done;
  // An earlier run made it, or intended it, for a want that may differ from today's.
  const again = await convergeAgain(task);
  return again.outcome === 'unchanged' ? done : again;
}

/** Compares the resource with what is wanted, then updates it in place, replaces it, or leaves it as it is. */
async function updateOrReplace(task: Task, record: StepRecord, seen: Ready | Broken): Promise<Converged> {
  const { run, step, job, want, edges, progress } = task;
  const { resource } = job;
  const differing = changedMembers(resource, want, record, seen.is === 'ready' ? seen.live : undefined);
  // What was changed for a pause is set again, even where it is somebody else's otherwise.
  const again = membersToFollow(run, step, record);
  const changed = [...new Set([...differing, ...Object.keys(record.paused ?? {}), ...again])];
  const tags = seen.is === 'ready' ? tagChanges(job.tags, record.tags, seen.tags) : undefined;
  const { after: _, paused: _paused, leftBy: _leftBy, wentBack: _wentBack, ...last } = record;
  const wanted: StepRecord = { ...last, want, ...leftByOf(resource, record, want), ...edges, tags: { ...job.tags } };
  const added = seen.is === 'ready' && record.at === 'ready' ? await additionsTo(run, job, record.id, seen.live) : [];
  const isOpened = added.some(opensSomething);
  const isSettled = seen.is === 'ready' && record.at === 'ready' && changed.length === 0 && !record.paused;
  const lacks = isSettled ? await reasonToRestart(run, job, record.id) : undefined;
  if (seen.is === 'ready' && changed.length === 0 && !tags && !isOpened && lacks === undefined) {
    progress.identified(record.id);
    tellNote(task, seen);
    return saveRecord(
      task,
      { ...wanted, at: 'ready', out: toJson(seen.out), shown: shownOtherwise(resource, want, seen.live) },
      resource.lookup ? 'pinned' : 'unchanged',
    );
  }
  const changedFixed = fixedMembersIn(resource, changed, { last: record.want, want });
  // What cannot be changed is started anew as another one.
  const isRunAgain = lacks !== undefined && !resource.update;
  if (isRunAgain) run.emit({ type: 'wait', step: step.name, why: lacks, seconds: 0, lasting: true });
  if (changedFixed.length > 0 || isRunAgain) return replace(task, record, changedFixed, seen);
  progress.began('update');
  progress.identified(record.id);
  const forward = forwardAgain(record, want);
  if (forward !== undefined) run.emit({ type: 'wait', step: step.name, why: forward, seconds: 0, lasting: true });
  if (lacks !== undefined) run.emit({ type: 'wait', step: step.name, why: lacks, seconds: 0, lasting: true });
  if (changed.length > 0 || seen.is === 'broken' || lacks !== undefined)
    await applyUpdate(run, job, record.id, want, changed);
  if (isOpened) await takeAway(run, job, added);
  const { retag } = resource;
  if (tags && retag)
    await attempt(run, job, 'retag', deadlineOf(run, job, 'create'), (cloud) =>
      retag(cloud, record.id, tags.set, tags.remove),
    );
  return finish(task, wanted, 'updated', changed);
}

/** Creates a second resource where that is safe; the old one is deleted at the end of the run. Elsewhere it refuses. */
async function replace(task: Task, record: StepRecord, changed: string[], seen: Ready | Broken): Promise<Converged> {
  const { run, step, job } = task;
  if (job.resource.lookup) return createAndFinish(task);
  const live = seen.is === 'ready' ? seen.live : undefined;
  const refused = () => new FailureError(refusalOf(run, step, record, { changed, want: task.want, live }));
  if (canCreateFirst(job.resource, changed) && record.id !== undefined) {
    const { type, id, want, out } = record;
    const steady = step.keep ? steadySince(run.store.records, step.name, record, run.clock.now()) : undefined;
    const old = {
      ...{ type, id, want },
      ...(job.resource.handOver && out !== undefined && { out }),
      ...(job.resource.isApart?.(want, task.want) === true && { handedOver: true as const }),
      ...(steady !== undefined && { steady }),
    };
    const again = await takenAgain(task, record, old);
    if (again) return again;
    return createAndFinish(task, { retired: [...(record.retired ?? []), old] }, 'replaced', async (id) => {
      if (!equalAsJson(id, record.id)) return;
      // AWS refuses a second one of its name: what is there is what was to be replaced.
      await run.store.put(step.name, record);
      throw refused();
    });
  }
  // One of a unique name that was lost, too, and was found again, is recorded with the want that it was looked for with.
  if ([record.want, live].some((last) => isMadeAnew(run, step.name, { last, want: task.want }, changed)))
    return rebuild(task, record);
  throw refused();
}

/** Where a kept one is as wanted now, that one is gone back to, and no other one is made. */
async function takenAgain(task: Task, record: StepRecord, old: Retired): Promise<Converged | undefined> {
  const { run, step, job, want, progress } = task;
  const same = step.keep ? waysBackIn(record).findLast((it) => equalAsJson(it.want, want)) : undefined;
  if (!same || (await readOnce(run, job, same.id, deadlineOf(run, job, 'create'))).is !== 'ready') return undefined;
  const { steady: _, shown: _shown, ...last } = record;
  const retired = [...(record.retired ?? []).filter((it) => it !== same), old];
  progress.began('replace');
  await run.store.put(step.name, {
    ...last,
    ...{ want, id: same.id, retired },
    ...(same.steady !== undefined && { steady: same.steady }),
  });
  const taken = await convergeAgain(task);
  return { ...taken, outcome: 'replaced' };
}
