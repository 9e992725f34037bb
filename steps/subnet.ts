import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { absent, broken, pending, ready, required, resource, step, type StepOf } from '../src/step.js';
import type { AvailabilityZones } from './availability-zones.js';
import { subnetCidr } from './cidr.js';
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

  async read({ ec2 }, subnetId) {
    const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
    if (!subnet) return absent;
    if (subnet.State?.startsWith('failed')) return broken(`the subnet is ${subnet.State}`);
    if (subnet.State !== 'available') return pending(`the subnet is ${subnet.State}`);
    const { VpcId, CidrBlock, AvailabilityZoneId, MapPublicIpOnLaunch = false } = subnet;
    const live = { VpcId, CidrBlock, AvailabilityZoneId, MapPublicIpOnLaunch };
    return ready({ subnetId }, live, { tags: fromUpper(subnet.Tags) });
  },

  async update({ ec2 }, SubnetId, want) {
    const MapPublicIpOnLaunch = { Value: want.MapPublicIpOnLaunch };
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch }));
  },

  retag: retagEc2,

  async delete({ ec2 }, SubnetId) {
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  },
});
export type Subnet = StepOf<typeof subnetResource>;

/**
 * A public subnet in the zone at `index` of those chosen, with the range at the same index. Free; each public
 * address in it is billed by the hour. Source: https://aws.amazon.com/vpc/pricing/
 */
export const publicSubnet = (
  name: string,
  needs: { vpc: Vpc; zones: AvailabilityZones },
  { cidr, index }: { cidr: string; index: number },
) =>
  step({
    name,
    resource: subnetResource,
    needs,
    why: 'Addresses in one zone; what starts here gets a public address too',
    want: ({ vpc, zones }) => ({
      VpcId: vpc.vpcId,
      CidrBlock: subnetCidr(cidr, index),
      AvailabilityZoneId: required(zones.zoneIds[index], `availability zone number ${index}`),
      MapPublicIpOnLaunch: true,
    }),
  });
