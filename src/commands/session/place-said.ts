import type { Place, State } from '../../../state/schema.js';
import type { Target } from '../request.js';
import { endpointOf } from './endpoint.js';

/** Where the stack is, as far as options say so; else where it is recorded: nothing is called there. */
export async function placeSaid(target: Target, recorded: State): Promise<Place> {
  const { region = recorded.region, sandbox, endpointUrl, profile } = target;
  const { endpoint } = sandbox || endpointUrl || profile ? await endpointOf(target) : recorded;
  return { ...recorded, region, endpoint };
}
