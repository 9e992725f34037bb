import type { Traffic } from '../step.js';
import { attempt } from './attempt.js';
import { waitForAws, type Job, type Run } from './run.js';
import { readDeadline } from './wait.js';

/** ms between two looks: what has just been registered may be listed a moment later. */
const lookAgainMs = 10_000;

/**
 * Whether requests can reach what a resource runs; undefined where the noun does not say.
 * @throws FailureError, Stopped
 */
export async function trafficTo(run: Run, job: Job, id: unknown): Promise<Traffic | undefined> {
  const { traffic } = job.resource;
  if (!traffic) return undefined;
  const seen = await attempt(run, job, 'read', readDeadline(run), (cloud) => traffic(cloud, id));
  return seen.is === 'done' ? seen.value : undefined;
}

/** Why no request arrives, where an update mends that. It looks twice before it says so, because an update costs minutes. */
export async function lackOfTraffic(run: Run, job: Job, id: unknown): Promise<string | undefined> {
  const first = await trafficTo(run, job, id);
  if (first?.lacks === undefined) return undefined;
  await waitForAws(run, job.step, lookAgainMs);
  return (await trafficTo(run, job, id))?.lacks;
}
