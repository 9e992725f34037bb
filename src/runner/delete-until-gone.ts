import { FailureError } from '../failure.js';
import { attempt, rejected } from './attempt.js';
import { dependentsFinder, type HeldBy } from './dependents.js';
import { waitForAws, type Job, type Run } from './run.js';
import { deadlineOf, readOnce, waitFor } from './wait.js';

/**
 * Deletes a resource and waits until it is gone.
 * @returns `absent` where AWS said at once that it does not exist
 * @throws FailureError, Stopped
 */
export async function deleteUntilGone(
  run: Run,
  job: Job,
  first: unknown,
  onBetterId: (id: unknown) => Promise<void>,
): Promise<'deleted' | 'absent'> {
  let was: 'deleted' | 'absent' = 'absent';
  const deadline = deadlineOf(run, job, 'delete');
  let id = first;
  const findDependents = dependentsFinder(run, { ...job, id });
  for (let denials = 0; ;) {
    const asked = await attempt(run, { ...job, id }, 'delete', deadline, (cloud) =>
      job.resource.delete(cloud, id, job.want),
    );
    if (asked.is === 'taken' || asked.is === 'unclear') throw rejected(job, 'delete', asked.error);
    if (asked.is === 'done') was = 'deleted';
    // `gone` may be said of a part of it, or while it is still draining. One read tells.
    if (asked.is === 'done' && asked.value !== undefined) await onBetterId((id = asked.value));
    if (asked.is === 'gone') denials++;
    // Denied once and still there, it is asked for again: nothing may be under way.
    const seen =
      asked.is === 'gone' && denials === 1
        ? await readOnce(run, job, id, deadline)
        : asked.is === 'gone'
          ? await lookAfterGone(run, job, id, deadline, onBetterId)
          : await waitFor(run, job, { for: 'absent', id, verb: 'delete', deadline }, onBetterId);
    // Two parts of AWS may both not know yet what is there. What nothing was done to is asked for once more.
    if (seen.is === 'absent' && (was === 'deleted' || denials !== 1)) return was;
    if (seen.is === 'absent') continue;
    if (seen.is === 'pending') {
      await waitForAws(run, job.step, retryDelayMs);
      continue;
    }
    // A deletion that AWS accepted and that then failed is requested again, until the deadline.
    const why = seen.is === 'broken' ? seen.why : 'it did not go away';
    const isLast = run.clock.now() + retryDelayMs > deadline;
    const { isFinal, ...heldBy } = await findDependents(isLast);
    if (isLast || isFinal) throw broken(job, why, heldBy);
    run.emit({
      type: 'retry',
      step: job.step,
      verb: 'delete',
      error: 'DeleteFailed',
      message: why,
      attempt: 1,
      delayMs: retryDelayMs,
      ...heldBy,
    });
    await waitForAws(run, job.step, retryDelayMs);
  }
}

/** Reads the resource after AWS said `gone` twice. A pending one is being deleted and is waited for. */
async function lookAfterGone(
  run: Run,
  job: Job,
  id: unknown,
  deadline: number,
  onBetterId: (id: unknown) => Promise<void>,
) {
  const seen = await readOnce(run, job, id, deadline);
  return seen.is === 'pending' ? waitFor(run, job, { for: 'absent', id, verb: 'delete', deadline }, onBetterId) : seen;
}

const broken = ({ step, resource }: Job, why: string, heldBy: HeldBy) =>
  new FailureError({ code: 'step-broken', step, resource: resource.type, verb: 'delete', why, ...heldBy });

const retryDelayMs = 5000;
