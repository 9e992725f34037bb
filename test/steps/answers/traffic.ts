import {
  GetApiCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand,
  GetVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetNamespaceCommand, GetServiceCommand, ListTagsForResourceCommand } from '@aws-sdk/client-servicediscovery';
import { account, says, tags, upper, type Samples } from './sample.js';

const at = new Date('2026-03-01T08:30:00Z');
const elb = `arn:aws:elasticloadbalancing:eu-west-1:${account}`;
const balancerArn = `${elb}:loadbalancer/app/shop/0123456789abcdef`;
const groupArn = `${elb}:targetgroup/shop-web/fedcba9876543210`;
const listenerArn = `${elb}:listener/app/shop/0123456789abcdef/aaaabbbbccccdddd`;
const ruleArn = `${elb}:listener-rule/app/shop/0123456789abcdef/aaaabbbbccccdddd/1111222233334444`;
const cloudMap = `arn:aws:servicediscovery:eu-west-1:${account}`;
const logGroupArn = `arn:aws:logs:eu-west-1:${account}:log-group:/aws/vendedlogs/apis/shop`;

const elbTags = says(DescribeTagsCommand, ({ ResourceArns = [] }) => ({
  TagDescriptions: ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: upper })),
}));
/** As ELB shows every action that forwards to one group: in two forms. */
const forward = {
  ForwardConfig: {
    TargetGroups: [{ TargetGroupArn: groupArn, Weight: 1 }],
    TargetGroupStickinessConfig: { Enabled: false },
  },
  Order: 1,
  TargetGroupArn: groupArn,
  Type: 'forward' as const,
};

/**
 * Sources: the pages of these operations in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/,
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/ and https://docs.aws.amazon.com/cloud-map/latest/api/
 */
export const traffic: Samples = {
  'load-balancer': {
    id: balancerArn,
    answers: [
      elbTags,
      says(DescribeLoadBalancersCommand, {
        LoadBalancers: [
          {
            AvailabilityZones: [
              { LoadBalancerAddresses: [], SubnetId: 'subnet-0bbbbbbbbbbbbbbbb', ZoneName: 'eu-west-1b' },
              { LoadBalancerAddresses: [], SubnetId: 'subnet-0aaaaaaaaaaaaaaaa', ZoneName: 'eu-west-1a' },
            ],
            CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
            CreatedTime: at,
            DNSName: 'shop-1234567890.eu-west-1.elb.amazonaws.com',
            EnablePrefixForIpv6SourceNat: 'off',
            IpAddressType: 'ipv4',
            LoadBalancerArn: balancerArn,
            LoadBalancerName: 'shop',
            Scheme: 'internet-facing',
            SecurityGroups: ['sg-0aaaaaaaaaaaaaaaa'],
            State: { Code: 'active' },
            Type: 'application',
            VpcId: 'vpc-0a1b2c3d4e5f60718',
          },
        ],
      }),
      says(DescribeLoadBalancerAttributesCommand, {
        Attributes: [
          { Key: 'access_logs.s3.enabled', Value: 'false' },
          { Key: 'deletion_protection.enabled', Value: 'false' },
          { Key: 'idle_timeout.timeout_seconds', Value: '30' },
          { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
          { Key: 'routing.http2.enabled', Value: 'true' },
          { Key: 'zonal_shift.config.enabled', Value: 'false' },
        ],
      }),
    ],
    reads: {
      out: {
        loadBalancerArn: balancerArn,
        loadBalancerFullName: 'app/shop/0123456789abcdef',
        dnsName: 'shop-1234567890.eu-west-1.elb.amazonaws.com',
        canonicalHostedZoneId: 'Z32O12XQLNTSW2',
      },
      live: {
        Name: 'shop',
        Scheme: 'internet-facing',
        Subnets: { 'subnet-0aaaaaaaaaaaaaaaa': true, 'subnet-0bbbbbbbbbbbbbbbb': true },
        SecurityGroups: { 'sg-0aaaaaaaaaaaaaaaa': true },
        'idle_timeout.timeout_seconds': '30',
        'routing.http.drop_invalid_header_fields.enabled': 'true',
        'routing.http2.enabled': 'true',
        'deletion_protection.enabled': 'false',
      },
      tags,
    },
  },
  'target-group': {
    id: groupArn,
    answers: [
      elbTags,
      says(DescribeTargetGroupsCommand, {
        TargetGroups: [
          {
            HealthCheckEnabled: true,
            HealthCheckIntervalSeconds: 6,
            HealthCheckPath: '/health',
            HealthCheckPort: 'traffic-port',
            HealthCheckProtocol: 'HTTP',
            HealthCheckTimeoutSeconds: 5,
            HealthyThresholdCount: 2,
            IpAddressType: 'ipv4',
            LoadBalancerArns: [balancerArn],
            Matcher: { HttpCode: '200-299' },
            Port: 80,
            Protocol: 'HTTP',
            ProtocolVersion: 'HTTP1',
            TargetGroupArn: groupArn,
            TargetGroupName: 'shop-web',
            TargetType: 'ip',
            UnhealthyThresholdCount: 10,
            VpcId: 'vpc-0a1b2c3d4e5f60718',
          },
        ],
      }),
      says(DescribeTargetGroupAttributesCommand, {
        Attributes: [
          { Key: 'stickiness.enabled', Value: 'false' },
          { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
          { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
          { Key: 'slow_start.duration_seconds', Value: '0' },
        ],
      }),
    ],
    reads: {
      out: { targetGroupArn: groupArn, targetGroupFullName: 'targetgroup/shop-web/fedcba9876543210' },
      live: {
        Name: 'shop-web',
        Port: 80,
        VpcId: 'vpc-0a1b2c3d4e5f60718',
        HealthCheckProtocol: 'HTTP',
        HealthCheckPort: 'traffic-port',
        HealthCheckPath: '/health',
        HealthCheckIntervalSeconds: 6,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 10,
        Matcher: { HttpCode: '200-299' },
        'deregistration_delay.timeout_seconds': '30',
        'load_balancing.algorithm.type': 'round_robin',
        'slow_start.duration_seconds': '0',
        'stickiness.enabled': 'false',
      },
      tags,
    },
  },
  listener: {
    id: listenerArn,
    answers: [
      elbTags,
      says(DescribeListenersCommand, {
        Listeners: [
          {
            DefaultActions: [forward],
            ListenerArn: listenerArn,
            LoadBalancerArn: balancerArn,
            Port: 80,
            Protocol: 'HTTP',
          },
        ],
      }),
    ],
    reads: {
      out: { listenerArn },
      live: {
        LoadBalancerArn: balancerArn,
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: groupArn }],
      },
      tags,
    },
  },
  'listener-rule': {
    id: ruleArn,
    answers: [
      elbTags,
      says(DescribeRulesCommand, {
        Rules: [
          {
            Actions: [forward],
            Conditions: [
              {
                Field: 'path-pattern',
                PathPatternConfig: { Values: ['/b*', '/a*'] },
                Values: ['/b*', '/a*'],
              },
            ],
            IsDefault: false,
            Priority: '7',
            RuleArn: ruleArn,
            Transforms: [],
          },
        ],
      }),
    ],
    reads: {
      out: { ruleArn },
      live: {
        Priority: 7,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/a*', '/b*'] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: groupArn }],
      },
      tags,
    },
  },
  api: {
    id: 'a1b2c3d4e5',
    answers: [
      says(GetApiCommand, {
        ApiEndpoint: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
        ApiId: 'a1b2c3d4e5',
        ApiKeySelectionExpression: '$request.header.x-api-key',
        CorsConfiguration: {
          AllowCredentials: false,
          AllowHeaders: ['content-type', 'authorization'],
          AllowMethods: ['GET', '*'],
          AllowOrigins: ['https://shop.example'],
          MaxAge: 600,
        },
        CreatedDate: at,
        DisableExecuteApiEndpoint: false,
        IpAddressType: 'ipv4',
        Name: 'shop',
        ProtocolType: 'HTTP',
        RouteSelectionExpression: '$request.method $request.path',
        Tags: { ...tags },
      }),
    ],
    reads: {
      out: { apiId: 'a1b2c3d4e5', apiUrl: 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com' },
      live: {
        Name: 'shop',
        ProtocolType: 'HTTP',
        CorsConfiguration: {
          AllowOrigins: ['https://shop.example'],
          AllowMethods: ['*', 'GET'],
          AllowHeaders: ['Authorization', 'Content-Type'],
          AllowCredentials: false,
          MaxAge: 600,
        },
      },
      tags,
    },
  },
  'api-integration': {
    id: { apiId: 'a1b2c3d4e5', integrationId: 'x9y8z7w' },
    answers: [
      says(GetIntegrationsCommand, {
        Items: [
          {
            ConnectionId: 'l1n2k3',
            ConnectionType: 'VPC_LINK',
            IntegrationId: 'x9y8z7w',
            IntegrationMethod: 'ANY',
            IntegrationType: 'HTTP_PROXY',
            IntegrationUri: `${cloudMap}:service/srv-0123456789abcdef`,
            PayloadFormatVersion: '1.0',
            TimeoutInMillis: 30_000,
          },
        ],
      }),
    ],
    reads: {
      out: { integrationId: 'x9y8z7w' },
      live: {
        IntegrationMethod: 'ANY',
        IntegrationUri: `${cloudMap}:service/srv-0123456789abcdef`,
        ConnectionId: 'l1n2k3',
        PayloadFormatVersion: '1.0',
      },
    },
  },
  'api-route': {
    id: { apiId: 'a1b2c3d4e5', routeId: 'r5t6y7u' },
    answers: [
      says(GetRoutesCommand, {
        Items: [
          {
            ApiKeyRequired: false,
            AuthorizationType: 'NONE',
            RouteId: 'r5t6y7u',
            RouteKey: 'GET /books/{proxy+}',
            Target: 'integrations/x9y8z7w',
          },
        ],
      }),
    ],
    reads: { out: { routeId: 'r5t6y7u' }, live: { RouteKey: 'GET /books/{proxy+}', Target: 'integrations/x9y8z7w' } },
  },
  'api-stage': {
    id: { apiId: 'a1b2c3d4e5', stageName: '$default' },
    answers: [
      says(GetStageCommand, {
        AccessLogSettings: { DestinationArn: logGroupArn, Format: '{"requestId":"$context.requestId"}' },
        AutoDeploy: true,
        CreatedDate: at,
        DefaultRouteSettings: { DetailedMetricsEnabled: true },
        DeploymentId: 'd3p4l5',
        LastDeploymentStatusMessage: "Successfully deployed stage with deployment ID 'd3p4l5'",
        LastUpdatedDate: at,
        RouteSettings: {},
        StageName: '$default',
        StageVariables: {},
        Tags: { ...tags },
      }),
    ],
    reads: {
      out: { stageName: '$default' },
      live: {
        AutoDeploy: true,
        DefaultRouteSettings: { DetailedMetricsEnabled: true },
        AccessLogSettings: { DestinationArn: logGroupArn, Format: '{"requestId":"$context.requestId"}' },
      },
      tags,
    },
  },
  'vpc-link': {
    id: 'l1n2k3',
    answers: [
      says(GetVpcLinkCommand, {
        CreatedDate: at,
        Name: 'shop',
        SecurityGroupIds: ['sg-0aaaaaaaaaaaaaaaa'],
        SubnetIds: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
        Tags: { ...tags },
        VpcLinkId: 'l1n2k3',
        VpcLinkStatus: 'AVAILABLE',
        VpcLinkStatusMessage: 'VPC link is ready to route traffic',
        VpcLinkVersion: 'V2',
      }),
    ],
    reads: { out: { vpcLinkId: 'l1n2k3' }, live: { Name: 'shop' }, tags },
  },
  namespace: {
    id: { namespaceId: 'ns-0123456789abcdef' },
    answers: [
      says(GetNamespaceCommand, {
        Namespace: {
          Arn: `${cloudMap}:namespace/ns-0123456789abcdef`,
          CreateDate: at,
          CreatorRequestId: '0aaaaaaa-1111-2222-3333-444444444444',
          Id: 'ns-0123456789abcdef',
          Name: 'internal',
          Properties: {
            DnsProperties: { HostedZoneId: 'Z0123456789ABCDEFGHIJ', SOA: { TTL: 15 } },
            HttpProperties: { HttpName: 'internal' },
          },
          ResourceOwner: account,
          ServiceCount: 2,
          Type: 'DNS_PRIVATE',
        },
      }),
      says(ListTagsForResourceCommand, { Tags: upper }),
    ],
    reads: { out: { namespaceId: 'ns-0123456789abcdef' }, live: { Name: 'internal' }, tags },
  },
  'cloud-map-service': {
    id: 'srv-0123456789abcdef',
    answers: [
      says(GetServiceCommand, {
        Service: {
          Arn: `${cloudMap}:service/srv-0123456789abcdef`,
          CreateDate: at,
          CreatorRequestId: '0aaaaaaa-1111-2222-3333-444444444444',
          DnsConfig: {
            DnsRecords: [{ TTL: 60, Type: 'SRV' }],
            NamespaceId: 'ns-0123456789abcdef',
            RoutingPolicy: 'MULTIVALUE',
          },
          HealthCheckCustomConfig: { FailureThreshold: 1 },
          Id: 'srv-0123456789abcdef',
          Name: 'web',
          NamespaceId: 'ns-0123456789abcdef',
          ResourceOwner: account,
          Type: 'DNS_HTTP',
        },
      }),
      says(ListTagsForResourceCommand, { Tags: upper }),
    ],
    reads: {
      out: { serviceId: 'srv-0123456789abcdef', serviceArn: `${cloudMap}:service/srv-0123456789abcdef` },
      live: { Name: 'web', NamespaceId: 'ns-0123456789abcdef', Type: 'SRV', TTL: 60 },
      tags,
    },
  },
};
