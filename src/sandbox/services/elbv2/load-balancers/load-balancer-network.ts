import { latencies } from '../../../../facts/latencies.js';
import type { LoadBalancerSchemeEnum, SetSubnetsInput, SubnetMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isKnown } from '../../../delays.js';
import { AwsError, timer, type Context } from '../../../service.js';
import { freeAddressCount } from '../../ec2/network-interfaces/interface-addresses.js';
import { attachInterface, releaseInterface } from '../../ec2/network-interfaces/network-interfaces.js';
import {
  internetGateways,
  networkInterfaces,
  securityGroups,
  subnets,
  type SecurityGroupRow,
  type SubnetRow,
} from '../../ec2/tables.js';
import { pathOf } from '../arns.js';
import { notInSandbox, invalidConfiguration, validationError } from '../refusals.js';
import type { LoadBalancerRow } from '../tables.js';

const invalidSubnet = (message: string) => new AwsError('InvalidSubnetException', message);

/**
 * The subnets a load balancer shall be in: of one VPC, in two zones at least, one in each, with room. One that faces
 * the internet needs a VPC with an internet gateway; whether the subnets have a route there, nobody asks.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 * @throws AwsError `SubnetNotFoundException`, `InvalidSubnetException`, `InvalidConfigurationRequestException`,
 *   `ValidationError`
 */
export function checkedSubnets(
  context: Context,
  input: Pick<SetSubnetsInput, 'Subnets' | 'SubnetMappings'>,
  scheme: LoadBalancerSchemeEnum,
): SubnetRow[] {
  if (input.Subnets && input.SubnetMappings)
    throw validationError("You must specify either 'Subnets' or 'SubnetMappings', but not both");
  const ids = input.Subnets ?? (input.SubnetMappings ?? []).map(plainSubnet);
  const rows = [...new Set(ids)].map((id) => existingSubnet(context, id));
  const vpcIds = [...new Set(rows.map(({ VpcId }) => VpcId))];
  if (vpcIds.length > 1) throw invalidConfiguration('All subnets of a load balancer must belong to the same VPC');
  const zones = new Set(rows.map(({ AvailabilityZone }) => AvailabilityZone));
  if (zones.size < rows.length)
    throw invalidConfiguration('A load balancer cannot be attached to multiple subnets in the same Availability Zone');
  if (zones.size < 2)
    throw validationError('At least two subnets in two different Availability Zones must be specified');
  const [vpcId = ''] = vpcIds;
  const hasWay = context.world.isBeingRestored || hasInternetGateway(context, vpcId);
  if (scheme === 'internet-facing' && !hasWay) throw invalidSubnet(`VPC ${vpcId} has no internet gateway`);
  return rows;
}

function plainSubnet({ SubnetId = '', ...more }: SubnetMapping): string {
  const asked = Object.entries(more).find(([, value]) => value !== undefined);
  if (asked) throw notInSandbox(`the member ${asked[0]} of a subnet mapping`);
  return SubnetId;
}

function existingSubnet(context: Context, id: string): SubnetRow {
  const row = subnets(context).get(id);
  if (!row || !isKnown(context, 'network-known', id))
    throw new AwsError('SubnetNotFoundException', `The subnet ID '${id}' does not exist`);
  return row;
}

const hasInternetGateway = (context: Context, vpcId: string): boolean =>
  isKnown(context, 'gateway-attached', vpcId) &&
  internetGateways(context).find(({ Attachments }) => Attachments.some(({ VpcId }) => VpcId === vpcId)) !== undefined;

/** @throws AwsError `InvalidSubnetException` where a load balancer would have no room to grow */
export function checkRoom(context: Context, rows: readonly SubnetRow[]): void {
  const full = rows.find((row) => freeAddressCount(context, row) < 8);
  if (!full) return;
  throw invalidSubnet(
    `Not enough IP space available in ${full.SubnetId}. ELB requires at least 8 free IP addresses in each subnet.`,
  );
}

/**
 * The groups a load balancer shall have: the VPC's default one unless told.
 * @throws AwsError `InvalidSecurityGroupException`, `InvalidConfigurationRequestException`
 */
export function checkedGroups(context: Context, ids: readonly string[] | undefined, vpcId: string): SecurityGroupRow[] {
  const here = securityGroups(context).all((group) => group.VpcId === vpcId);
  if (!ids?.length) return here.filter(({ GroupName }) => GroupName === 'default');
  if (ids.length > 5) throw invalidConfiguration('A load balancer can have at most 5 security groups');
  const rows = here.filter(({ GroupId }) => ids.includes(GroupId) && isKnown(context, 'network-known', GroupId));
  if (rows.length < new Set(ids).size)
    throw new AwsError('InvalidSecurityGroupException', 'One or more security groups are invalid');
  return rows;
}

/** Gives the load balancer an interface in each of these subnets, with a public address where it faces the internet. */
export const attachInterfaces = (
  context: Context,
  { LoadBalancerArn, Scheme, SecurityGroups }: LoadBalancerRow['balancer'],
  subnetIds: readonly string[],
): string[] =>
  subnetIds.map((subnetId) => {
    const made = attachInterface(context, {
      subnetId,
      groupIds: SecurityGroups,
      description: `ELB ${pathOf(LoadBalancerArn)}`,
      interfaceType: 'interface',
      requesterId: 'amazon-elb',
      publicIp: Scheme === 'internet-facing',
    });
    return made.NetworkInterfaceId;
  });

/** Its interfaces are in other groups from now on. */
export function regroupInterfaces(context: Context, row: LoadBalancerRow, groups: readonly SecurityGroupRow[]): void {
  for (const id of row.networkInterfaceIds) {
    const own = networkInterfaces(context).get(id);
    if (own) own.Groups = groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
  }
}

const lingering = latencies['load-balancer interfaces gone'].usual;

export const interfacesGone = timer<{ ids: string[] }>('elbv2/interfaces-gone', (context, { ids }) => {
  for (const id of ids) releaseInterface(context, id);
});

export function releaseInterfaces(context: Context, ids: readonly string[]): void {
  if (ids.length > 0) context.after(lingering, interfacesGone, { ids: [...ids] });
}
