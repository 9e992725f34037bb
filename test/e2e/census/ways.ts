import { DescribeAddressesCommand, DescribeNatGatewaysCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import type { Clients } from '../census.js';

/** What leads out of private subnets. AWS shows NAT gateways for an hour after they were deleted. */
export async function ways({ ec2 }: Clients) {
  const [{ Addresses = [] }, { NatGateways = [] }, { VpcEndpoints = [] }] = await Promise.all([
    ec2.send(new DescribeAddressesCommand({})),
    ec2.send(new DescribeNatGatewaysCommand({})),
    ec2.send(new DescribeVpcEndpointsCommand({})),
  ]);
  return {
    addresses: Addresses.map(({ AssociationId }) => (AssociationId ? 'associated' : 'free')),
    natGateways: NatGateways.flatMap(({ State }) => (State === 'deleted' ? [] : `${State}`)),
    endpoints: VpcEndpoints.map(
      (it) => `${it.ServiceName?.split('.').slice(3).join('.')} ${it.VpcEndpointType} ${it.State}`,
    ),
  };
}
