import { down, downAroundHeld } from '../../runner/down.js';
import { lookBeforeDown, type BeforeDown } from '../../runner/look-before-down.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import {
  awsSecondsOf,
  inSession,
  stoppedFailure,
  writtenAtEnd,
  type RunControl,
  type Session,
} from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';

/** What is known before anything is deleted. @param lost what of others goes with the stack */
type Confirm = (session: Session, lost: BeforeDown['lost']) => Promise<void>;

/**
 * Deletes what the state records, and the state file once nothing is left in it. Needs no terminal. Where something of
 * others keeps a part of the stack, nothing is deleted, unless that was asked for: half a stack serves nobody, and what
 * is left of it costs as much as before.
 * @param confirm called before anything is deleted, where something is recorded; throws where nothing is to be deleted
 * @throws FailureError for what keeps it from beginning; what fails in the run is in the outcome
 */
export async function takeDown(
  request: RequestWith<'target' | 'states' | 'limits'> & { readonly keepGoing?: boolean },
  { stack, configured: config }: FoundStack,
  control: RunControl,
  confirm?: Confirm,
): Promise<Outcome> {
  const opening = { request, command: 'down', stack, config, locks: true };
  return inSession(opening, control, async (session) => {
    let isHeld = false;
    if (session.store.records.size > 0) {
      const { held, lost } = await lookBeforeDown(session.run);
      if (held.length > 0 && request.keepGoing !== true)
        return { failures: [{ code: 'deletion-held', held }], deleted: 0, ...awsSecondsOf(session) };
      isHeld = held.length > 0;
      await confirm?.(session, lost);
    }
    const { failures, deleted } = await (isHeld ? downAroundHeld : down)(session.run);
    const isEmpty = session.store.records.size === 0;
    const unwritten = isEmpty ? await writtenAtEnd(session, () => session.store.forget()) : [];
    const stopped = stoppedFailure(session, request.limits.timeout);
    return { failures: [...failures, ...unwritten, ...stopped], deleted, ...awsSecondsOf(session) };
  });
}
