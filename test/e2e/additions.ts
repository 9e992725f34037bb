import { CreateIntegrationCommand, CreateRouteCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { PutScalingPolicyCommand, PutScheduledActionCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateRouteCommand as CreateNetworkRouteCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateRuleCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { RegisterInstanceCommand } from '@aws-sdk/client-servicediscovery';
import type { Config } from '../../src/config/schema.js';
import { withDomain } from './domain-bed.js';
import { theirPath } from './domains-of-others.js';
import type { FirstOf } from './others.js';
import type { Rig } from './rig.js';
import { scale } from './scaled.js';
import { theirSchedule } from './schedules-of-others.js';
import { time } from './timed.js';

/** Something that somebody adds to what is a stack's. */
export interface Added {
  /** The noun that it is added to, and its own. */
  readonly to: string;
  readonly noun: string;
  readonly blueprint: string;
  /** What the blueprint has besides. */
  change?(config: Config): void;
  make(clients: Rig['clients'], first: FirstOf): Promise<unknown>;
}

const ofServices = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const anywhere = [{ CidrIp: '0.0.0.0/0' }];
const notThere = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '503' } }];

export const added: { readonly [what: string]: Added } = {
  // Row 15 of the cases.
  'a rule that lets the world in at port 22': {
    to: 'security-group',
    noun: 'security-group-rule',
    blueprint: 'cloud-map-public',
    make: ({ ec2 }, first) =>
      ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: first('security-group')['groupId'],
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: anywhere }],
        }),
      ),
  },
  'a rule for a range of ports of a group': {
    to: 'security-group',
    noun: 'security-group-rule',
    blueprint: 'cloud-map-public',
    make({ ec2 }, first) {
      const GroupId = first('security-group')['groupId'];
      const IpPermissions = [{ IpProtocol: 'udp', FromPort: 1, ToPort: 9, UserIdGroupPairs: [{ GroupId }] }];
      return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    },
  },
  'a rule that lets traffic out': {
    to: 'security-group',
    noun: 'security-group-rule',
    blueprint: 'cli-walkthrough',
    make: ({ ec2 }, first) =>
      ec2.send(
        new AuthorizeSecurityGroupEgressCommand({
          GroupId: first('security-group')['groupId'],
          IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: anywhere }],
        }),
      ),
  },
  'a route through the gateway of the stack': {
    to: 'route-table',
    noun: 'route',
    blueprint: 'cloud-map-public',
    make: ({ ec2 }, first) =>
      ec2.send(
        new CreateNetworkRouteCommand({
          RouteTableId: first('route-table')['routeTableId'],
          DestinationCidrBlock: '198.51.100.0/24',
          GatewayId: first('internet-gateway-attachment')['InternetGatewayId'],
        }),
      ),
  },
  'a way into the internet from an isolated subnet': {
    to: 'route-table',
    noun: 'route',
    blueprint: 'cloud-map-private',
    async make({ ec2 }, first) {
      const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
      const GatewayId = InternetGateway?.InternetGatewayId;
      const VpcId = first('vpc')['vpcId'];
      await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId }));
      const RouteTableId = first('route-table')['routeTableId'];
      await ec2.send(new CreateNetworkRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId }));
    },
  },
  'a network ACL': {
    to: 'subnet',
    noun: 'network-acl',
    blueprint: 'cloud-map-public',
    async make({ ec2 }, first) {
      const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId: first('vpc')['vpcId'] }));
      const SubnetId = first('subnet')['subnetId'] ?? '';
      const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
      const { NetworkAcls: [was] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      const its = was?.Associations?.find((it) => it.SubnetId === SubnetId);
      const AssociationId = its?.NetworkAclAssociationId;
      const NetworkAclId = NetworkAcl?.NetworkAclId;
      await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
    },
  },
  "an entry of the VPC's network ACL": {
    to: 'vpc',
    noun: 'network-acl-entry',
    blueprint: 'cloud-map-public',
    async make({ ec2 }, first) {
      const Filters = [{ Name: 'vpc-id', Values: [first('vpc')['vpcId'] ?? ''] }];
      const { NetworkAcls: [own] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      const NetworkAclId = own?.NetworkAclId;
      const ssh = { RuleNumber: 90, Egress: false, RuleAction: 'deny', Protocol: '6', CidrBlock: '0.0.0.0/0' } as const;
      await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...ssh, PortRange: { From: 22, To: 22 } }));
    },
  },
  'a managed policy': {
    to: 'role',
    noun: 'role-policy-attachment',
    blueprint: 'cloud-map-public',
    make: ({ iam }, first) =>
      iam.send(
        new AttachRolePolicyCommand({
          RoleName: first('role')['roleName'],
          PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        }),
      ),
  },
  'an inline policy': {
    to: 'role',
    noun: 'role-policy',
    blueprint: 'cloud-map-public',
    make: ({ iam }, first) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: first('role')['roleName'],
          PolicyName: 'theirs',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
          }),
        }),
      ),
  },
  'a route of the API': {
    to: 'api',
    noun: 'api-route',
    blueprint: 'cloud-map-public',
    make({ apigatewayv2 }, first) {
      const { apiId: ApiId, integrationId } = first('api-integration');
      return apigatewayv2.send(
        new CreateRouteCommand({ ApiId, RouteKey: 'GET /theirs', Target: `integrations/${integrationId}` }),
      );
    },
  },
  'an integration': {
    to: 'api',
    noun: 'api-integration',
    blueprint: 'cloud-map-public',
    make: ({ apigatewayv2 }, first) =>
      apigatewayv2.send(
        new CreateIntegrationCommand({
          ApiId: first('api')['apiId'],
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'ANY',
          IntegrationUri: 'https://a.example/',
          PayloadFormatVersion: '1.0',
        }),
      ),
  },
  'a stage': {
    to: 'api',
    noun: 'api-stage',
    blueprint: 'cloud-map-public',
    make: ({ apigatewayv2 }, first) =>
      apigatewayv2.send(new CreateStageCommand({ ApiId: first('api')['apiId'], StageName: 'theirs' })),
  },
  'a schedule in the group of the stack': {
    to: 'schedule-group',
    noun: 'schedule',
    blueprint: 'cloud-map-public',
    change: time,
    make: theirSchedule,
  },
  'a policy on a metric that has none': {
    to: 'scalable-target',
    noun: 'scaling-policy',
    blueprint: 'cloud-map-public',
    change(config) {
      scale(config);
      for (const { scaling } of Object.values(config.services)) delete scaling?.memory;
    },
    make: ({ applicationautoscaling }, first) =>
      applicationautoscaling.send(
        new PutScalingPolicyCommand({
          ...{ ...ofServices, ResourceId: first('scalable-target')['ResourceId'], PolicyName: 'theirs' },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 5,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
          },
        }),
      ),
  },
  'a scheduled action': {
    to: 'scalable-target',
    noun: 'scheduled-action',
    blueprint: 'cloud-map-public',
    change: scale,
    make: ({ applicationautoscaling }, first) =>
      applicationautoscaling.send(
        new PutScheduledActionCommand({
          ...{ ...ofServices, ResourceId: first('scalable-target')['ResourceId'], ScheduledActionName: 'theirs' },
          Schedule: 'at(2199-01-01T00:00:00)',
          ScalableTargetAction: { MaxCapacity: 1 },
        }),
      ),
  },
  'a path of the domain': {
    to: 'domain-name',
    noun: 'api-mapping',
    blueprint: 'cloud-map-public',
    change: withDomain,
    make: theirPath,
  },
  'a listener': {
    to: 'load-balancer',
    noun: 'listener',
    blueprint: 'cli-walkthrough',
    make: ({ elbv2 }, first) =>
      elbv2.send(
        new CreateListenerCommand({
          LoadBalancerArn: first('load-balancer')['loadBalancerArn'],
          Protocol: 'HTTP',
          Port: 8081,
          DefaultActions: notThere,
        }),
      ),
  },
  'a rule of a listener': {
    to: 'load-balancer',
    noun: 'listener-rule',
    blueprint: 'cli-walkthrough',
    make: ({ elbv2 }, first) =>
      elbv2.send(
        new CreateRuleCommand({
          ListenerArn: first('listener')['listenerArn'],
          Priority: 77,
          Conditions: [{ Field: 'path-pattern', Values: ['/theirs'] }],
          Actions: notThere,
        }),
      ),
  },
  'a target that is no task': {
    to: 'target-group',
    noun: 'target',
    blueprint: 'cli-walkthrough',
    make: ({ elbv2 }, first) =>
      elbv2.send(
        new RegisterTargetsCommand({
          TargetGroupArn: first('target-group')['targetGroupArn'],
          Targets: [{ Id: '10.0.1.250', Port: 8080 }],
        }),
      ),
  },
  'an instance that ECS did not register': {
    to: 'cloud-map-service',
    noun: 'cloud-map-instance',
    blueprint: 'cloud-map-public',
    make: ({ servicediscovery }, first) =>
      servicediscovery.send(
        new RegisterInstanceCommand({
          ServiceId: first('cloud-map-service')['serviceId'],
          InstanceId: 'theirs',
          Attributes: { AWS_INSTANCE_IPV4: '10.0.0.77', AWS_INSTANCE_PORT: '80' },
        }),
      ),
  },
};
