import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  type Action,
  type CreateLoadBalancerInput,
  type CreateTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { attachInterface } from '../../../../src/sandbox/services/ec2/network-interfaces/network-interfaces.js';
import { elbv2 } from '../../../../src/sandbox/services/elbv2/index.js';
import { testContext } from '../../context.js';

/** A VPC with two subnets in two zones and two groups, and short words to ask for what balances load in it. */
export function testCloud({ internet = true } = {}) {
  const cloud = testContext({ services: [ec2, elbv2] });
  const { call: any } = cloud;
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    any(elbv2, command, input);
  const VpcId = any(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnet = (AvailabilityZone: string, CidrBlock: string) =>
    any(ec2, CreateSubnetCommand, { VpcId, AvailabilityZone, CidrBlock }).Subnet?.SubnetId ?? '';
  const subnets = [subnet('us-east-1a', '10.0.0.0/24'), subnet('us-east-1b', '10.0.1.0/24')];
  const group = (GroupName: string) =>
    any(ec2, CreateSecurityGroupCommand, { GroupName, Description: GroupName, VpcId }).GroupId ?? '';
  const [front, back] = [group('front'), group('back')];
  if (internet) {
    const InternetGatewayId = any(ec2, CreateInternetGatewayCommand, {}).InternetGateway?.InternetGatewayId;
    any(ec2, AttachInternetGatewayCommand, { InternetGatewayId, VpcId });
  }
  const balancer = (more: Partial<CreateLoadBalancerInput> = {}) => {
    const wanted = { Name: 'web', Subnets: subnets, SecurityGroups: [front], ...more };
    return call(CreateLoadBalancerCommand, wanted).LoadBalancers?.[0];
  };
  const targetGroup = (more: Partial<CreateTargetGroupInput> = {}) => {
    const wanted = { Name: 'web', Protocol: 'HTTP' as const, Port: 80, VpcId, TargetType: 'ip' as const, ...more };
    return call(CreateTargetGroupCommand, wanted).TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  return {
    ...cloud,
    any,
    call,
    /** `[code, message]` of the error that a call to Elastic Load Balancing ends in. */
    refused<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(elbv2, command, input);
      return [code, message];
    },
    VpcId,
    subnet,
    subnets,
    front,
    back,
    balancer,
    targetGroup,
    listener(LoadBalancerArn: string | undefined, action: Action, Port = 80) {
      const wanted = { LoadBalancerArn, Protocol: 'HTTP' as const, Port, DefaultActions: [action] };
      return call(CreateListenerCommand, wanted).Listeners?.[0]?.ListenerArn ?? '';
    },
    /** Something with this group in a subnet. @returns its address */
    machine: (subnetId = subnets[0] ?? '') =>
      attachInterface(cloud.context(), {
        subnetId,
        groupIds: [back],
        description: 'machine',
        interfaceType: 'interface',
        requesterId: 'test',
      }).PrivateIpAddress,
    /** Lets the front group in at the back group's port. */
    open: (port: number) =>
      any(ec2, AuthorizeSecurityGroupIngressCommand, {
        GroupId: back,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: front }] }],
      }),
    /** `state` or `state: reason`, by target. */
    health: (TargetGroupArn: string) =>
      (call(DescribeTargetHealthCommand, { TargetGroupArn }).TargetHealthDescriptions ?? []).map(
        ({ TargetHealth: { State, Reason } = {} }) => (Reason ? `${State}: ${Reason}` : State),
      ),
    /** The network interfaces of load balancers. */
    interfaces: () =>
      any(ec2, DescribeNetworkInterfacesCommand, { Filters: [{ Name: 'requester-id', Values: ['amazon-elb'] }] })
        .NetworkInterfaces ?? [],
  };
}

export const notFound: Action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
export const forward = (TargetGroupArn: string): Action => ({ Type: 'forward', TargetGroupArn });
