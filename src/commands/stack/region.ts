import type { Note } from '../report/notes.js';
import type { Target } from '../request.js';
import { endpointOf } from '../session/endpoint.js';

/** Stands for the region where none is configured, and nothing is called. */
export const exampleRegion = 'us-east-1';

/**
 * Where calls would go, for a command that makes none. Where no region is configured, one is assumed.
 * @param configured the config's region
 * @param recorded the region a state was made for
 * @param note says that a region was assumed
 * @throws FailureError `bad-usage` for options that contradict each other, or name what there is not
 */
export async function endpointToRehearse(
  target: Target,
  { configured, recorded }: { readonly configured?: string | undefined; readonly recorded?: string | undefined },
  note: Note,
): Promise<{ endpoint: string; region: string }> {
  const { endpoint, region } = await endpointOf(target, configured, recorded);
  if (region !== undefined) return { endpoint, region };
  note(`No region is configured: ${exampleRegion} is assumed, as nothing is called there. --region says another.`);
  return { endpoint, region: exampleRegion };
}
