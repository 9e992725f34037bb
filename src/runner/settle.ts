import { FailureError } from '../failure.js';
import type { Seen } from '../step.js';
import { attempt } from './attempt.js';
import { secondsSince, type Job, type Run } from './run.js';

const defaultDeadline = 600;
const lookSeconds = 60;
/** How long something just created may stay invisible before it counts as lost. */
const visibility = 120;

/** When to give up, on the run's clock. */
export const deadlineOf = (run: Run, { resource }: Job, verb: 'create' | 'delete'): number =>
  run.clock.now() + (resource.deadline?.[verb] ?? defaultDeadline) * 1000;

/** When to give up a look that nothing else waits for: it is repeated for throttling and lost answers only. */
export const lookDeadline = ({ clock }: Pick<Run, 'clock'>): number => clock.now() + lookSeconds * 1000;

/** Looks once. An answer that says "no such thing" is `absent`. */
export async function look(run: Run, job: Job, id: unknown, deadline: number): Promise<Seen> {
  const seen = await attempt(run, job, 'read', deadline, (cloud) => job.resource.read(cloud, id));
  return seen.is === 'done' ? seen.value : { is: 'absent' };
}

export interface Awaited {
  readonly for: 'ready' | 'absent';
  readonly id: unknown;
  readonly verb: 'create' | 'update' | 'delete';
  /** On the run's clock. */
  readonly deadline: number;
  /** It was in service before: not to be seen means gone. */
  readonly wasThere?: boolean;
  /** Members that a look does not show as they were asked for yet. */
  lags?(seen: Extract<Seen, { is: 'ready' }>): readonly string[];
}

/**
 * Looks until it is ready or absent, whichever is awaited, or broken. The one place that waits for AWS.
 * @param better is told when AWS discloses a better id than the one recorded
 * @throws FailureError `step-timeout`; Stopped
 */
export async function settle(
  run: Run,
  job: Job,
  awaited: Awaited,
  better: (id: unknown) => Promise<void> = async () => {},
): Promise<Seen> {
  const began = run.clock.now();
  let { id } = awaited;
  let unseenSince: number | undefined;
  for (let looks = 1; ; looks++) {
    const seen = await look(run, job, id, awaited.deadline);
    if ('id' in seen && seen.id !== undefined) await better((id = seen.id));
    const lagging = seen.is === 'ready' ? (awaited.lags?.(seen) ?? []) : [];
    if ((seen.is === awaited.for && lagging.length === 0) || seen.is === 'broken') return seen;
    if (seen.is === 'absent' && awaited.wasThere) return seen;
    if (seen.is !== 'absent') unseenSince = undefined;
    else if (secondsSince(run.clock, (unseenSince ??= run.clock.now())) > visibility)
      return { is: 'broken', why: 'AWS no longer knows it: it was deleted by someone else' };
    const why = lagging.length > 0 ? `${lagging.join(', ')} not changed yet` : describe(seen);
    const delayMs = pollDelay(looks, run.random());
    if (run.clock.now() + delayMs > awaited.deadline) throw timedOut(job, awaited.verb, why, secondsSince(run.clock, began));
    run.emit({ type: 'wait', step: job.step, why, seconds: secondsSince(run.clock, began) });
    await run.clock.sleep(delayMs, run.signal);
  }
}

/** Short at first, for what takes a second; then 3 to 5 s. Half a poll is what waiting costs on average. */
const pollDelay = (looks: number, random: number): number => Math.min(4000, 750 * 1.4 ** (looks - 1)) * (0.75 + 0.5 * random);

function describe(seen: Seen): string {
  if (seen.is === 'pending') return seen.why;
  return seen.is === 'absent' ? 'not visible yet' : 'still there';
}

const timedOut = ({ step, resource }: Job, verb: 'create' | 'update' | 'delete', lastSeen: string, seconds: number) =>
  new FailureError({ code: 'step-timeout', step, resource: resource.type, verb, lastSeen, seconds });
