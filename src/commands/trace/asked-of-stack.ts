import type { RequestWith } from '../request.js';
import { requireSameEndpoint } from '../session/session.js';
import { recordedOf } from '../session/states.js';
import { findStack, noSuchStack, type FoundStack } from '../stack/stack-choice.js';
import type { Recorded, Requested } from './requested.js';

export interface AskingRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  /** A method, or what is asked for with GET. */
  readonly request?: string | undefined;
  readonly path?: string | undefined;
}

/**
 * Which stack is asked, and for what.
 * @param read makes that of what was given, and of what is recorded of the stack
 * @throws FailureError where there is no such stack, it is elsewhere, or this is no request
 */
export async function askedOfStack<Asked = Requested>(
  request: AskingRequest,
  command: string,
  read: (recorded: Recorded) => Asked,
): Promise<{ readonly found: FoundStack; readonly asked: Asked }> {
  const found = await findStack(request, true);
  const recorded = found && (await recordedOf(request, found, command));
  if (!found || !recorded) throw await noSuchStack(request, found);
  await requireSameEndpoint(request.target, recorded.path, recorded.state, found.configured?.region);
  return { found, asked: read(recorded.state) };
}
