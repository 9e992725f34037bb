import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { afterPrefix } from '../../../src/arn.js';
import { absent, broken, pending, ready, required, resource, step, type Cloud, type Step } from '../../../src/step.js';
import type { AvailabilityZones } from '../availability-zones/resource.js';
import { canonicalRange, subnetCidrOf } from '../../../src/address-range.js';
import { interfacesIn } from '../dependents.js';
import { vpcById, vpcIdOf, type Vpc } from '../vpc/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagFilters, tagSpecifications } from '../tags.js';
import { networkAclOf } from './additions.js';
import { script } from './script.js';

interface SubnetWant {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZoneId: string;
  readonly MapPublicIpOnLaunch: boolean;
}

export const subnetResource = resource({
  type: 'subnet',
  uses: ['vpc'],
  script,
  fixed: ['VpcId', 'CidrBlock', 'AvailabilityZoneId'],
  later: ['MapPublicIpOnLaunch'],
  // Network interfaces of tasks, VPC links and load balancers stay for minutes after these are deleted, as they hold
  // security groups.
  deadline: { delete: 2100 },

  async create({ ec2, tags }, { VpcId, CidrBlock, AvailabilityZoneId }: SubnetWant) {
    const TagSpecifications = tagSpecifications('subnet', tags);
    const made = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId, TagSpecifications }));
    return required(made.Subnet?.SubnetId, 'SubnetId');
  },

  fromArn: afterPrefix('ec2', 'subnet/'),
  async find(cloud) {
    const { Subnets = [] } = await cloud.ec2.send(new DescribeSubnetsCommand({ Filters: tagFilters(cloud) }));
    return Subnets.map((it) => ({ id: required(it.SubnetId, 'SubnetId'), tags: fromUpper(it.Tags) }));
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

  // A new subnet assigns no public addresses. The subnet is read first, so no call is sent if nothing has to change.
  async update(cloud, SubnetId, { MapPublicIpOnLaunch: Value }) {
    if (!Value && !(await subnetOf(cloud, SubnetId))?.MapPublicIpOnLaunch) return;
    await cloud.ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value } }));
  },

  additions: (cloud, id, { VpcId }) => networkAclOf(cloud, id, required(VpcId, 'VpcId')),
  retag: retagEc2,

  async delete({ ec2 }, SubnetId) {
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  },

  dependents: (cloud, subnetId) => interfacesIn(cloud, 'subnet-id', subnetId),
});
/**
 * A subnet that other steps use: one that this stack creates, or an existing one. They wait until it is available: EC2 has refused a NAT
 * gateway a moment after CreateSubnet with `InvalidSubnet`. Source: https://github.com/openshift/hypershift/issues/711
 */
export type Subnet = Step<unknown, unknown, { readonly subnetId: string }>;

async function subnetOf({ ec2 }: Cloud, subnetId: string) {
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [subnetId] }));
  return subnet;
}

type SubnetNeeds = { readonly vpc: Vpc; readonly zones: AvailabilityZones };
interface SubnetPlace {
  /** The VPC's range. */
  readonly cidr: string;
  /** The index of its zone among the chosen zones: 0 to 7. */
  readonly index: number;
  /** Its address range. Default: the part of the VPC's range with this index. */
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
    needs: { ...needs, vpc: vpcById(needs.vpc) },
    why: 'Addresses in one zone; tasks and instances here have a public IP address too',
    want: (given) => ({ ...placed(given, place, 'public'), MapPublicIpOnLaunch: true }),
  });

/**
 * A private subnet in the zone at `index` of those chosen. Free. Tasks and instances here have no public address. Its
 * route table says where their traffic goes, if anywhere.
 */
export const privateSubnet = (name: string, needs: SubnetNeeds, place: SubnetPlace) =>
  step({
    name,
    resource: subnetResource,
    needs: { ...needs, vpc: vpcById(needs.vpc) },
    why: 'Addresses in one zone, which the internet cannot reach',
    want: (given) => ({ ...placed(given, place, 'private'), MapPublicIpOnLaunch: false }),
  });

const placed = (
  { vpc, zones }: { vpc: string | { vpcId: string }; zones: { zoneIds: readonly string[] } },
  { cidr, index, cidrBlock }: SubnetPlace,
  kind: 'public' | 'private',
) => ({
  VpcId: vpcIdOf(vpc),
  CidrBlock: cidrBlock === undefined ? subnetCidrOf(kind, cidr, index) : canonicalRange(cidrBlock),
  AvailabilityZoneId: required(zones.zoneIds[index], `availability zone number ${index}`),
});
