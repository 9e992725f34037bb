import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { absent, broken, pending, ready, required, resource, step, type Cloud, type Step } from '../src/step.js';
import type { AvailabilityZones } from './availability-zones.js';
import { canonicalRange, subnetCidr } from './cidr.js';
import { interfacesIn } from './holders.js';
import { retagEc2 } from './retag.js';
import { fromUpper, tagFilters, tagSpecifications } from './tags.js';
import type { Vpc } from './vpc.js';

interface SubnetWant {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZoneId: string;
  readonly MapPublicIpOnLaunch: boolean;
}

export const subnetResource = resource({
  type: 'subnet',
  fixed: ['VpcId', 'CidrBlock', 'AvailabilityZoneId'],
  later: ['MapPublicIpOnLaunch'],
  // Interfaces of tasks and links linger for minutes after those are gone.
  deadline: { delete: 1200 },

  async create({ ec2, tags }, { VpcId, CidrBlock, AvailabilityZoneId }: SubnetWant) {
    const TagSpecifications = tagSpecifications('subnet', tags);
    const made = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId, TagSpecifications }));
    return required(made.Subnet?.SubnetId, 'SubnetId');
  },

  async find(cloud) {
    const { Subnets: [subnet] = [] } = await cloud.ec2.send(new DescribeSubnetsCommand({ Filters: tagFilters(cloud) }));
    return subnet && { id: required(subnet.SubnetId, 'SubnetId'), tags: fromUpper(subnet.Tags) };
  },

  async read(cloud, subnetId) {
    const subnet = await subnetOf(cloud, subnetId);
    if (!subnet) return absent;
    if (subnet.State?.startsWith('failed')) return broken(`the subnet is ${subnet.State}`);
    if (subnet.State !== 'available') return pending(`the subnet is ${subnet.State}`);
    const { VpcId, CidrBlock, AvailabilityZoneId, MapPublicIpOnLaunch = false } = subnet;
    const live = { VpcId, CidrBlock, AvailabilityZoneId, MapPublicIpOnLaunch };
    return ready({ subnetId }, live, { tags: fromUpper(subnet.Tags) });
  },

  // A new subnet gives out no public addresses: a look tells that nothing is to be changed.
  async update(cloud, SubnetId, { MapPublicIpOnLaunch: Value }) {
    if (!Value && !(await subnetOf(cloud, SubnetId))?.MapPublicIpOnLaunch) return;
    await cloud.ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value } }));
  },

  retag: retagEc2,

  async delete({ ec2 }, SubnetId) {
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  },

  holders: (cloud, subnetId) => interfacesIn(cloud, 'subnet-id', subnetId),
});
/** A subnet to put things in: one of this stack, or one that was there before. */
export type Subnet = Step<unknown, unknown, { readonly subnetId: string }>;

async function subnetOf({ ec2 }: Cloud, subnetId: string) {
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
  return subnet;
}

type SubnetNeeds = { readonly vpc: Vpc; readonly zones: AvailabilityZones };
interface SubnetPlace {
  /** The VPC's range. */
  readonly cidr: string;
  /** The number of its zone among those chosen: 0 to 7. */
  readonly index: number;
  /** Its own range, in place of the part of the VPC's that its index stands for. */
  readonly cidrBlock?: string | undefined;
}

/**
 * A public subnet in the zone at `index` of those chosen, with the range at the same index. Free; each public
 * address in it is billed by the hour. Source: https://aws.amazon.com/vpc/pricing/
 */
export const publicSubnet = (name: string, needs: SubnetNeeds, place: SubnetPlace) =>
  step({
    name,
    resource: subnetResource,
    needs,
    why: 'Addresses in one zone; what starts here gets a public address too',
    want: (given) => ({ ...placed(given, place, 0), MapPublicIpOnLaunch: true }),
  });

/**
 * A private subnet in the zone at `index` of those chosen. Free. What starts here has no public address; where
 * packets go from here, if anywhere, its route table says.
 *
 * Its range is in the upper half of the VPC's, public ones are in the lower: another zone never moves a subnet that
 * is there.
 */
export const privateSubnet = (name: string, needs: SubnetNeeds, place: SubnetPlace) =>
  step({
    name,
    resource: subnetResource,
    needs,
    why: 'Addresses in one zone that the internet cannot reach',
    want: (given) => ({ ...placed(given, place, 8), MapPublicIpOnLaunch: false }),
  });

const placed = (
  { vpc, zones }: { vpc: { vpcId: string }; zones: { zoneIds: readonly string[] } },
  { cidr, index, cidrBlock }: SubnetPlace,
  firstRange: number,
) => ({
  VpcId: vpc.vpcId,
  CidrBlock: cidrBlock === undefined ? subnetCidr(cidr, firstRange + index) : canonicalRange(cidrBlock),
  AvailabilityZoneId: required(zones.zoneIds[index], `availability zone number ${index}`),
});
