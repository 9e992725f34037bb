import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { attachInterface } from '../../../../src/sandbox/services/ec2/network-interfaces/network-interfaces.js';
import { testContext } from '../../context.js';

/** A region whose EC2 is called directly, and short words for the networks that tests begin with. */
export function testNetwork(region = 'us-east-1') {
  const cloud = testContext({ region, services: [ec2] });
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    cloud.call(ec2, command, input);

  return {
    ...cloud,
    call,
    /** `[code, message]` of the error that the call ends in. */
    refused<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(ec2, command, input);
      return [code, message];
    },
    vpc: (CidrBlock = '10.0.0.0/16') => known(call(CreateVpcCommand, { CidrBlock }).Vpc?.VpcId),
    subnet: (VpcId: string, CidrBlock = '10.0.1.0/24', AvailabilityZone?: string) =>
      known(call(CreateSubnetCommand, { VpcId, CidrBlock, AvailabilityZone }).Subnet?.SubnetId),
    group: (VpcId: string, GroupName = 'web') =>
      known(call(CreateSecurityGroupCommand, { VpcId, GroupName, Description: GroupName }).GroupId),
    table: (VpcId: string) => known(call(CreateRouteTableCommand, { VpcId }).RouteTable?.RouteTableId),
    gateway(VpcId?: string) {
      const InternetGatewayId = known(call(CreateInternetGatewayCommand, {}).InternetGateway?.InternetGatewayId);
      if (VpcId) call(AttachInternetGatewayCommand, { InternetGatewayId, VpcId });
      return InternetGatewayId;
    },
    /** A table with a default route to the gateway, followed by the subnet. */
    route(VpcId: string, SubnetId: string, GatewayId: string) {
      const RouteTableId = known(call(CreateRouteTableCommand, { VpcId }).RouteTable?.RouteTableId);
      call(CreateRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId });
      const { AssociationId } = call(AssociateRouteTableCommand, { RouteTableId, SubnetId });
      return { RouteTableId, AssociationId: known(AssociationId) };
    },
    /** As a task would have one. */
    attach: (subnetId: string, { groupIds = [] as string[], publicIp = false } = {}) =>
      attachInterface(cloud.context(), {
        subnetId,
        groupIds,
        publicIp,
        description: 'a task',
        interfaceType: 'interface',
        requesterId: 'amazon-ecs',
      }),
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the sandbox left out what AWS always answers');
  return value;
}
