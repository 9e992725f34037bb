import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  DescribeInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { elbv2 } from '../../../../../src/sandbox/services/elbv2/index.js';
import { instanceCloud } from '../instance-cloud.js';

/** Two private subnets, whose way out is a NAT gateway in a public one. */
function privateSubnets({ any, vpcId: VpcId, subnetIds: [SubnetId] }: ReturnType<typeof instanceCloud>) {
  const { AllocationId } = any(ec2, AllocateAddressCommand, {});
  const { NatGateway } = any(ec2, CreateNatGatewayCommand, { SubnetId, AllocationId });
  const RouteTableId = any(ec2, CreateRouteTableCommand, { VpcId }).RouteTable?.RouteTableId;
  const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: NatGateway?.NatGatewayId };
  any(ec2, CreateRouteCommand, route);
  return ['us-east-1a', 'us-east-1b'].map((AvailabilityZone, index) => {
    const wanted = { VpcId, CidrBlock: `10.0.${10 + index}.0/24`, AvailabilityZone };
    const id = any(ec2, CreateSubnetCommand, wanted).Subnet?.SubnetId ?? '';
    any(ec2, AssociateRouteTableCommand, { RouteTableId, SubnetId: id });
    return id;
  });
}

/** A public load balancer with checks as quick as the blueprint's. @returns the target group's ARN */
function balancer({ any, vpcId: VpcId, subnetIds: Subnets, groupId }: ReturnType<typeof instanceCloud>): string {
  const checks = { HealthCheckIntervalSeconds: 6, HealthCheckTimeoutSeconds: 5, HealthyThresholdCount: 2 };
  const group = { Name: 'web', Protocol: 'HTTP' as const, Port: 80, VpcId, TargetType: 'ip' as const, ...checks };
  const TargetGroupArn = any(elbv2, CreateTargetGroupCommand, group).TargetGroups?.[0]?.TargetGroupArn ?? '';
  const made = any(elbv2, CreateLoadBalancerCommand, { Name: 'web', Subnets, SecurityGroups: [groupId] });
  const LoadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn;
  const listener = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 80 };
  any(elbv2, CreateListenerCommand, { ...listener, DefaultActions: [{ Type: 'forward', TargetGroupArn }] });
  const inside = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: groupId }] };
  any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId: groupId, IpPermissions: [inside] });
  return TargetGroupArn;
}

test('the whole of ec2-capacity: nothing public but the load balancer, and all of it healthy within minutes', () => {
  const cloud = instanceCloud();
  const { any, group, provider, register, create, service, tasks, pass, groupId, world } = cloud;
  const subnets = privateSubnets(cloud);
  const targetGroupArn = balancer(cloud);
  provider(group({ VPCZoneIdentifier: subnets.join(','), MaxSize: 100 }));
  register();
  create({
    healthCheckGracePeriodSeconds: 60,
    loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80 }],
    networkConfiguration: { awsvpcConfiguration: { subnets, securityGroups: [groupId] } },
    placementStrategy: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'CPU' },
    ],
    deploymentConfiguration: {
      minimumHealthyPercent: 75,
      maximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
  });
  pass(300);
  const { TargetHealthDescriptions = [] } = any(elbv2, DescribeTargetHealthCommand, { TargetGroupArn: targetGroupArn });
  expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State)).toEqual(['healthy', 'healthy']);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 2, failedTasks: 0 }]);
  const [host] = any(ec2, DescribeInstancesCommand, {}).Reservations?.[0]?.Instances ?? [];
  expect(host).not.toHaveProperty('PublicIpAddress');
  expect(host?.NetworkInterfaces).toHaveLength(3);
  expect(tasks().map(({ launchType }) => launchType)).toEqual(['EC2', 'EC2']);
  pass(120);
  expect(world.toJSON().due).toEqual([]);
});
