import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  CreateVpcEndpointCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
  type CreateNatGatewayCommandInput,
  type CreateVpcEndpointCommandInput,
} from '@aws-sdk/client-ec2';
import { testNetwork } from './network.js';

/** A VPC with DNS names and two subnets in two zones, and short words for its ways out. */
export function testEgress() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  cloud.call(ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: { Value: true } });
  const zoned = (CidrBlock: string, AvailabilityZone: string) => cloud.subnet(VpcId, CidrBlock, AvailabilityZone);
  const subnets = [zoned('10.0.1.0/24', 'us-east-1a'), zoned('10.0.2.0/24', 'us-east-1b')] as const;
  const natGateway = (NatGatewayId: string) =>
    cloud.call(DescribeNatGatewaysCommand, { NatGatewayIds: [NatGatewayId] }).NatGateways?.[0];
  const endpoints = (...VpcEndpointIds: string[]) =>
    cloud.call(DescribeVpcEndpointsCommand, VpcEndpointIds.length ? { VpcEndpointIds } : {}).VpcEndpoints ?? [];

  return {
    ...cloud,
    VpcId,
    subnets,
    natGateway,
    endpoints,
    address: () => cloud.call(AllocateAddressCommand, { Domain: 'vpc' }).AllocationId ?? '',
    nat: (input: Partial<CreateNatGatewayCommandInput>) =>
      cloud.call(CreateNatGatewayCommand, { SubnetId: subnets[0], ...input }).NatGateway?.NatGatewayId ?? '',
    endpoint: (service: string, input: Partial<CreateVpcEndpointCommandInput> = {}) =>
      cloud.call(CreateVpcEndpointCommand, endpointRequest(VpcId, service, input)).VpcEndpoint?.VpcEndpointId ?? '',
    refusedEndpoint: (service: string, input: Partial<CreateVpcEndpointCommandInput> = {}) =>
      cloud.refused(CreateVpcEndpointCommand, endpointRequest(VpcId, service, input)),
    interfaces: (InterfaceType: string) =>
      cloud.call(DescribeNetworkInterfacesCommand, {
        Filters: [{ Name: 'interface-type', Values: [InterfaceType] }],
      }).NetworkInterfaces ?? [],
    routes: (RouteTableId: string) =>
      cloud.call(DescribeRouteTablesCommand, { RouteTableIds: [RouteTableId] }).RouteTables?.[0]?.Routes ?? [],
  };
}

/** An interface endpoint unless the request has route tables. */
const endpointRequest = (VpcId: string, service: string, input: Partial<CreateVpcEndpointCommandInput>) => ({
  VpcId,
  ServiceName: `com.amazonaws.us-east-1.${service}`,
  ...(!input.RouteTableIds && { VpcEndpointType: 'Interface' as const }),
  ...input,
});
