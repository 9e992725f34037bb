import { namesOnly, stackOf } from '../../../steps/stack/index.js';
import type { Place, State } from '../../../state/schema.js';
import type { LockHolder } from '../../failure.js';
import { status } from '../../runner/status.js';
import type { StatusRow } from '../../status.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import { inSession, type RunControl } from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';

/** A stack as it is recorded, and as it is. */
export interface Comparison extends Outcome {
  readonly rows: readonly StatusRow[];
  readonly place: Place;
  readonly state: State;
  /** The run that works on the stack meanwhile. */
  readonly busy: LockHolder | undefined;
}

/**
 * Looks at everything that is recorded of a stack. Changes nothing, takes no lock and needs no terminal.
 * @throws FailureError for what keeps it from beginning; what cannot be looked at is in the outcome
 */
export async function compare(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, config }: FoundStack,
  control: RunControl,
): Promise<Comparison> {
  const opening = { request, command: 'status', stack, config, locks: false };
  return inSession(opening, control, async ({ run, place, state, states }) => {
    const expected = config ? stackOf(config, place, namesOnly).steps : [];
    const { rows: all, failures } = await status(run, expected);
    const rows = all.filter(({ type }) => !run.resources.get(type)?.lookup);
    const unchanged = rows.filter((row) => row.state === 'ok' || row.state === 'paused').length;
    const lock = await states.holder(stack);
    const busy = lock?.isStale ? undefined : lock?.holder;
    const { outputs } = state;
    return { rows, place, state, busy, failures, unchanged, outputs, isInSync: unchanged === rows.length };
  });
}
