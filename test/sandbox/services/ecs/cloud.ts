import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  UpdateServiceCommand,
  type ContainerDefinition,
  type CreateServiceRequest,
  type DesiredStatus,
  type RegisterTaskDefinitionRequest,
  type UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand as CreateRegistryCommand,
  GetOperationCommand,
} from '@aws-sdk/client-servicediscovery';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { ecs } from '../../../../src/sandbox/services/ecs/index.js';
import { setPrograms } from '../../../../src/sandbox/services/ecs/task/task-programs.js';
import { elbv2 } from '../../../../src/sandbox/services/elbv2/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { logs } from '../../../../src/sandbox/services/logs/index.js';
import { servicediscovery } from '../../../../src/sandbox/services/servicediscovery/index.js';
import { testContext, type TestContext } from '../../context.js';
import { trust } from '../iam/documents.js';

export const executionRoleArn = 'arn:aws:iam::000000000000:role/execution';

export const container = {
  name: 'web',
  image: 'public.ecr.aws/nginx/nginx:1.29',
  portMappings: [{ containerPort: 80 }],
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': '/web', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'web' },
  },
  healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'], interval: 5, timeout: 3, retries: 2 },
} satisfies ContainerDefinition;

/** What a task of one nginx container looks like. */
export const definition = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  executionRoleArn,
  containerDefinitions: [container],
} satisfies RegisterTaskDefinitionRequest;

/** The role of `definition`, with AWS's own policy for it. */
export function makeExecutionRole(call: TestContext['call']): void {
  const RoleName = 'execution';
  call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn });
}

/** A server, which is what most tests run, does not end by itself. */
export const endlessProgram = (cloud: Pick<TestContext, 'world'>): unknown =>
  setPrograms(cloud, { web: { seconds: 7 * 24 * 3600 } });

/** A public network in two subnets with all that a service of `definition` needs, and short words to ask for one. */
export function testCloud({ role = true, logGroup = true, internet = true } = {}) {
  const cloud = testContext({ services: [ec2, ecs, elbv2, iam, logs, servicediscovery] });
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    cloud.call(ecs, command, input);
  const network = publicNetwork(cloud, internet);
  if (role) makeExecutionRole(cloud.call);
  if (logGroup) cloud.call(logs, CreateLogGroupCommand, { logGroupName: '/web' });
  call(CreateClusterCommand, { clusterName: 'main' });
  endlessProgram(cloud);

  const wanted = {
    cluster: 'main',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: network.subnetIds, securityGroups: [network.groupId], assignPublicIp: 'ENABLED' },
    },
  } satisfies CreateServiceRequest;

  return {
    ...cloud,
    ...network,
    call,
    /** A call to any service. */
    any: cloud.call,
    wanted,
    /** `[code, message]` of the error that a call to ECS ends in. */
    refused<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(ecs, command, input);
      return [code, message];
    },
    register: (more: Partial<RegisterTaskDefinitionRequest> = {}) =>
      call(RegisterTaskDefinitionCommand, { ...definition, ...more }).taskDefinition?.taskDefinitionArn,
    create: (more: Partial<CreateServiceRequest> = {}) => call(CreateServiceCommand, { ...wanted, ...more }).service,
    update: (more: Partial<UpdateServiceRequest>) =>
      call(UpdateServiceCommand, { cluster: 'main', service: 'web', ...more }).service,
    service: () => call(DescribeServicesCommand, { cluster: 'main', services: ['web'] }).services?.[0],
    /** Newest first, without the ids in them. */
    events: () =>
      (call(DescribeServicesCommand, { cluster: 'main', services: ['web'] }).services?.[0]?.events ?? []).map(
        ({ message = '' }) => message.replace(/\(task \w+\)/g, '(task)').replace(/ecs-svc\/\d+/g, 'ecs-svc/…'),
      ),
    tasks(desiredStatus: DesiredStatus = 'RUNNING') {
      const { taskArns = [] } = call(ListTasksCommand, { cluster: 'main', desiredStatus });
      return taskArns.length > 0 ? (call(DescribeTasksCommand, { cluster: 'main', tasks: taskArns }).tasks ?? []) : [];
    },
    /** The network interfaces of the tasks. */
    interfaces: () => cloud.call(ec2, DescribeNetworkInterfacesCommand, {}).NetworkInterfaces ?? [],
    /** A Cloud Map service with this kind of record. Takes a minute. */
    registry: (Type: 'SRV' | 'A') => registry(cloud, network.vpcId, Type),
  };
}

function publicNetwork({ call }: TestContext, internet: boolean) {
  const VpcId = call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const zones = { 'us-east-1a': '10.0.0.0/24', 'us-east-1b': '10.0.1.0/24' };
  const subnetIds = Object.entries(zones).map(
    ([AvailabilityZone, CidrBlock]) =>
      call(ec2, CreateSubnetCommand, { VpcId, AvailabilityZone, CidrBlock }).Subnet?.SubnetId ?? '',
  );
  const InternetGatewayId = call(ec2, CreateInternetGatewayCommand, {}).InternetGateway?.InternetGatewayId;
  call(ec2, AttachInternetGatewayCommand, { InternetGatewayId, VpcId });
  const RouteTableId = call(ec2, CreateRouteTableCommand, { VpcId }).RouteTable?.RouteTableId;
  const route = () =>
    call(ec2, CreateRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGatewayId });
  if (internet) route();
  for (const SubnetId of subnetIds) call(ec2, AssociateRouteTableCommand, { RouteTableId, SubnetId });
  const group = { GroupName: 'web', Description: 'web', VpcId };
  const groupId = call(ec2, CreateSecurityGroupCommand, group).GroupId ?? '';
  return { vpcId: VpcId, subnetIds, groupId, route };
}

function registry({ call, pass }: TestContext, Vpc: string, Type: 'SRV' | 'A'): string {
  const { OperationId } = call(servicediscovery, CreatePrivateDnsNamespaceCommand, { Name: 'internal', Vpc });
  pass(60);
  const NamespaceId = call(servicediscovery, GetOperationCommand, { OperationId }).Operation?.Targets?.NAMESPACE;
  const DnsConfig = { DnsRecords: [{ Type, TTL: 0 }] };
  return call(servicediscovery, CreateRegistryCommand, { Name: 'web', NamespaceId, DnsConfig }).Service?.Arn ?? '';
}
