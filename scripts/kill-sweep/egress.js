import { DescribeAddressesCommand, DescribeNatGatewaysCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { all, nameOf } from './list-all.js';

/**
 * Lists what private subnets reach other networks by: Elastic IPs, NAT gateways, VPC endpoints. AWS still shows NAT
 * gateways for an hour after they were deleted; these are left out.
 * @param subnetNames gives the sorted names for subnet ids: sorted by id, the order would change with each run
 */
export async function egress(client, subnetNames) {
  const [{ Addresses = [] }, gateways, endpoints] = await Promise.all([
    client.send(new DescribeAddressesCommand({})),
    all(client, DescribeNatGatewaysCommand, {}, 'NatGateways'),
    all(client, DescribeVpcEndpointsCommand, {}, 'VpcEndpoints'),
  ]);
  return [
    ...Addresses.map((it) => ({
      kind: 'elastic IP',
      id: it.AllocationId,
      name: nameOf(it.Tags),
      inUse: it.AssociationId !== undefined,
    })),
    ...gateways
      .filter(({ State }) => State !== 'deleted')
      .map((it) => ({
        kind: 'nat gateway',
        id: it.NatGatewayId,
        name: nameOf(it.Tags),
        state: it.State,
        subnet: it.SubnetId,
        addresses: it.NatGatewayAddresses?.map(({ AllocationId }) => AllocationId),
      })),
    ...endpoints.map((it) => ({
      kind: 'vpc endpoint',
      id: it.VpcEndpointId,
      name: nameOf(it.Tags),
      service: it.ServiceName,
      type: it.VpcEndpointType,
      state: it.State,
      vpc: it.VpcId,
      tables: it.RouteTableIds?.length,
      subnets: subnetNames(it.SubnetIds ?? []),
      groups: it.Groups?.map(({ GroupId }) => GroupId),
      privateDns: it.PrivateDnsEnabled,
    })),
  ];
}
