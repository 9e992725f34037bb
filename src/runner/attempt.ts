import { callOf, codeOf, meaningOf, messageOf, requestIdOf, type Meaning } from '../aws-errors.js';
import { FailureError } from '../failure.js';
import type { Cloud, Verb } from '../step.js';
import { holdersOf, type Held } from './holders.js';
import { Stopped, type Job, type Run } from './run.js';

/** How a verb ended, where that is for the caller to decide about. Anything else that failed is thrown. */
export type Attempted<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'gone' | 'taken' | 'unclear'; readonly error: unknown };

/**
 * Seconds of patience with each meaning, unless the deadline comes first. EC2 takes up to 5 minutes until all of
 * its parts know of something new; what is in use is waited for as long as the deadline allows.
 */
const patience: Partial<Record<Meaning, number>> = { throttled: 300, 'not-yet': 300, 'in-use': Infinity, unclear: 60 };
const firstDelay: Partial<Record<Meaning, number>> = { throttled: 1000, 'not-yet': 1000, 'in-use': 2000, unclear: 500 };
const longestDelay = 5000;

/**
 * Runs a verb, and again for as long as AWS's answer says that this may help. A `create` whose answer was lost is
 * never repeated here: the caller looks first.
 * @param deadline on the run's clock
 * @throws FailureError `step-rejected`; Stopped
 */
export async function attempt<T>(
  run: Run,
  job: Job,
  verb: Verb,
  deadline: number,
  call: (cloud: Cloud) => Promise<T>,
): Promise<Attempted<T>> {
  const began = run.clock.now();
  const { step, token, tags } = job;
  const holders = holdersOf(run, job);
  for (let tries = 1; ; tries++) {
    let error: unknown;
    try {
      return { is: 'done', value: await run.act(step, { token, tags, repeatable: verb !== 'create' }, call) };
    } catch (thrown) {
      error = thrown;
    }
    if (error instanceof FailureError || error instanceof Stopped) throw error;
    const means = meaningOf(error, verb);
    if (means === 'gone' || means === 'taken') return { is: means, error };
    if (means === 'unclear' && verb === 'create') return { is: means, error };
    const patient = patience[means];
    const delayMs = delay(means, tries, run.random());
    const isLast = !patient || run.clock.now() + delayMs > Math.min(deadline, began + patient * 1000);
    const held = means === 'in-use' ? await holders(isLast) : {};
    if (isLast) throw rejected(job, verb, error, held);
    run.emit({ type: 'retry', step, verb, error: codeOf(error), message: messageOf(error), attempt: tries, delayMs, ...held });
    await run.clock.sleep(delayMs, run.signal);
  }
}

const delay = (means: Meaning, tries: number, random: number): number =>
  Math.round(Math.min(longestDelay, (firstDelay[means] ?? 0) * 1.5 ** (tries - 1)) * (0.8 + 0.4 * random));

/** AWS's refusal as data. */
export function rejected({ step, resource }: Job, verb: Verb, error: unknown, held: Held = {}): FailureError {
  const requestId = requestIdOf(error);
  return new FailureError({
    code: 'step-rejected',
    step,
    resource: resource.type,
    verb,
    aws: codeOf(error),
    message: messageOf(error),
    ...callOf(error),
    ...(requestId === undefined ? {} : { requestId }),
    ...held,
  });
}
