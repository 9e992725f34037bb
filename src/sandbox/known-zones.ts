import { FailureError } from '../failure.js';
import { regionsWithZones, zonesOf } from '../facts/zones.js';

/**
 * The sandbox and rehearsals need the region's zones to make a network. A run on AWS reads them from AWS instead.
 * @throws FailureError `zones-unknown` for a region whose zones are not known here
 */
export function requireKnownZones(region: string): void {
  if (!zonesOf(region)) throw new FailureError({ code: 'zones-unknown', region, known: regionsWithZones });
}
