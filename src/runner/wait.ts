import { FailureError } from '../failure.js';
import type { Cloud, Seen } from '../step.js';
import { attempt, rejected } from './attempt.js';
import { phaseOf, untilNextLook } from './polling.js';
import { resourceOf, secondsSince, tagsOf, waitForAws, type Job, type Run } from './run.js';

const defaultDeadlineSeconds = 600;
const readSeconds = 60;
/** Seconds that a new resource may stay invisible before it counts as deleted. */
const visibilitySeconds = 120;
/**
 * Seconds until AWS shows what it was asked for. What it shows otherwise after that is what it has made of it. Believed: the
 * documents promise no time, and say seconds.
 */
const settleSeconds = 60;
/** Seconds after which it is told what is most likely to be done about something that is still waited for. */
const adviceSeconds = 240;

/** When to give up a verb: ms on the run's clock. */
export const deadlineOf = (run: Run, { resource, want }: Job, verb: 'create' | 'delete'): number => {
  const seconds = resource.deadline?.[verb] ?? defaultDeadlineSeconds;
  return run.clock.now() + (seconds + (resource.extraSeconds?.(want ?? {}) ?? 0)) * 1000;
};

/** When to give up a single read, ms on the run's clock. It is repeated for throttling and lost answers only. */
export const readDeadline = ({ clock }: Pick<Run, 'clock'>): number => clock.now() + readSeconds * 1000;

/** Reads a resource once. An error that means `gone` becomes `absent`. */
export async function readOnce(run: Run, job: Job, id: unknown, deadline: number): Promise<Seen> {
  const seen = await attempt(run, job, 'read', deadline, (cloud) => job.resource.read(cloud, id));
  return seen.is === 'done' ? seen.value : { is: 'absent' };
}

/**
 * Looks at what no step's own read shows, and is met with what AWS refuses or does not answer as every read is.
 * @param step which is said to have failed then
 * @throws FailureError `step-rejected`; Stopped
 */
export async function look<T>(
  run: Run,
  { step, type }: { readonly step: string; readonly type: string },
  call: (cloud: Cloud) => Promise<T>,
): Promise<T> {
  const job: Job = { step, resource: resourceOf(run, step, type), token: '', tags: tagsOf(run, step) };
  const answer = await attempt(run, job, 'read', readDeadline(run), call);
  if (answer.is === 'done') return answer.value;
  throw rejected(job, 'read', answer.error);
}

export interface WaitTarget {
  readonly for: 'ready' | 'absent';
  readonly id: unknown;
  readonly verb: 'create' | 'update' | 'delete';
  /** On the run's clock. */
  readonly deadline: number;
  /** It was in service before, so `absent` means deleted, not invisible. */
  readonly wasInService?: boolean;
  /** The members that do not show the values asked for yet. They are waited for, but not until the deadline. */
  membersNotApplied?(seen: Extract<Seen, { is: 'ready' }>): readonly string[];
}

/**
 * Reads a resource until it is ready or absent, as the target says, or broken. It is the one place that waits for AWS.
 * @param onBetterId called when AWS gives an id that is better than the recorded one
 * @throws FailureError `step-timeout`; Stopped
 */
export async function waitFor(
  run: Run,
  job: Job,
  target: WaitTarget,
  onBetterId: (id: unknown) => Promise<void> = async () => {},
): Promise<Seen> {
  const began = run.clock.now();
  let { id } = target;
  let unseenSince: number | undefined;
  let laggingSince: number | undefined;
  for (let reads = 1; ; reads++) {
    const seen = await readOnce(run, job, id, target.deadline);
    if ('id' in seen && seen.id !== undefined) await onBetterId((id = seen.id));
    const lagging = seen.is === 'ready' ? (target.membersNotApplied?.(seen) ?? []) : [];
    if (lagging.length === 0) laggingSince = undefined;
    const isSettled =
      lagging.length === 0 || secondsSince(run.clock, (laggingSince ??= run.clock.now())) > settleSeconds;
    if ((seen.is === target.for && isSettled) || seen.is === 'broken') return seen;
    if (seen.is === 'absent' && target.wasInService) return seen;
    if (seen.is !== 'absent') unseenSince = undefined;
    else if (secondsSince(run.clock, (unseenSince ??= run.clock.now())) > visibilitySeconds)
      return { is: 'broken', why: 'AWS no longer knows it: it was deleted by someone else' };
    const why = lagging.length > 0 ? `${lagging.join(', ')} not changed yet` : describe(seen);
    const now = run.clock.now();
    const look = { noun: job.resource.type, verb: target.verb, reads, waited: now - began, now };
    const delayMs = Math.max(untilNextLook({ ...look, phase: phaseOf(run.store.id) }), run.leastPollMs ?? 0);
    const seconds = secondsSince(run.clock, began);
    const advice = seen.is === 'pending' ? seen.advice : undefined;
    if (run.clock.now() + delayMs > target.deadline) throw timedOut(job, target.verb, { why, advice, seconds });
    const told = advice !== undefined && seconds >= adviceSeconds ? `${why}. ${advice}` : why;
    run.emit({ type: 'wait', step: job.step, why: told, seconds });
    await waitForAws(run, job.step, delayMs, began);
  }
}

function describe(seen: Seen): string {
  if (seen.is === 'pending') return seen.why;
  return seen.is === 'absent' ? 'not visible yet' : 'still there';
}

const timedOut = (
  { step, resource }: Job,
  verb: 'create' | 'update' | 'delete',
  seen: { readonly why: string; readonly advice: string | undefined; readonly seconds: number },
) =>
  new FailureError({
    ...{ code: 'step-timeout', step, resource: resource.type, verb, lastSeen: seen.why, seconds: seen.seconds },
    ...(seen.advice !== undefined && { advice: seen.advice }),
  });
