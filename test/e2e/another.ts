import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  CreateNatGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { CreateAutoScalingGroupCommand, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateCapacityProviderCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  CreateRuleCommand,
  DescribeListenersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { CreateServiceCommand as CreateCloudMapServiceCommand } from '@aws-sdk/client-servicediscovery';
import { randomUUID } from 'node:crypto';
import { required } from '../../src/step.js';
import type { Changed } from './drifts.js';
import type { FirstOf } from './others.js';
import type { Rig } from './rig.js';

/** Things of others that may stand in the place of what a stack has made: each is like that, and new. */

type Clients = Rig['clients'];
const name = () => `another-${randomUUID().slice(0, 8)}`;
let subnets = 0;

/** A security group in the same VPC. */
export async function anotherGroup({ ec2 }: Pick<Clients, 'ec2'>, like: string | undefined): Promise<string> {
  const { SecurityGroups: [group] = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [required(like, 'a group')] }),
  );
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId: group?.VpcId, GroupName: name(), Description: 'another' }),
  );
  return required(made.GroupId, 'GroupId');
}

/** A subnet in the same zone, with the same route table. */
export async function anotherSubnet({ ec2 }: Pick<Clients, 'ec2'>, like: string): Promise<string> {
  const { Subnets: [subnet] = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [like] }));
  const { RouteTables: [table] = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'association.subnet-id', Values: [like] }] }),
  );
  const { VpcId, AvailabilityZoneId } = subnet ?? {};
  const CidrBlock = `10.0.${200 + (subnets++ % 50)}.0/24`;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, AvailabilityZoneId, CidrBlock }));
  const SubnetId = required(Subnet?.SubnetId, 'SubnetId');
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table?.RouteTableId, SubnetId }));
  return SubnetId;
}

/** Where a default route may lead instead: to a NAT gateway, or to the internet gateway. */
export async function anotherWayOut({ clients: { ec2 }, first, want }: Changed) {
  if (want.GatewayId.startsWith('nat-'))
    return { GatewayId: first('internet-gateway-attachment')['InternetGatewayId'] };
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const SubnetId = first('subnet')['subnetId'];
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  return { NatGatewayId: NatGateway?.NatGatewayId };
}

/** A Cloud Map service in the stack's namespace, with records of the same type. */
export async function anotherDiscovery({ servicediscovery }: Pick<Clients, 'servicediscovery'>, first: FirstOf) {
  const NamespaceId = first('namespace')['namespaceId'];
  const Type = (first('cloud-map-service')['Type'] ?? 'SRV') as 'SRV';
  const { Service } = await servicediscovery.send(
    new CreateCloudMapServiceCommand({
      Name: name(),
      NamespaceId,
      DnsConfig: { DnsRecords: [{ Type, TTL: 60 }] },
    }),
  );
  return { serviceArn: required(Service?.Arn, 'Arn') };
}

/** Another revision of a task definition, of the same content. */
export async function anotherRevision({ ecs }: Pick<Clients, 'ecs'>, like: string): Promise<string> {
  const { taskDefinition: was } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: like }));
  const { family, containerDefinitions, cpu, memory, networkMode, requiresCompatibilities, executionRoleArn } =
    was ?? {};
  const made = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...{ family, containerDefinitions, cpu, memory, networkMode, requiresCompatibilities, executionRoleArn },
    }),
  );
  return required(made.taskDefinition?.taskDefinitionArn, 'taskDefinitionArn');
}

/** A role that the same service may assume. */
export async function anotherRole({ iam }: Pick<Clients, 'iam'>, like: string): Promise<string> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: like }));
  const AssumeRolePolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  const RoleName = name();
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  return RoleName;
}

/** A target group like that, behind a rule of the same load balancer. */
export async function anotherTargetGroup({ elbv2 }: Pick<Clients, 'elbv2'>, like: string): Promise<string> {
  const { TargetGroups: [was] = [] } = await elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [like] }));
  const { Protocol, Port, VpcId, TargetType, LoadBalancerArns: [LoadBalancerArn] = [] } = was ?? {};
  const made = await elbv2.send(new CreateTargetGroupCommand({ Name: name(), Protocol, Port, VpcId, TargetType }));
  const TargetGroupArn = required(made.TargetGroups?.[0]?.TargetGroupArn, 'TargetGroupArn');
  const { Listeners } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
  await elbv2.send(
    new CreateRuleCommand({
      ListenerArn: Listeners?.[0]?.ListenerArn,
      Priority: 4000 + subnets++,
      Conditions: [{ Field: 'path-pattern', Values: [`/${name()}`] }],
      Actions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  return TargetGroupArn;
}

/** A capacity provider of another Auto Scaling group, which has no instances. */
export async function anotherProvider({ clients, first }: Pick<Changed, 'clients' | 'first'>): Promise<string> {
  const AutoScalingGroupName = name();
  await clients.autoscaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      ...{ MinSize: 0, MaxSize: 1, NewInstancesProtectedFromScaleIn: true },
      LaunchTemplate: { LaunchTemplateId: first('launch-template')['launchTemplateId'] },
      VPCZoneIdentifier: first('subnet')['subnetId'],
    }),
  );
  const { AutoScalingGroups: [group] = [] } = await clients.autoscaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
  );
  const autoScalingGroupProvider = { autoScalingGroupArn: group?.AutoScalingGroupARN };
  await clients.ecs.send(new CreateCapacityProviderCommand({ name: AutoScalingGroupName, autoScalingGroupProvider }));
  return AutoScalingGroupName;
}
