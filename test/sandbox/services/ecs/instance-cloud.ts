import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  type CreateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateLaunchTemplateCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  type CreateServiceRequest,
  type ManagedScaling,
  type RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import { AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { autoscaling } from '../../../../src/sandbox/services/autoscaling/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { ecs } from '../../../../src/sandbox/services/ecs/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { ssm } from '../../../../src/sandbox/services/ssm/index.js';
import { testContext, type TestContext } from '../../context.js';
import { addProfile, imageParameter } from '../autoscaling/fleet.js';
import { definition, endlessProgram, makeExecutionRole } from './cloud.js';

const hostPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';
const joining = (cluster: string) =>
  Buffer.from(`#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n`).toString('base64');

interface Options {
  readonly internet?: boolean;
  readonly policy?: boolean;
  readonly instanceType?: 'c5.xlarge' | 't3.micro' | 'c5.large';
  readonly joins?: string;
}

/** A cluster whose tasks run on an Auto Scaling group of container instances in two zones, and short words for it. */
export function instanceCloud(options: Options = {}) {
  const { internet = true, policy = true, instanceType = 'c5.xlarge', joins = 'main' } = options;
  const cloud = testContext({ services: [ec2, autoscaling, ecs, iam, logs, ssm] });
  const { call: any } = cloud;
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    any(ecs, command, input);
  const network = hostNetwork(cloud, internet);
  addProfile(cloud);
  if (policy) any(iam, AttachRolePolicyCommand, { RoleName: 'host', PolicyArn: hostPolicy });
  makeExecutionRole(any);
  any(logs, CreateLogGroupCommand, { logGroupName: '/web' });
  call(CreateClusterCommand, { clusterName: 'main' });
  endlessProgram(cloud);
  const LaunchTemplateData = {
    ImageId: any(ssm, GetParameterCommand, { Name: imageParameter }).Parameter?.Value,
    InstanceType: instanceType,
    IamInstanceProfile: { Name: 'host' },
    SecurityGroupIds: [network.groupId],
    UserData: joining(joins),
  };
  const template = { LaunchTemplateName: 'host', LaunchTemplateData };
  const LaunchTemplateId = any(ec2, CreateLaunchTemplateCommand, template).LaunchTemplate?.LaunchTemplateId;
  const wanted = {
    cluster: 'main',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    networkConfiguration: { awsvpcConfiguration: { subnets: network.subnetIds, securityGroups: [network.groupId] } },
  } satisfies CreateServiceRequest;

  return {
    ...cloud,
    ...network,
    any,
    call,
    wanted,
    templateId: LaunchTemplateId,
    /** `[code, message]` of the error that a call to ECS ends in. */
    refused<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(ecs, command, input);
      return [code, message];
    },
    group(more: Partial<CreateAutoScalingGroupType> = {}) {
      const group = {
        AutoScalingGroupName: 'host',
        LaunchTemplate: { LaunchTemplateId },
        MinSize: 0,
        MaxSize: 10,
        NewInstancesProtectedFromScaleIn: true,
        VPCZoneIdentifier: network.subnetIds.join(','),
      };
      any(autoscaling, CreateAutoScalingGroupCommand, { ...group, ...more });
      return seenGroup(cloud)?.AutoScalingGroupARN ?? '';
    },
    seenGroup: () => seenGroup(cloud),
    /** A provider of the group, with all that ECS can manage, and the cluster's default. */
    provider(autoScalingGroupArn: string, scaling: ManagedScaling = {}) {
      call(CreateCapacityProviderCommand, {
        name: 'host',
        autoScalingGroupProvider: {
          autoScalingGroupArn,
          managedScaling: { status: 'ENABLED', instanceWarmupPeriod: 60, maximumScalingStepSize: 100, ...scaling },
          managedTerminationProtection: 'ENABLED',
        },
      });
      call(PutClusterCapacityProvidersCommand, {
        cluster: 'main',
        capacityProviders: ['host'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'host', weight: 1 }],
      });
    },
    register: (more: Partial<RegisterTaskDefinitionRequest> = {}) =>
      call(RegisterTaskDefinitionCommand, { ...definition, requiresCompatibilities: ['EC2'], ...more }),
    create: (more: Partial<CreateServiceRequest> = {}) => call(CreateServiceCommand, { ...wanted, ...more }).service,
    service: () => call(DescribeServicesCommand, { cluster: 'main', services: ['web'] }).services?.[0],
    /** Newest first, without the ids in them. */
    events: () =>
      (call(DescribeServicesCommand, { cluster: 'main', services: ['web'] }).services?.[0]?.events ?? []).map(
        ({ message = '' }) => message.replace(/\(task \w+\)/g, '(task)').replace(/ecs-svc\/\d+/g, 'ecs-svc/…'),
      ),
    tasks(desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING') {
      const { taskArns = [] } = call(ListTasksCommand, { cluster: 'main', desiredStatus });
      return taskArns.length > 0 ? (call(DescribeTasksCommand, { cluster: 'main', tasks: taskArns }).tasks ?? []) : [];
    },
    hosts() {
      const { containerInstanceArns = [] } = call(ListContainerInstancesCommand, { cluster: 'main' });
      if (containerInstanceArns.length === 0) return [];
      const asked = { cluster: 'main', containerInstances: containerInstanceArns };
      return call(DescribeContainerInstancesCommand, asked).containerInstances ?? [];
    },
  };
}

const seenGroup = ({ call }: TestContext) =>
  call(autoscaling, DescribeAutoScalingGroupsCommand, {}).AutoScalingGroups?.[0];

/** Two subnets with public addresses: the shortest way to the internet. */
function hostNetwork({ call }: TestContext, internet: boolean) {
  const VpcId = call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnetIds = ['us-east-1a', 'us-east-1b'].map((AvailabilityZone, index) => {
    const wanted = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone };
    return call(ec2, CreateSubnetCommand, wanted).Subnet?.SubnetId ?? '';
  });
  for (const SubnetId of subnetIds)
    call(ec2, ModifySubnetAttributeCommand, { SubnetId, MapPublicIpOnLaunch: { Value: true } });
  const InternetGatewayId = call(ec2, CreateInternetGatewayCommand, {}).InternetGateway?.InternetGatewayId;
  call(ec2, AttachInternetGatewayCommand, { InternetGatewayId, VpcId });
  const RouteTableId = call(ec2, DescribeRouteTablesCommand, {}).RouteTables?.[0]?.RouteTableId;
  const route = () =>
    call(ec2, CreateRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId });
  if (internet) route();
  const group = { GroupName: 'web', Description: 'web', VpcId };
  return { vpcId: VpcId, subnetIds, groupId: call(ec2, CreateSecurityGroupCommand, group).GroupId ?? '', route };
}
