import type { StepRecord } from '../../state/schema.js';
import type { Seen } from '../step.js';
import { attempt } from './attempt.js';
import { equalAsJson } from './compare.js';
import { madeByStep } from './owned.js';
import { waitForAws, type Job, type Run } from './run.js';
import { deadlineOf, readOnce } from './wait.js';

/**
 * ms between the looks at what AWS said does not exist. EC2 answers from many machines, and one that is behind may say
 * so of what is in service. Who has deleted it by hand waits these 15 seconds.
 */
const delaysMs = [1000, 2000, 3000, 4000, 5000];

/** ms for which one that is shown by its tags may be denied by its id, at most. */
const deniedMs = 120_000;

/**
 * Looks again for a resource of which AWS said that it does not exist, by its id and by its name or tags. Its id must
 * not be forgotten for one wrong answer: a second one would be made, and the first one billed for ever.
 * @returns what was seen; `found` where another one than the recorded one is this step's
 */
export async function lookAgain(run: Run, job: Job, { id, want }: StepRecord): Promise<Seen | { is: 'found' }> {
  const began = run.clock.now();
  let isShown = false;
  for (let looks = 0; isShown ? run.clock.now() - began < deniedMs : looks < delaysMs.length; looks++) {
    await waitForAws(run, job.step, delaysMs[looks] ?? delaysMs.at(-1) ?? 0, began);
    const deadline = deadlineOf(run, job, 'create');
    const seen = await readOnce(run, job, id, deadline);
    if (seen.is !== 'absent') return seen;
    const looked = await attempt(run, job, 'find', deadline, (cloud) => job.resource.find(cloud, want));
    const found = looked.is === 'done' ? madeByStep(run, job, looked.value) : [];
    isShown = found.some((it) => equalAsJson(it.id, id));
    if (found.length > 0 && !isShown) return { is: 'found' };
  }
  return { is: 'absent' };
}
