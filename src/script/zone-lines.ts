import { isFullZone, limitedZoneIds } from '../facts/limited-zones.js';
import { vpcLinkZoneIds } from '../facts/vpc-link-zones.js';
import type { Captures } from './captures.js';
import { assignedTo, linesOf } from './command.js';
import type { TranscriptEntry } from './transcript.js';

/**
 * The zones, asked for as the step asks for them: by id, among those that will do, the first in the order of their
 * ids. A path into the answer would not do: AWS lists zones in the order of their names, which each account has its own of.
 */
export function zoneLines(entry: TranscriptEntry, captures: Captures, region: string): string[] {
  const {
    calls: [call],
    want,
  } = entry;
  const zones = variablesOf(entry, captures);
  if (!call || zones.length === 0) return [];
  const linkable = (want as { ForVpcLink?: boolean } | undefined)?.ForVpcLink ? vpcLinkZoneIds(region) : undefined;
  const chosen = linkable
    ? `contains('${linkable.filter(isFullZone).join(' ')}', ZoneId)`
    : `!contains('${limitedZoneIds.join(' ')}', ZoneId)`;
  const ask = linesOf({ ...call, query: `sort(AvailabilityZones[?${chosen}].ZoneId)` });
  return [...assignedTo('ANSWER', ask), `read -r ${[...zones, '_'].join(' ')} <<< "$ANSWER"`];
}

/** In the order of the zones: `_` for one that nothing uses, and none behind the last that something does. */
function variablesOf({ calls, gives }: TranscriptEntry, captures: Captures): string[] {
  const taken = calls.flatMap((call) => captures.of(call));
  const [out] = gives as readonly [{ zoneIds?: readonly string[] } | undefined];
  const names = (out?.zoneIds ?? []).map((zone) => taken.find(({ value }) => value === zone)?.name ?? '_');
  return names.slice(0, names.findLastIndex((name) => name !== '_') + 1);
}
