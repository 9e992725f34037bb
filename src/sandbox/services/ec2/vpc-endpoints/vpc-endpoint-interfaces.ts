import { AwsError, type Context } from '../../../service.js';
import { freeAddress } from '../network-interfaces/interface-addresses.js';
import { attachInterface, releaseInterface } from '../network-interfaces/network-interfaces.js';
import { existingRows, securityGroup, subnet } from '../resource-kinds.js';
import {
  networkInterfaces,
  securityGroups,
  type NetworkInterfaceRow,
  type SecurityGroupRow,
  type SubnetRow,
  type VpcEndpointRow,
} from '../tables.js';

/**
 * An interface endpoint is a network interface in each of its subnets, all of them in the same security groups. They
 * stay until the endpoint is gone.
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */

const invalidParameter = (message: string) => new AwsError('InvalidParameter', message);

/**
 * @param beside the subnets the endpoint has already
 * @throws AwsError the subnet's Malformed or NotFound, InvalidParameter, DuplicateSubnetsInSameZone,
 *   InsufficientFreeAddressesInSubnet
 */
export function checkedSubnets(
  context: Context,
  vpcId: string,
  ids: readonly string[] = [],
  beside: readonly SubnetRow[] = [],
): SubnetRow[] {
  const wanted = existingRows(context, subnet, [...new Set(ids)]);
  const all = [...beside, ...wanted];
  for (const row of wanted) {
    if (row.VpcId !== vpcId) throw invalidParameter(`Subnet ${row.SubnetId} does not belong to VPC ${vpcId}.`);
    if (beside.includes(row) || all.some((other) => other !== row && other.AvailabilityZone === row.AvailabilityZone))
      throw new AwsError(
        'DuplicateSubnetsInSameZone',
        `Found another VPC endpoint subnet in the availability zone of ${row.SubnetId}. VPC endpoint subnets should ` +
          'be in different availability zones supported by the VPC endpoint service.',
      );
    freeAddress(context, row);
  }
  return wanted;
}

/**
 * None named: the default group of the VPC.
 * @throws AwsError the group's Malformed or NotFound, InvalidParameter for a group of another VPC
 */
export function checkedGroups(context: Context, vpcId: string, ids: readonly string[] = []): SecurityGroupRow[] {
  if (!ids.length)
    return securityGroups(context).all(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === 'default');
  const groups = existingRows(context, securityGroup, [...new Set(ids)]);
  const stranger = groups.find(({ VpcId }) => VpcId !== vpcId)?.GroupId;
  if (stranger) throw invalidParameter(`Security group ${stranger} does not belong to VPC ${vpcId}.`);
  return groups;
}

/** The endpoint's interfaces, each in a subnet of its own. */
export const interfacesOf = (context: Context, { NetworkInterfaceIds }: VpcEndpointRow): NetworkInterfaceRow[] =>
  NetworkInterfaceIds.flatMap((id) => networkInterfaces(context).get(id) ?? []);

/** Puts an interface into each of these subnets. */
export function attachInterfaces(context: Context, row: VpcEndpointRow, subnets: readonly SubnetRow[]): void {
  for (const { SubnetId } of subnets) {
    const own = attachInterface(context, {
      subnetId: SubnetId,
      groupIds: row.Groups.flatMap(({ GroupId }) => GroupId ?? []),
      description: `VPC Endpoint Interface ${row.VpcEndpointId}`,
      interfaceType: 'vpc_endpoint',
      requesterId: 'amazon-aws',
    });
    row.NetworkInterfaceIds.push(own.NetworkInterfaceId);
  }
}

/** Takes the endpoint's interfaces away, or those in these subnets only. */
export function detachInterfaces(context: Context, row: VpcEndpointRow, subnetIds?: readonly string[]): void {
  const leaving = interfacesOf(context, row).filter(({ SubnetId }) => subnetIds?.includes(SubnetId) ?? true);
  for (const { NetworkInterfaceId } of leaving) releaseInterface(context, NetworkInterfaceId);
  const left = new Set(leaving.map(({ NetworkInterfaceId }) => NetworkInterfaceId));
  row.NetworkInterfaceIds = row.NetworkInterfaceIds.filter((id) => !left.has(id));
}

/** Gives the endpoint and its interfaces these groups instead of those they have. */
export function setSecurityGroups(context: Context, row: VpcEndpointRow, groups: readonly SecurityGroupRow[]): void {
  const named = () => groups.map(({ GroupId, GroupName }) => ({ GroupId, GroupName }));
  row.Groups = named();
  for (const own of interfacesOf(context, row)) own.Groups = named();
}
