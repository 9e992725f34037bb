import type { StepRecord } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';
import { attempt, rejected } from '../../runner/attempt.js';
import { resourceOf, type Job, type Run } from '../../runner/run.js';
import { readDeadline } from '../../runner/wait.js';
import { follow } from '../../path/follow.js';
import type { Facts } from '../../path/facts.js';
import type { Way } from '../../hops.js';
import type { RequestWith } from '../request.js';
import { inSession, type RunControl } from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { readRecorded } from './read-recorded.js';
import type { Requested } from './requested.js';

/**
 * Follows a request to a stack, by what AWS tells of the things on its way. Needs no terminal, takes no lock, sends no request.
 * @throws FailureError
 */
export async function traceRequest(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, configured: config }: FoundStack,
  asked: Requested,
  control: RunControl,
): Promise<Way> {
  const opening = { request, command: 'trace', stack, config, locks: false };
  return inSession(opening, control, ({ run, store }) => wayOf(run, store.records, asked));
}

/** The same within a session. */
export const wayOf = async (run: Run, records: ReadonlyMap<string, StepRecord>, asked: Requested): Promise<Way> =>
  follow(asked, await factsOf(run, records));

/** What takes requests: where looking fails, it is said of the first of these that the stack has. */
const waysIn = ['api', 'load-balancer', 'existing-load-balancer', 'cluster', 'existing-cluster'];

/** What AWS refuses or does not answer is met as it is for each other look: repeated where that helps, else said with the step. */
async function factsOf(run: Run, records: ReadonlyMap<string, StepRecord>): Promise<Facts> {
  const [first] = waysIn.flatMap((type) => [...records].filter(([, record]) => record.type === type));
  const [step, record] = first ?? [];
  if (step === undefined || !record)
    throw new FailureError({
      code: 'bad-usage',
      message: 'nothing of the stack is there that takes requests',
      hint: '`provision up` makes it',
    });
  const job: Job = { step, resource: resourceOf(run, step, record.type), token: '', tags: {} };
  const asked = await attempt(run, job, 'read', readDeadline(run), (cloud) => readRecorded(cloud, records));
  if (asked.is === 'done') return asked.value;
  throw rejected(job, 'read', asked.error);
}
