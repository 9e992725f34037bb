import { DescribeSubnetsCommand, type Subnet as LiveSubnet } from '@aws-sdk/client-ec2';
import { vpcLinkZoneIds } from '../../../src/facts/vpc-link-zones.js';
import { absent, pending, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import type { Vpc } from '../vpc/resource.js';

interface ExistingSubnetWant {
  readonly SubnetId: string;
  /** The VPC that it must be in. */
  readonly VpcId: string;
  /** Whether a VPC link is put into it. VPC links do not exist in every zone. */
  readonly ForVpcLink: boolean;
  /** The zones of the load balancer, if it forwards requests to tasks in this subnet: it reaches no other zone. */
  readonly Zones?: readonly string[] | undefined;
}

export const existingSubnetResource = resource({
  type: 'existing-subnet',
  lookup: true,
  fixed: ['SubnetId', 'VpcId', 'ForVpcLink', 'Zones'],

  async create(cloud, want: ExistingSubnetWant) {
    const { SubnetId } = want;
    const subnet = await subnetOf(cloud, SubnetId);
    if (!subnet) throw new Error(`${SubnetId} does not exist in ${cloud.region}, or is not shared with this account`);
    const problem = problemWith(subnet, want, cloud.region);
    if (problem !== undefined) throw new Error(`${SubnetId} ${problem}`);
    return SubnetId;
  },

  async find() {
    return [];
  },

  async read(cloud, subnetId) {
    const subnet = await subnetOf(cloud, subnetId);
    if (!subnet) return absent;
    if (subnet.State !== 'available') return pending(`the subnet is ${subnet.State}`);
    return ready({ subnetId, zoneId: subnet.AvailabilityZoneId }, { SubnetId: subnetId, VpcId: subnet.VpcId });
  },

  async delete() {},
});
export type ExistingSubnet = StepOf<typeof existingSubnetResource>;

/**
 * Uses a filter, which gives an empty list if there is none. With the id as a parameter, EC2 would answer with an
 * error.
 */
async function subnetOf({ ec2 }: Cloud, subnetId: string) {
  const Filters = [{ Name: 'subnet-id', Values: [subnetId] }];
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  return subnet;
}

function problemWith({ VpcId, AvailabilityZoneId: zone = '' }: LiveSubnet, want: ExistingSubnetWant, region: string) {
  if (VpcId !== want.VpcId) return `is in ${VpcId}, not in ${want.VpcId}: name subnets of one VPC`;
  const linkable = want.ForVpcLink ? vpcLinkZoneIds(region) : undefined;
  if (linkable?.includes(zone) === false)
    return `is in ${zone}, where there are no VPC links: name one in ${linkable.join(', ')}`;
  if (want.Zones?.includes(zone) === false)
    return `is in ${zone}, where the load balancer has no subnet, so that it reaches no task there: name one in ${want.Zones.join(', ')}, or give the load balancer a subnet in ${zone}`;
  return undefined;
}

/**
 * A subnet that exists already. It is never changed or deleted.
 * @param needs.reachedFrom the load balancer's subnets, where it is to reach what runs in this one. Source:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 * @param options.forVpcLink refuses it where its zone has no VPC links. Source:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 */
export const existingSubnet = (
  name: string,
  needs: { vpc: Vpc; reachedFrom?: readonly ExistingSubnet[] | undefined },
  { subnetId, forVpcLink = false }: { subnetId: string; forVpcLink?: boolean },
) =>
  step({
    name,
    resource: existingSubnetResource,
    needs,
    why: 'An existing subnet that the config names; it is used and never changed',
    want: ({ vpc, reachedFrom }) => ({
      SubnetId: subnetId,
      VpcId: vpc.vpcId,
      ForVpcLink: forVpcLink,
      Zones: reachedFrom && zonesOf(reachedFrom),
    }),
  });

const zonesOf = (subnets: readonly { readonly zoneId?: string | undefined }[]): string[] =>
  [...new Set(subnets.flatMap(({ zoneId }) => (zoneId === undefined ? [] : [zoneId])))].sort();
