import { DescribeAvailabilityZonesCommand } from '@aws-sdk/client-ec2';
import { isFullZone } from '../../../src/facts/limited-zones.js';
import { vpcLinkZoneIds } from '../../../src/facts/vpc-link-zones.js';
import { broken, ready, resource, step, type StepOf } from '../../../src/step.js';

interface AvailabilityZonesWant {
  readonly Count: number;
  /** Whether only zones that support VPC links are chosen. */
  readonly ForVpcLink: boolean;
}

export const availabilityZonesResource = resource({
  type: 'availability-zones',
  lookup: true,
  fixed: ['Count', 'ForVpcLink'],

  async create({ ec2, region }, { Count, ForVpcLink }: AvailabilityZonesWant) {
    const { AvailabilityZones = [] } = await ec2.send(
      new DescribeAvailabilityZonesCommand({
        Filters: [
          { Name: 'state', Values: ['available'] },
          { Name: 'zone-type', Values: ['availability-zone'] },
          { Name: 'opt-in-status', Values: ['opt-in-not-required'] },
        ],
      }),
    );
    const linkable = ForVpcLink ? vpcLinkZoneIds(region) : undefined;
    const zoneIds = AvailabilityZones.flatMap(({ ZoneId = [] }) => ZoneId)
      .filter((zoneId) => isFullZone(zoneId) && (linkable?.includes(zoneId) ?? true))
      .sort();
    if (zoneIds.length < Count) throw new Error(tooFew(region, zoneIds, Count, linkable !== undefined));
    return { zoneIds: zoneIds.slice(0, Count) };
  },

  async find() {
    return [];
  },

  async read(_cloud, { zoneIds }) {
    return zoneIds ? ready({ zoneIds }, {}) : broken('its record does not say what was found: it was edited');
  },

  async delete() {},
});
export type AvailabilityZones = StepOf<typeof availabilityZonesResource>;

const tooFew = (region: string, zoneIds: readonly string[], wanted: number, forLink: boolean) =>
  `${region} has ${zoneIds.length} availability zones ${forLink ? 'that VPC links support' : 'in which all parts of a stack can be'}` +
  `${zoneIds.length > 0 ? ` (${zoneIds.join(', ')})` : ''}, and ${wanted} are wanted: ` +
  'lower network.zones or choose another region';

/**
 * The zones of the subnets. They are chosen by id (`use1-az1`), which is the same in every account; names
 * (`us-east-1a`) differ by account. The answer is pinned, so a new zone in the region changes nothing.
 * Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export const availabilityZones = (name: string, { count, forVpcLink }: { count: number; forVpcLink: boolean }) =>
  step({
    name,
    resource: availabilityZonesResource,
    needs: {},
    why: forVpcLink
      ? 'Chooses the zones of the subnets, among those that a VPC link can reach'
      : 'Chooses the zones of the subnets',
    want: () => ({ Count: count, ForVpcLink: forVpcLink }),
  });
