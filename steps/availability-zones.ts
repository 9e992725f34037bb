import { DescribeAvailabilityZonesCommand } from '@aws-sdk/client-ec2';
import { vpcLinkZoneIds } from '../src/facts/vpc-link-zones.js';
import { ready, resource, step, type StepOf } from '../src/step.js';

interface AvailabilityZonesWant {
  readonly Count: number;
  /** Only zones in which a VPC link can be. */
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
      .filter((zoneId) => linkable?.includes(zoneId) ?? true)
      .sort();
    if (zoneIds.length < Count) throw new Error(tooFew(region, zoneIds, Count, linkable !== undefined));
    return { zoneIds: zoneIds.slice(0, Count) };
  },

  async find() {
    return undefined;
  },

  async read(_cloud, { zoneIds }) {
    return ready({ zoneIds }, {});
  },

  async delete() {},
});
export type AvailabilityZones = StepOf<typeof availabilityZonesResource>;

const tooFew = (region: string, zoneIds: readonly string[], wanted: number, forLink: boolean) =>
  `${region} has ${zoneIds.length} availability zones${forLink ? ' that VPC links support' : ''}` +
  `${zoneIds.length > 0 ? ` (${zoneIds.join(', ')})` : ''}, and ${wanted} are wanted: ` +
  'lower network.zones or choose another region';

/**
 * Where the subnets go. Zones are chosen by id (`use1-az1`), which means the same building in every account, while
 * names (`us-east-1a`) are shuffled per account. The answer is pinned: a new zone in the region moves nothing.
 * Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export const availabilityZones = (name: string, { count, forVpcLink }: { count: number; forVpcLink: boolean }) =>
  step({
    name,
    resource: availabilityZonesResource,
    needs: {},
    why: forVpcLink ? 'Zones for the subnets, among those a VPC link can reach' : 'Zones for the subnets',
    want: () => ({ Count: count, ForVpcLink: forVpcLink }),
  });
