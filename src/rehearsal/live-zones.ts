import { DescribeAvailabilityZonesCommand } from '@aws-sdk/client-ec2';
import { zonesOf, type Zone } from '../facts/zones.js';
import type { Cloud } from '../step.js';
import type { AwsLocation } from './in-memory-aws.js';

/**
 * The same place, with the zones that EC2 shows of its region where `src/facts` knows none: a region may be newer than
 * this program. One call then, and none otherwise.
 * @throws whatever the SDK throws
 */
export async function withLiveZones<Location extends AwsLocation>(
  location: Location,
  { ec2 }: Pick<Cloud, 'ec2'>,
): Promise<Location> {
  if (zonesOf(location.region)) return location;
  const Filters = [{ Name: 'zone-type', Values: ['availability-zone'] }];
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters }));
  const zones = AvailabilityZones.flatMap(({ ZoneName, ZoneId, ZoneType = 'availability-zone' }): Zone[] =>
    ZoneType === 'availability-zone' && ZoneName !== undefined && ZoneId !== undefined ? [{ ZoneName, ZoneId }] : [],
  );
  return zones.length > 0 ? { ...location, zones } : location;
}
