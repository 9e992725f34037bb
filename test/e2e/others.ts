import { CreateApiCommand, CreateIntegrationCommand, CreateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { PutLogGroupDeletionProtectionCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNatGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DetachInternetGatewayCommand,
  ModifyInstanceAttributeCommand,
} from '@aws-sdk/client-ec2';
import { PutImageCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  PutClusterCapacityProvidersCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateServiceCommand as CreateCloudMapServiceCommand,
  RegisterInstanceCommand,
} from '@aws-sdk/client-servicediscovery';
import { required } from '../../src/step.js';
import type { Config } from '../../src/config/schema.js';
import { manyPermissions } from './many-permissions.js';
import { serviceIn } from './project.js';
import type { Rig } from './rig.js';

/** The id, or what the step gave to others, of the first record of a noun. */
export type FirstOf = (noun: string) => Record<string, string>;

/** Something of others that keeps a resource of this noun from being deleted, or that is deleted with it. */
export interface Other {
  readonly blueprint: string;
  /** The stack has a domain of its own. */
  readonly hasDomain?: true;
  /** The family of a task of others that goes on for a day. */
  readonly goesOn?: string;
  /** What its config has besides. */
  change?(config: Config): void;
  /** Makes it. @returns what it is called where it is named */
  make(clients: Rig['clients'], first: FirstOf): Promise<string>;
}

const policy = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const forEc2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** One for each noun whose deletion something of others can keep. */
export const others: Readonly<Record<string, Other>> = {
  vpc: {
    blueprint: 'cloud-map-public',
    make: (clients, first) => subnetIn(clients, first),
  },
  subnet: {
    blueprint: 'cloud-map-public',
    async make({ ec2 }, first) {
      const { VpcEndpoint } = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcEndpointType: 'Interface',
          VpcId: first('vpc')['vpcId'],
          SubnetIds: [first('subnet')['subnetId'] ?? ''],
          ServiceName: 'com.amazonaws.us-east-1.logs',
        }),
      );
      return required(VpcEndpoint?.VpcEndpointId, 'VpcEndpointId');
    },
  },
  'security-group': {
    blueprint: 'cloud-map-public',
    async make({ ec2 }, first) {
      const VpcId = first('vpc')['vpcId'];
      const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: 'x', Description: 'x' }));
      const UserIdGroupPairs = [{ GroupId: first('security-group')['groupId'] }];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, UserIdGroupPairs }];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      return required(GroupId, 'GroupId');
    },
  },
  'internet-gateway-attachment': {
    blueprint: 'cloud-map-public',
    async make({ ec2 }, first) {
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
      return natGateway({ ec2 }, first('subnet')['subnetId'], AllocationId);
    },
  },
  'internet-gateway': {
    blueprint: 'cloud-map-public',
    async make({ ec2, ecs }, first) {
      const { cluster, service } = first('ecs-service');
      await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 0 }));
      const { InternetGatewayId, VpcId } = first('internet-gateway-attachment');
      await untilTaken(() => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })));
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
      await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId: Vpc?.VpcId }));
      return required(Vpc?.VpcId, 'VpcId');
    },
  },
  'route-table': {
    blueprint: 'cloud-map-public',
    async make(clients, first) {
      const SubnetId = await subnetIn(clients, first);
      const RouteTableId = first('route-table')['routeTableId'];
      await clients.ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      return SubnetId;
    },
  },
  'elastic-ip': {
    blueprint: 'ec2-capacity',
    async make({ ec2 }, first) {
      const NatGatewayId = first('nat-gateway')['natGatewayId'];
      await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
      const { allocationId } = first('elastic-ip');
      return untilTaken(() => natGateway({ ec2 }, first('subnet')['subnetId'], allocationId));
    },
  },
  instance: {
    blueprint: 'alb-microservices',
    async make({ ec2 }, first) {
      const InstanceId = first('instance')['instanceId'];
      await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: true } }));
      return 'DisableApiTermination';
    },
  },
  'auto-scaling-group': {
    blueprint: 'ec2-capacity',
    async make({ autoscaling }, first) {
      const AutoScalingGroupName = first('auto-scaling-group')['autoScalingGroupName'];
      const DeletionProtection = 'prevent-all-deletion';
      await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, DeletionProtection }));
      return DeletionProtection;
    },
  },
  'log-group': {
    blueprint: 'cloud-map-public',
    async make({ logs }, first) {
      const logGroupIdentifier = first('log-group')['logGroupName'];
      await logs.send(
        new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier, deletionProtectionEnabled: true }),
      );
      return 'deletionProtectionEnabled';
    },
  },
  role: {
    blueprint: 'cloud-map-public',
    async make({ iam }, first) {
      await iam.send(new AttachRolePolicyCommand({ RoleName: first('role')['roleName'], PolicyArn: policy }));
      return policy;
    },
  },
  policy: {
    blueprint: 'cloud-map-public',
    change: (config) => manyPermissions(config),
    async make({ iam }, first) {
      const RoleName = 'of-others';
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: forEc2 }));
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: first('policy')['policyArn'] }));
      return RoleName;
    },
  },
  cluster: {
    blueprint: 'cloud-map-public',
    make: (clients, first) => ecsService(clients, first, { launchType: 'FARGATE' }),
  },
  'fargate-capacity-providers': {
    blueprint: 'cloud-map-public',
    change: (config) => void (serviceIn(config).capacity = { spot: { base: 0, weight: 1 } }),
    make: (clients, first) => ecsService(clients, first, { provider: 'FARGATE' }),
  },
  'cluster-capacity-providers': {
    blueprint: 'ec2-capacity',
    make: (clients, first) => ecsService(clients, first, {}),
  },
  'capacity-provider': {
    blueprint: 'ec2-capacity',
    async make({ ecs }, first) {
      const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: 'theirs' }));
      const capacityProviders = [first('capacity-provider')['capacityProviderName'] ?? ''];
      const all = { cluster: 'theirs', capacityProviders, defaultCapacityProviderStrategy: [] };
      await ecs.send(new PutClusterCapacityProvidersCommand(all));
      return required(cluster?.clusterArn, 'clusterArn');
    },
  },
  namespace: {
    blueprint: 'cloud-map-public',
    async make({ servicediscovery }, first) {
      const NamespaceId = first('namespace')['namespaceId'];
      const DnsConfig = { DnsRecords: [{ Type: 'A' as const, TTL: 60 }] };
      const { Service } = await servicediscovery.send(
        new CreateCloudMapServiceCommand({ NamespaceId, Name: 'theirs', DnsConfig }),
      );
      return required(Service?.Id, 'Id');
    },
  },
  'cloud-map-service': {
    blueprint: 'cloud-map-public',
    async make({ servicediscovery }, first) {
      const ServiceId = first('cloud-map-service')['serviceId'];
      const Attributes = { AWS_INSTANCE_IPV4: '10.0.0.77', AWS_INSTANCE_PORT: '80' };
      await servicediscovery.send(new RegisterInstanceCommand({ ServiceId, InstanceId: 'theirs', Attributes }));
      return 'theirs';
    },
  },
  'load-balancer': {
    blueprint: 'ec2-capacity',
    async make({ elbv2 }, first) {
      const LoadBalancerArn = first('load-balancer')['loadBalancerArn'];
      const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
      await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
      return 'deletion_protection.enabled';
    },
  },
  'target-group': {
    blueprint: 'ec2-capacity',
    async make({ elbv2, ec2 }, first) {
      const LoadBalancerArn = first('load-balancer')['loadBalancerArn'];
      await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
      const VpcId = first('vpc')['vpcId'];
      const Subnets = await Promise.all(
        [1, 2].map(async (i) => {
          const where = { AvailabilityZoneId: `use1-az${i}`, CidrBlock: `10.0.20${i}.0/24` };
          const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, ...where }));
          return required(Subnet?.SubnetId, 'SubnetId');
        }),
      );
      const { LoadBalancers } = await elbv2.send(
        new CreateLoadBalancerCommand({ Name: 'theirs', Scheme: 'internal', Subnets }),
      );
      const TargetGroupArn = first('target-group')['targetGroupArn'];
      const { Listeners } = await elbv2.send(
        new CreateListenerCommand({
          LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
          Protocol: 'HTTP',
          Port: 81,
          DefaultActions: [{ Type: 'forward', TargetGroupArn }],
        }),
      );
      return required(Listeners?.[0]?.ListenerArn, 'ListenerArn');
    },
  },
  'vpc-link': {
    blueprint: 'cloud-map-public',
    async make({ apigatewayv2 }, first) {
      const { ApiId } = await apigatewayv2.send(new CreateApiCommand({ Name: 'theirs', ProtocolType: 'HTTP' }));
      const { IntegrationId } = await apigatewayv2.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'ANY',
          IntegrationUri: first('cloud-map-service')['serviceArn'],
          ConnectionType: 'VPC_LINK',
          ConnectionId: first('vpc-link')['vpcLinkId'],
          PayloadFormatVersion: '1.0',
        }),
      );
      return required(IntegrationId, 'IntegrationId');
    },
  },
  'api-integration': {
    blueprint: 'cloud-map-public',
    async make({ apigatewayv2 }, first) {
      const { apiId: ApiId, integrationId } = first('api-integration');
      const { RouteId } = await apigatewayv2.send(
        new CreateRouteCommand({ ApiId, RouteKey: 'GET /theirs', Target: `integrations/${integrationId}` }),
      );
      return required(RouteId, 'RouteId');
    },
  },
  'ecr-repository': {
    blueprint: 'alb-microservices',
    async make({ ecr }, first) {
      const { repositoryName } = first('ecr-repository');
      const imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: [],
      });
      await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'theirs' }));
      return 'theirs';
    },
  },
};

async function subnetIn({ ec2 }: Pick<Rig['clients'], 'ec2'>, first: FirstOf): Promise<string> {
  const VpcId = first('vpc')['vpcId'];
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.200.0/24' }));
  return required(Subnet?.SubnetId, 'SubnetId');
}

async function natGateway(
  { ec2 }: Pick<Rig['clients'], 'ec2'>,
  SubnetId: string | undefined,
  AllocationId: string | undefined,
): Promise<string> {
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  return required(NatGateway?.NatGatewayId, 'NatGatewayId');
}

/** A service of somebody else in our cluster, with our revision. */
async function ecsService(
  { ecs }: Pick<Rig['clients'], 'ecs'>,
  first: FirstOf,
  how: { readonly launchType?: 'FARGATE'; readonly provider?: 'FARGATE' },
): Promise<string> {
  const awsvpcConfiguration = {
    subnets: [first('subnet')['subnetId'] ?? ''],
    securityGroups: [first('security-group')['groupId'] ?? ''],
  };
  const { launchType, provider: named } = how;
  const capacityProvider = named ?? (launchType ? '' : first('capacity-provider')['capacityProviderName']);
  const { service } = await ecs.send(
    new CreateServiceCommand({
      cluster: first('cluster')['clusterArn'],
      serviceName: 'theirs',
      taskDefinition: first('task-definition')['taskDefinitionArn'],
      desiredCount: 0,
      ...(launchType ? { launchType } : { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] }),
      networkConfiguration: { awsvpcConfiguration },
    }),
  );
  return required(service?.serviceArn, 'serviceArn');
}

/** Sends it until it is not refused: time passes with each request. */
async function untilTaken<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await send();
    } catch (error) {
      if (tries === 60) throw error;
    }
}
