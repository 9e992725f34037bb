import {
  CreateIntegrationCommand,
  CreateVpcLinkCommand,
  GetIntegrationCommand,
  UpdateApiCommand,
  UpdateIntegrationCommand,
  UpdateRouteCommand,
  UpdateStageCommand,
  UpdateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupEgressCommand,
  CreateLaunchTemplateVersionCommand,
  ModifyLaunchTemplateCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { PutImageTagMutabilityCommand, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import {
  PutClusterCapacityProvidersCommand,
  UpdateCapacityProviderCommand,
  UpdateClusterCommand,
  UpdateServiceCommand,
  type UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import {
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  SetRulePrioritiesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type ModifyTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  AddRoleToInstanceProfileCommand,
  CreatePolicyVersionCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { UpdateServiceCommand as UpdateCloudMapServiceCommand } from '@aws-sdk/client-servicediscovery';
import {
  anotherDiscovery,
  anotherGroup,
  anotherProvider,
  anotherRevision,
  anotherRole,
  anotherSubnet,
  anotherTargetGroup,
  anotherWayOut,
} from './another.js';
import { domainDrifts, listenerDrifts } from './domain-drifts.js';
import type { FirstOf } from './others.js';
import type { Rig } from './rig.js';
import { scalingDrifts } from './scaling-drifts.js';
import { scheduleDrifts } from './schedule-drifts.js';

/** A resource that somebody else changes: the members of its id, what is recorded of it and what its stack has. */
export interface Changed {
  readonly clients: Rig['clients'];
  /** The members of its id, or the id itself as `id`. */
  readonly id: Record<string, string>;
  // Each drift knows the want of its own noun.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly want: any;
  readonly first: FirstOf;
}
/** @returns a text where there is no other valid value: why */
type Drift = (changed: Changed) => Promise<unknown>;
export type Of = { readonly [member: string]: Drift };

const denied = (action: string, more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: action, ...more }] });
const ids = (set: object) => Object.keys(set);

const integration =
  (change: (it: Changed) => Promise<object>): Drift =>
  async (it) => {
    const { apiId: ApiId, integrationId: IntegrationId } = it.id;
    await it.clients.apigatewayv2.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, ...(await change(it)) }));
  };

const stage =
  (change: object): Drift =>
  ({ clients, id: { apiId: ApiId, stageName: StageName } }) =>
    clients.apigatewayv2.send(new UpdateStageCommand({ ApiId, StageName, ...change }));

const scaling =
  (change: (it: Changed) => Promise<object> | object): Drift =>
  async (it) =>
    it.clients.autoscaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: it.id['id'], ...(await change(it)) }),
    );

const provider =
  (change: object): Drift =>
  ({ clients, want: { name, managedScaling, managedTerminationProtection, managedDraining } }) =>
    clients.ecs.send(
      new UpdateCapacityProviderCommand({
        name,
        autoScalingGroupProvider: { managedScaling, managedTerminationProtection, managedDraining, ...change },
      }),
    );

const association =
  (change: object): Drift =>
  ({ clients, want: { cluster, capacityProviders, defaultCapacityProviderStrategy } }) =>
    clients.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster,
        capacityProviders,
        defaultCapacityProviderStrategy,
        ...change,
      }),
    );

const service =
  (change: (it: Changed) => Promise<Partial<UpdateServiceRequest>> | Partial<UpdateServiceRequest>): Drift =>
  async (it) => {
    const { cluster, service } = it.id;
    return it.clients.ecs.send(new UpdateServiceCommand({ cluster, service, ...(await change(it)) }));
  };

const network = (change: (it: Changed) => Promise<object> | object): Drift =>
  service(async (it) => {
    const { subnets, securityGroups, assignPublicIp } = it.want.networkConfiguration;
    const was = { subnets: ids(subnets), securityGroups: ids(securityGroups), assignPublicIp };
    return { networkConfiguration: { awsvpcConfiguration: { ...was, ...(await change(it)) } } };
  });

const template =
  (change: (it: Changed) => Promise<object> | object): Drift =>
  async (it) => {
    const { LaunchTemplateName: _, ...data } = it.want;
    const { ec2 } = it.clients;
    const LaunchTemplateId = it.id['id'];
    const LaunchTemplateData = { ...data, ...(await change(it)) };
    const { LaunchTemplateVersion: version } = await ec2.send(
      new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }),
    );
    const DefaultVersion = String(version?.VersionNumber);
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }));
  };

const balancer =
  (Key: string, Value: string): Drift =>
  ({ clients, id: { id: LoadBalancerArn } }) =>
    clients.elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: [{ Key, Value }] }));

const target =
  (Key: string, Value: string): Drift =>
  ({ clients, id: { id: TargetGroupArn } }) =>
    clients.elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes: [{ Key, Value }] }));

const healthCheck =
  (change: Partial<ModifyTargetGroupInput>): Drift =>
  ({ clients, id: { id: TargetGroupArn } }) =>
    clients.elbv2.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...change }));

const endpoint =
  (change: (it: Changed) => Promise<object> | object): Drift =>
  async (it) =>
    it.clients.ec2.send(new ModifyVpcEndpointCommand({ VpcEndpointId: it.id['id'], ...(await change(it)) }));

const ofInterface =
  (change: (it: Changed) => Promise<object> | object): Drift =>
  async (it) =>
    it.want.VpcEndpointType === 'Interface' ? endpoint(change)(it) : 'a gateway endpoint has no network interfaces';

const dns =
  (member: 'EnableDnsSupport' | 'EnableDnsHostnames'): Drift =>
  ({ clients, id: { id: VpcId } }) =>
    clients.ec2.send(new ModifyVpcAttributeCommand({ VpcId, [member]: { Value: false } }));

const notThere = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503' } }];

/** For each member that is read back and can be changed in place: how somebody else gives it another valid value. */
export const drifts: { readonly [noun: string]: Of } = {
  ...scalingDrifts,
  ...scheduleDrifts,
  ...domainDrifts,
  api: {
    Name: ({ clients, id: { id: ApiId } }) =>
      clients.apigatewayv2.send(new UpdateApiCommand({ ApiId, Name: 'another' })),
    CorsConfiguration: ({ clients, id: { id: ApiId } }) =>
      clients.apigatewayv2.send(
        new UpdateApiCommand({ ApiId, CorsConfiguration: { AllowOrigins: ['https://a.example'], MaxAge: 1 } }),
      ),
  },
  'api-integration': {
    IntegrationMethod: integration(async () => ({ IntegrationMethod: 'GET' })),
    PayloadFormatVersion: async () => 'an integration with what is in a VPC has version 1.0 only',
    async IntegrationUri(it) {
      const { serviceArn } = await anotherDiscovery(it.clients, it.first);
      await integration(async () => ({ IntegrationUri: serviceArn }))(it);
    },
    async ConnectionId(it) {
      const { VpcLinkId } = await it.clients.apigatewayv2.send(
        new CreateVpcLinkCommand({ Name: 'another', SubnetIds: [it.first('subnet')['subnetId'] ?? ''] }),
      );
      await integration(async () => ({ ConnectionId: VpcLinkId }))(it);
    },
  },
  'api-route': {
    async Target({ clients: { apigatewayv2 }, id: { apiId: ApiId, routeId: RouteId }, want }) {
      const IntegrationId = want.Target.split('/')[1];
      const was = await apigatewayv2.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
      const { IntegrationType, IntegrationMethod, IntegrationUri, ConnectionType, ConnectionId } = was;
      const like = { IntegrationType, IntegrationMethod, IntegrationUri, ConnectionType, ConnectionId };
      const another = await apigatewayv2.send(
        new CreateIntegrationCommand({ ApiId, ...like, PayloadFormatVersion: '1.0' }),
      );
      const Target = `integrations/${another.IntegrationId}`;
      await apigatewayv2.send(new UpdateRouteCommand({ ApiId, RouteId, Target }));
    },
  },
  'api-stage': {
    AutoDeploy: stage({ AutoDeploy: false }),
    DefaultRouteSettings: stage({ DefaultRouteSettings: { DetailedMetricsEnabled: false } }),
    async AccessLogSettings(it) {
      const AccessLogSettings = { ...it.want.AccessLogSettings, Format: '$context.requestId' };
      await stage({ AccessLogSettings })(it);
    },
  },
  'auto-scaling-group': {
    MaxSize: scaling(({ want }) => ({ MaxSize: want.MaxSize + 1 })),
    NewInstancesProtectedFromScaleIn: scaling(() => ({ NewInstancesProtectedFromScaleIn: false })),
    SubnetIds: scaling(({ want }) => ({ VPCZoneIdentifier: ids(want.SubnetIds)[0] })),
    LaunchTemplate: scaling(({ want }) => ({
      LaunchTemplate: { LaunchTemplateId: want.LaunchTemplate.LaunchTemplateId, Version: '1' },
    })),
  },
  'auto-scaling-minimum': { MinSize: scaling(({ want }) => ({ MinSize: want.MinSize + 1 })) },
  'capacity-provider': {
    managedScaling: async (it) => provider({ managedScaling: { ...it.want.managedScaling, targetCapacity: 50 } })(it),
    managedDraining: provider({ managedDraining: 'DISABLED' }),
    managedTerminationProtection: provider({ managedTerminationProtection: 'DISABLED' }),
  },
  'cloud-map-service': {
    TTL: ({ clients, id: { id: Id }, want: { Type, TTL } }) =>
      clients.servicediscovery.send(
        new UpdateCloudMapServiceCommand({ Id, Service: { DnsConfig: { DnsRecords: [{ Type, TTL: TTL + 1 }] } } }),
      ),
  },
  cluster: {
    containerInsights: ({ clients, id: { id: cluster }, want }) =>
      clients.ecs.send(
        new UpdateClusterCommand({
          cluster,
          settings: [
            { name: 'containerInsights', value: want.containerInsights === 'disabled' ? 'enabled' : 'disabled' },
          ],
        }),
      ),
  },
  'cluster-capacity-providers': {
    async capacityProviders(it) {
      const other = await anotherProvider(it);
      await association({ capacityProviders: [...it.want.capacityProviders, other] })(it);
    },
    defaultCapacityProviderStrategy: association({ defaultCapacityProviderStrategy: [] }),
  },
  'fargate-capacity-providers': {
    capacityProviders: association({ capacityProviders: ['FARGATE_SPOT'], defaultCapacityProviderStrategy: [] }),
  },
  'ecr-repository': {
    imageTagMutability: ({ clients, id: { id: repositoryName } }) =>
      clients.ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' })),
    lifecyclePolicy({ clients, id: { id: repositoryName } }) {
      const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 };
      const rules = [{ rulePriority: 1, selection, action: { type: 'expire' } }];
      return clients.ecr.send(
        new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: JSON.stringify({ rules }) }),
      );
    },
  },
  'ecs-service': {
    desiredCount: service(({ want }) => ({ desiredCount: want.desiredCount + 1 })),
    // Row 4 of the cases: a service on Fargate is put on its spare capacity by hand.
    capacityProviderStrategy: async (it) => {
      const onFargate = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
      const others = it.want.capacityProviderStrategy.map((was: object) => ({ ...was, base: 1 }));
      if (it.want.launchType !== null) {
        const { cluster } = it.want;
        const capacityProviders = ['FARGATE_SPOT'];
        await it.clients.ecs.send(
          new PutClusterCapacityProvidersCommand({ cluster, capacityProviders, defaultCapacityProviderStrategy: [] }),
        );
      }
      const capacityProviderStrategy = others.length > 0 ? others : onFargate;
      await service(() => ({ capacityProviderStrategy, forceNewDeployment: true }))(it);
    },
    async taskDefinition(it) {
      const taskDefinition = await anotherRevision(it.clients, it.want.taskDefinition);
      await service(() => ({ taskDefinition }))(it);
    },
    deploymentConfiguration: service(() => ({
      deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
    })),
    placementStrategy: async (it) =>
      it.want.placementStrategy.length === 0
        ? 'tasks on Fargate are placed by AWS alone'
        : service(() => ({ placementStrategy: [{ type: 'random' }] }))(it),
    // The load balancer still reaches the tasks.
    networkConfiguration: network(async ({ clients, want }) => {
      const groups = ids(want.networkConfiguration.securityGroups);
      return { securityGroups: [...groups, await anotherGroup(clients, groups[0])] };
    }),
    loadBalancers: async (it) => {
      const [was] = it.want.loadBalancers;
      if (!was) return 'there is no load balancer';
      const targetGroupArn = await anotherTargetGroup(it.clients, was.targetGroupArn);
      return service(() => ({ loadBalancers: [{ ...was, targetGroupArn }] }))(it);
    },
    healthCheckGracePeriodSeconds: async (it) => {
      const was = it.want.healthCheckGracePeriodSeconds;
      if (was === null) return 'ECS takes none without a load balancer';
      return service(() => ({ healthCheckGracePeriodSeconds: was + 1 }))(it);
    },
    serviceRegistries: async (it) => {
      if (it.first('namespace')['namespaceId'] === undefined) return 'there is no namespace';
      const { serviceArn: registryArn } = await anotherDiscovery(it.clients, it.first);
      const [was] = it.want.serviceRegistries;
      return service(() => ({ serviceRegistries: [{ ...was, registryArn }] }))(it);
    },
    enableExecuteCommand: service(({ want }) => ({ enableExecuteCommand: !want.enableExecuteCommand })),
    enableECSManagedTags: service(() => ({ enableECSManagedTags: false })),
    propagateTags: service(() => ({ propagateTags: 'NONE' })),
  },
  'instance-profile': {
    async RoleName({ clients: { iam }, id: { id: InstanceProfileName }, want: { RoleName } }) {
      await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
      const another = await anotherRole({ iam }, RoleName);
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: another }));
    },
  },
  'launch-template': {
    ImageId: template(() => ({ ImageId: 'ami-0123456789abcdef0' })),
    InstanceType: template(() => ({ InstanceType: 't3.large' })),
    IamInstanceProfile: template(() => ({ IamInstanceProfile: { Name: 'another' } })),
    SecurityGroupIds: template(async ({ clients, want }) => ({
      SecurityGroupIds: [await anotherGroup(clients, want.SecurityGroupIds[0])],
    })),
    UserData: template(() => ({ UserData: Buffer.from('#!/bin/bash').toString('base64') })),
    BlockDeviceMappings: template(
      ({
        want: {
          BlockDeviceMappings: [disk],
        },
      }) => ({
        BlockDeviceMappings: [{ ...disk, Ebs: { ...disk.Ebs, VolumeSize: disk.Ebs.VolumeSize + 1 } }],
      }),
    ),
    MetadataOptions: template(() => ({ MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'optional' } })),
  },
  listener: {
    ...listenerDrifts,
    Port: ({ clients, id: { id: ListenerArn }, want }) =>
      clients.elbv2.send(new ModifyListenerCommand({ ListenerArn, Port: want.Port + 1 })),
    DefaultActions: ({ clients, id: { id: ListenerArn } }) =>
      clients.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions: notThere })),
  },
  'listener-rule': {
    Priority: ({ clients, id: { id: RuleArn }, want }) =>
      clients.elbv2.send(
        new SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn, Priority: want.Priority + 100 }] }),
      ),
    Conditions: ({ clients, id: { id: RuleArn } }) =>
      clients.elbv2.send(
        new ModifyRuleCommand({ RuleArn, Conditions: [{ Field: 'path-pattern', Values: ['/another'] }] }),
      ),
    Actions: ({ clients, id: { id: RuleArn } }) =>
      clients.elbv2.send(new ModifyRuleCommand({ RuleArn, Actions: notThere })),
  },
  'load-balancer': {
    ...Object.fromEntries(
      [
        ['idle_timeout.timeout_seconds', '77'],
        ['client_keep_alive.seconds', '77'],
        ['routing.http2.enabled', 'false'],
        ['routing.http.drop_invalid_header_fields.enabled', 'false'],
        ['routing.http.preserve_host_header.enabled', 'true'],
        ['deletion_protection.enabled', 'true'],
      ].map(([key = '', value = '']) => [key, balancer(key, value)]),
    ),
    async SecurityGroups({ clients, id: { id: LoadBalancerArn }, want }) {
      const SecurityGroups = [await anotherGroup(clients, ids(want.SecurityGroups)[0])];
      await clients.elbv2.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
    },
    async Subnets({ clients, id: { id: LoadBalancerArn }, want }) {
      const [one = '', ...others] = ids(want.Subnets);
      const Subnets = [await anotherSubnet(clients, one), ...others];
      await clients.elbv2.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets }));
    },
  },
  'log-group': {
    retentionInDays: ({ clients, id: { id: logGroupName } }) =>
      clients.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 })),
  },
  role: {
    AssumeRolePolicyDocument: ({ clients, id: { id: RoleName } }) =>
      clients.iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName,
          PolicyDocument: denied('sts:AssumeRole', { Principal: { Service: 'ecs-tasks.amazonaws.com' } }),
        }),
      ),
  },
  'role-policy': {
    PolicyDocument: ({ clients, id: { RoleName, PolicyName } }) =>
      clients.iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: denied('s3:*', { Resource: '*' }) }),
      ),
  },
  policy: {
    PolicyDocument: ({ clients, id: { id: PolicyArn } }) =>
      clients.iam.send(
        new CreatePolicyVersionCommand({
          ...{ PolicyArn, PolicyDocument: denied('s3:*', { Resource: '*' }), SetAsDefault: true },
        }),
      ),
  },
  route: {
    async GatewayId(it) {
      const { RouteTableId, DestinationCidrBlock } = it.id;
      const target = await anotherWayOut(it);
      await it.clients.ec2.send(new ReplaceRouteCommand({ RouteTableId, DestinationCidrBlock, ...target }));
    },
  },
  'security-group': {
    Egress({ clients: { ec2 }, id: { id: GroupId }, want: { Egress } }) {
      const input = { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
      return Egress === 'all'
        ? ec2.send(new RevokeSecurityGroupEgressCommand(input))
        : ec2.send(new AuthorizeSecurityGroupEgressCommand(input));
    },
  },
  subnet: {
    MapPublicIpOnLaunch: ({ clients, id: { id: SubnetId }, want }) =>
      clients.ec2.send(
        new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: !want.MapPublicIpOnLaunch } }),
      ),
  },
  'target-group': {
    HealthCheckPath: healthCheck({ HealthCheckPath: '/another' }),
    HealthCheckIntervalSeconds: healthCheck({ HealthCheckIntervalSeconds: 77 }),
    HealthCheckTimeoutSeconds: healthCheck({ HealthCheckTimeoutSeconds: 4 }),
    HealthyThresholdCount: healthCheck({ HealthyThresholdCount: 9 }),
    UnhealthyThresholdCount: healthCheck({ UnhealthyThresholdCount: 9 }),
    Matcher: healthCheck({ Matcher: { HttpCode: '418' } }),
    HealthCheckPort: healthCheck({ HealthCheckPort: '77' }),
    HealthCheckProtocol: (it) =>
      healthCheck({ HealthCheckProtocol: it.want.HealthCheckProtocol === 'HTTP' ? 'HTTPS' : 'HTTP' })(it),
    'stickiness.enabled': (it) => target('stickiness.enabled', String(it.want['stickiness.enabled'] !== 'true'))(it),
    ...Object.fromEntries(
      [
        ['deregistration_delay.timeout_seconds', '77'],
        ['load_balancing.algorithm.type', 'least_outstanding_requests'],
        ['slow_start.duration_seconds', '77'],
        ['stickiness.type', 'lb_cookie'],
        ['stickiness.app_cookie.cookie_name', 'another'],
        ['stickiness.app_cookie.duration_seconds', '77'],
      ].map(([Key = '', Value = '']) => [Key, target(Key, Value)]),
    ),
  },
  vpc: { EnableDnsSupport: dns('EnableDnsSupport'), EnableDnsHostnames: dns('EnableDnsHostnames') },
  'vpc-endpoint': {
    PrivateDnsEnabled: ofInterface(({ want }) => ({ PrivateDnsEnabled: !want.PrivateDnsEnabled })),
    SubnetIds: ofInterface(async ({ clients, want }) => {
      const [was = ''] = ids(want.SubnetIds);
      return { AddSubnetIds: [await anotherSubnet(clients, was)], RemoveSubnetIds: [was] };
    }),
    SecurityGroupIds: ofInterface(async ({ clients, want }) => {
      const [was] = ids(want.SecurityGroupIds);
      return { AddSecurityGroupIds: [await anotherGroup(clients, was)], RemoveSecurityGroupIds: [was] };
    }),
    RouteTableIds: async (it) =>
      it.want.VpcEndpointType === 'Interface'
        ? 'no route leads to an interface'
        : endpoint(({ want }) => ({ RemoveRouteTableIds: ids(want.RouteTableIds) }))(it),
  },
  'vpc-link': {
    Name: ({ clients, id: { id: VpcLinkId } }) =>
      clients.apigatewayv2.send(new UpdateVpcLinkCommand({ VpcLinkId, Name: 'another' })),
  },
};
