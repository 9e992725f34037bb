import { FailureError } from '../failure.js';
import { regionsWithZones, zonesOf } from './services/ec2/zones.js';

/**
 * Whatever makes a network in the sandbox or in a rehearsal needs the region's zones; AWS itself tells its own.
 * @throws FailureError `zones-unknown` for a region whose zones are not known here
 */
export function requireKnownZones(region: string): void {
  if (!zonesOf(region)) throw new FailureError({ code: 'zones-unknown', region, known: regionsWithZones });
}
