import type { State } from '../../../state/schema.js';
import { pause, pausePlan, type PausePlan } from '../../runner/pause.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import { awsSecondsOf, inSession, stoppedFailure, type RunControl, type Session } from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';

/**
 * Pauses a stack, from its state alone. Needs no terminal.
 * @param confirm called before anything is changed; throws where nothing is to be changed
 * @throws FailureError for what keeps it from beginning; what fails in the run is in the outcome
 */
export async function pauseStack(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, configured: config }: FoundStack,
  control: RunControl,
  confirm?: (session: Session, plan: PausePlan) => Promise<void>,
): Promise<Outcome> {
  const opening = { request, command: 'pause', stack, config, locks: true };
  return inSession(opening, control, async (session) => {
    const plan = pausePlan(session.run);
    await confirm?.(session, plan);
    const { failures, ...counts } = await pause(session.run, plan, new Date().toISOString());
    const stopped = stoppedFailure(session, request.limits.timeout);
    return { failures: [...failures, ...stopped], ...counts, ...awsSecondsOf(session) };
  });
}

/** The outputs that will be others: those with something in them that a resource gave which goes. */
export function changingOutputs({ outputs, records }: Pick<State, 'outputs' | 'records'>, plan: PausePlan): string[] {
  const given = [...plan.going].flatMap((step) => Object.values(Object(records[step]?.out) as object));
  const isIn = (output: string) => given.some((it) => typeof it === 'string' && it.length > 6 && output.includes(it));
  return Object.entries(outputs).flatMap(([name, value]) => (isIn(value) ? [name] : []));
}
