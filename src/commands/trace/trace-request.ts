import type { StepRecord } from '../../../state/schema.js';
import { FailureError } from '../../failure.js';
import type { Run } from '../../runner/run.js';
import { look } from '../../runner/wait.js';
import { follow } from '../../path/follow.js';
import type { Request } from '../../path/request.js';
import type { Cloud } from '../../step.js';
import type { Way } from '../../hops.js';
import type { RequestWith } from '../request.js';
import { inSession, type RunControl } from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { answerInside, type Followed } from './answer.js';
import type { Question } from './question.js';
import { readRecorded } from './read-recorded.js';
import { askerOf } from './senders.js';

/**
 * Follows what a question is about, by what AWS tells of the things on its way. Needs no terminal, takes no lock, sends no request.
 * @returns a way for each thing that is needed: one for a request
 * @throws FailureError
 */
export async function trace(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, configured: config }: FoundStack,
  question: Question,
  control: RunControl,
): Promise<readonly Followed[]> {
  const opening = { request, command: 'trace', stack, config, locks: false };
  return inSession(opening, control, async ({ run, store, state }) => {
    const { records } = store;
    if (question.is === 'request' && question.from === undefined) {
      const { method, url } = question.asked;
      return [{ type: 'trace', method, url: url.href, ...(await wayOf(run, records, question.asked)) }];
    }
    const asker = askerOf(records, question.from);
    return looking(run, records, (cloud) => answerInside(cloud, records, { question, asker, region: state.region }));
  });
}

/** The same within a session. */
export const wayOf = async (run: Run, records: ReadonlyMap<string, StepRecord>, asked: Request): Promise<Way> =>
  follow(asked, await looking(run, records, (cloud) => readRecorded(cloud, records)));

/** What takes requests: where looking fails, it is said of the first of these that the stack has. */
const waysIn = ['api', 'load-balancer', 'existing-load-balancer', 'cluster', 'existing-cluster'];

/** @throws FailureError also where nothing is there that takes requests */
async function looking<T>(
  run: Run,
  records: ReadonlyMap<string, StepRecord>,
  call: (cloud: Cloud) => Promise<T>,
): Promise<T> {
  const [first] = waysIn.flatMap((type) => [...records].filter(([, record]) => record.type === type));
  if (!first)
    throw new FailureError({
      code: 'bad-usage',
      message: 'nothing of the stack is there that takes requests',
      hint: '`provision up` makes it',
    });
  const [step, { type }] = first;
  return look(run, { step, type }, call);
}
