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
  const seen = await attempt(run, { ...job, part: 'traffic' }, 'read', readDeadline(run), (cloud) =>
    traffic(cloud, id),
  );
  return seen.is === 'done' ? seen.value : undefined;
}

/** Why a service is deployed anew where nothing of it differs. */
export const redeployed = 'it is deployed anew, as --redeploy asks';

/** Why a resource that is as wanted is started anew; undefined where it is left as it is. */
export const reasonToRestart = async (run: Run, job: Job, id: unknown): Promise<string | undefined> =>
  run.redeploy?.has(job.step) ? redeployed : lackOfTraffic(run, job, id);

/** Why no request arrives, where an update mends that. It looks twice before it says so, because an update costs minutes. */
async function lackOfTraffic(run: Run, job: Job, id: unknown): Promise<string | undefined> {
  const first = await trafficTo(run, job, id);
  if (first?.lacks === undefined) return first?.outdated;
  await waitForAws(run, job.step, lookAgainMs);
  return (await trafficTo(run, job, id))?.lacks;
}
