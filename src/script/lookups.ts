import { vpcLinkZoneIds } from '../facts/vpc-link-zones.js';
import { linesOf } from './command.js';
import type { Scene } from './story.js';

/**
 * The zones, asked for as the step asks for them: by id, among those that will do, the first in the order of their
 * ids. A path into the answer would not do: AWS lists zones in the order of their names, which each account has its own of.
 * @param zones the variables that are wanted, in order
 */
export function zoneLines({ calls, want }: Scene, zones: readonly string[], region: string): string[] {
  const [call] = calls;
  if (!call || zones.length === 0) return [];
  const linkable = (want as { ForVpcLink?: boolean } | undefined)?.ForVpcLink ? vpcLinkZoneIds(region) : undefined;
  const chosen = linkable ? `[?contains('${linkable.join(' ')}', ZoneId)].ZoneId` : '[].ZoneId';
  const [first = '', ...rest] = linesOf({ ...call, query: `sort(AvailabilityZones${chosen})` });
  const lines = [`ANSWER=$(${first}`, ...rest];
  return [...lines.slice(0, -1), `${lines.at(-1)})`, `read -r ${[...zones, '_'].join(' ')} <<< "$ANSWER"`];
}
