import { regionsWithZones, zonesOf, type Zone } from '../facts/zones.js';
import { FailureError } from '../failure.js';
import { regional, type Context } from './service.js';

/** The zones of a region that `src/facts` does not know, as EC2 has shown them to somebody. By name. */
const shownZones = regional<Zone>('sandbox/zones');

type There = Pick<Context, 'world' | 'region'>;

/** The zones of a region in this world, in the order of their names; `undefined` where nobody knows them. */
export function zonesIn(there: There): readonly Zone[] | undefined {
  const shown = [...shownZones(there).values()];
  return shown.length > 0 ? shown : zonesOf(there.region);
}

/** Makes the zones of a region known in this world. */
export function setZones(there: There, zones: readonly Zone[]): void {
  const table = shownZones(there);
  table.clear();
  for (const zone of [...zones].sort((a, b) => (a.ZoneName < b.ZoneName ? -1 : 1))) table.set(zone.ZoneName, zone);
}

/** @throws FailureError `zones-unknown` for a region whose zones nobody knows: made-up ones would teach nonsense */
export function requireKnownZones(region: string, zones = zonesOf(region)): void {
  if (!zones) throw new FailureError({ code: 'zones-unknown', region, known: regionsWithZones });
}
