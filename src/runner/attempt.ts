import { callOf, codeOf, messageOf, requestIdOf, verdictOf, type Meaning } from '../aws-errors.js';
import { FailureError } from '../failure.js';
import type { Cloud, Verb } from '../step.js';
import { agesOf } from './ages.js';
import { dependentsFinder, protectionOf, type HeldBy } from './dependents.js';
import { Stopped, waitForAws, type Job, type Run } from './run.js';

/** How a verb ended, where the caller decides what follows. Any other failure is thrown. */
export type AttemptResult<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'gone' | 'unclear'; readonly error: unknown }
  /** `seconds`: for so long, AWS may keep the name of what is deleted and no longer shown. */
  | { readonly is: 'taken'; readonly error: unknown; readonly seconds: number };

/**
 * For how many seconds after its first failure a verb is repeated for each meaning, within the deadline. EC2 takes up
 * to 5 minutes until all of its parts know a new resource. What is in use is waited for as long as the deadline allows,
 * unless something of others keeps it that does not go by itself.
 */
const retryForSeconds: Partial<Record<Meaning, number>> = {
  throttled: 300,
  'not-yet': 300,
  already: 60,
  'in-use': Infinity,
  leaving: Infinity,
  unclear: 60,
};
const firstDelayMs: Partial<Record<Meaning, number>> = {
  throttled: 1000,
  'not-yet': 1000,
  already: 1000,
  'in-use': 2000,
  leaving: 2000,
  unclear: 500,
};
const longestDelayMs = 5000;

/**
 * Runs a verb, and repeats it while AWS's answer says that this may help. A `create` whose answer was lost is not
 * repeated here: the caller has to look first.
 * @param deadline on the run's clock
 * @throws FailureError `step-rejected`; Stopped
 */
export async function attempt<T>(
  run: Run,
  job: Job,
  verb: Verb,
  deadline: number,
  call: (cloud: Cloud) => Promise<T>,
): Promise<AttemptResult<T>> {
  const { step, token, tags, part } = job;
  const mayListTags = verb === 'read' && staysAsTagged(run, job);
  const findDependents = dependentsFinder(run, job, verb === 'delete');
  // Not since the first call: one that was given no answer may have taken a minute already.
  let waitingSince: number | undefined;
  const firstOf = new Map<Meaning, number>();
  let unclear = 0;
  for (let tries = 1; ; tries++) {
    let error: unknown;
    try {
      return { is: 'done', value: await run.withCloud(step, { token, tags, part, mayListTags }, call) };
    } catch (thrown) {
      error = thrown;
    }
    const failedAt = run.clock.now();
    if (error instanceof FailureError || error instanceof Stopped) throw error;
    waitingSince ??= failedAt;
    const { means, seconds } = verdictOf(error, verb, agesOf(run, waitingSince));
    if (means === 'taken') return { is: means, error, seconds: seconds ?? 0 };
    if (means === 'gone') return { is: means, error };
    if (means === 'unclear' && verb === 'create') return { is: means, error };
    const retryFor = seconds ?? retryForSeconds[means];
    const delayMs = delay(means, tries, run.random());
    const first = firstOf.get(means);
    firstOf.set(means, first ?? failedAt);
    if (means === 'unclear') unclear++;
    // An answer that is lost leaves open what has happened: it is asked for once more at the deadline, and before that as
    // often as a verb has calls, because each may take a minute to be lost.
    const next = run.clock.now() + delayMs;
    const isLast =
      !retryFor ||
      (next > deadline && (means !== 'unclear' || unclear > 1)) ||
      (next > (first ?? failedAt) + retryFor * 1000 && (means !== 'unclear' || unclear > mostCalls));
    // It is as asked for, whatever reads show of it. Only an update is told this, and it returns nothing.
    if (means === 'already' && isLast) return { is: 'done', value: undefined as T };
    if (means === 'refused' && verb === 'delete') throw rejected(job, verb, error, await protectionOf(run, job));
    const { isFinal, ...heldBy } = means === 'in-use' ? await findDependents(isLast) : { isFinal: false };
    if (isLast || isFinal) throw rejected(job, verb, error, heldBy);
    run.emit({
      type: 'retry',
      step,
      verb,
      error: codeOf(error),
      message: messageOf(error),
      attempt: tries,
      delayMs,
      ...heldBy,
    });
    await waitForAws(run, step, delayMs, waitingSince);
  }
}

/** Whether a step was ready and stays, and no tag of it is to be removed: what is not in a list that is behind may still be there. */
function staysAsTagged({ store, wanted }: Run, { step, tags }: Job): boolean {
  const record = store.records.get(step);
  const stays = record?.at === 'ready' && (wanted?.has(step) ?? true);
  return stays && Object.keys(record.tags ?? {}).every((key) => key in tags);
}

/** Calls that a verb makes, one after another. */
const mostCalls = 3;

const delay = (means: Meaning, tries: number, random: number): number =>
  Math.round(Math.min(longestDelayMs, (firstDelayMs[means] ?? 0) * 1.5 ** (tries - 1)) * (0.8 + 0.4 * random));

/** AWS's refusal as data. */
export function rejected({ step, resource }: Job, verb: Verb, error: unknown, heldBy: HeldBy = {}): FailureError {
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
    ...heldBy,
  });
}
