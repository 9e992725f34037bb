import { DescribeAvailabilityZonesCommand, type AvailabilityZone } from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../../service.js';
import { filtered, neverMatching, type FilterValues } from '../filters.js';
import { notInSandbox, invalid } from '../refusals.js';
import type { Zone } from '../../../../facts/zones.js';
import { zonesIn } from '../../../known-zones.js';

/** Every zone is available; there are no local or wavelength zones. */
export const availabilityZoneOperations: readonly Operation[] = [
  on(DescribeAvailabilityZonesCommand, ({ ZoneNames, ZoneIds, Filters }, context) => {
    const zones = zonesOfRegion(context);
    refuseUnknown(
      'availability zone',
      ZoneNames,
      zones.map(({ ZoneName }) => ZoneName),
    );
    refuseUnknown(
      'availability zone-id',
      ZoneIds,
      zones.map(({ ZoneId }) => ZoneId),
    );
    const wanted = zones
      .filter(({ ZoneName }) => !ZoneNames?.length || ZoneNames.includes(ZoneName))
      .filter(({ ZoneId }) => !ZoneIds?.length || ZoneIds.includes(ZoneId))
      .map((zone) => shown(zone, context));
    return { AvailabilityZones: filtered(wanted, Filters, filters) };
  }),
];

/** @throws AwsError 501 in a region whose zones are not known here: made-up ones would teach nonsense */
export function zonesOfRegion(context: Context): readonly Zone[] {
  const zones = zonesIn(context);
  if (!zones) throw notInSandbox(`the zones of the region ${context.region}`);
  return zones;
}

const shown = (zone: Zone, { region }: Context): AvailabilityZone => ({
  ...zone,
  RegionName: region,
  GroupName: `${region}-zg-1`,
  NetworkBorderGroup: region,
  ZoneType: 'availability-zone',
  State: 'available',
  OptInStatus: 'opt-in-not-required',
  Messages: [],
});

const filters: FilterValues<AvailabilityZone> = {
  'group-name': ({ GroupName }) => GroupName,
  'opt-in-status': ({ OptInStatus }) => OptInStatus,
  'region-name': ({ RegionName }) => RegionName,
  state: ({ State }) => State,
  'zone-id': ({ ZoneId }) => ZoneId,
  'zone-name': ({ ZoneName }) => ZoneName,
  'zone-type': ({ ZoneType }) => ZoneType,
  ...neverMatching('group-long-name', 'message', 'parent-zone-id', 'parent-zone-name'),
};

function refuseUnknown(what: string, asked: readonly string[] = [], known: readonly string[]): void {
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length) throw invalid(`Invalid ${what}: [${unknown.join(', ')}]`);
}
