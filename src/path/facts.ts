import type { NetworkFacts } from './network-facts.js';

/**
 * What a request meets on its way, as AWS's Describe and Get calls tell it: with AWS's nouns, and of each only what the way depends
 * on. Who reads them is no matter here.
 */
export interface Facts extends NetworkFacts {
  readonly names: readonly Name[];
  readonly domainNames: readonly DomainName[];
  readonly apis: readonly Api[];
  readonly vpcLinks: readonly VpcLink[];
  readonly cloudMapServices: readonly CloudMapService[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly tasks: readonly Task[];
}

/** A name of the stack's own in DNS: `api.example.com`, or `*.api.example.com`. */
export interface Name {
  readonly Name: string;
  /** The name that it leads to; absent where the record is gone. */
  readonly Target?: string | undefined;
  /** The hosted zone that its record is in; absent where its DNS is not in Route 53, and nobody has looked. */
  readonly HostedZoneId?: string | undefined;
}
/** A custom domain name of API Gateway. */
export interface DomainName {
  readonly DomainName: string;
  readonly ApiGatewayDomainName: string;
  readonly mappings: readonly ApiMapping[];
}
export interface ApiMapping {
  readonly ApiId: string;
  readonly Stage: string;
  /** The first part of the path; absent where all paths lead there. */
  readonly ApiMappingKey?: string | undefined;
}

/** An HTTP API, with all that is in it. */
export interface Api {
  readonly ApiId: string;
  /** `https://abc123.execute-api.us-east-1.amazonaws.com` */
  readonly ApiEndpoint: string;
  readonly DisableExecuteApiEndpoint: boolean;
  readonly CorsConfiguration?: Cors | undefined;
  readonly stages: readonly Stage[];
  readonly routes: readonly ApiRoute[];
  readonly integrations: readonly Integration[];
}
export interface Cors {
  readonly AllowOrigins: readonly string[];
  readonly AllowMethods: readonly string[];
  readonly AllowHeaders: readonly string[];
  readonly ExposeHeaders?: readonly string[] | undefined;
  readonly AllowCredentials?: boolean | undefined;
  readonly MaxAge?: number | undefined;
}
export interface Stage {
  readonly StageName: string;
  /** Absent where nothing has been deployed to it. */
  readonly DeploymentId?: string | undefined;
}
export interface ApiRoute {
  readonly RouteId: string;
  /** `GET /users/{id}`, `ANY /{proxy+}`, `$default` */
  readonly RouteKey: string;
  /** `integrations/abc1234` */
  readonly Target?: string | undefined;
  readonly AuthorizationType?: string | undefined;
}
export interface Integration {
  readonly IntegrationId: string;
  readonly IntegrationType: string;
  readonly ConnectionType: string;
  /** The VPC link. */
  readonly ConnectionId?: string | undefined;
  /** The ARN of a Cloud Map service or of a listener, or a URL. */
  readonly IntegrationUri?: string | undefined;
}
export interface VpcLink {
  readonly VpcLinkId: string;
  readonly Name: string;
  readonly VpcLinkStatus: string;
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}

export interface CloudMapService {
  readonly Arn: string;
  readonly Name: string;
  /** `users.shop.local`; absent where its namespace has no DNS. */
  readonly DnsName?: string | undefined;
  /** The VPCs that the name can be resolved in. */
  readonly VpcIds?: readonly string[] | undefined;
  /** `SRV`, `A` */
  readonly RecordTypes?: readonly string[] | undefined;
  readonly instances: readonly CloudMapInstance[];
}
export interface CloudMapInstance {
  readonly InstanceId: string;
  readonly HealthStatus: string;
  readonly AWS_INSTANCE_IPV4?: string | undefined;
  readonly AWS_INSTANCE_PORT?: number | undefined;
}

export interface LoadBalancer {
  readonly LoadBalancerArn: string;
  readonly LoadBalancerName: string;
  readonly DNSName: string;
  readonly Scheme: string;
  readonly State: string;
  readonly SecurityGroups: readonly string[];
  readonly listeners: readonly Listener[];
}
export interface Listener {
  readonly ListenerArn: string;
  readonly Port: number;
  readonly Protocol: string;
  readonly rules: readonly Rule[];
}
export interface Rule {
  readonly RuleArn: string;
  /** A number, or `default`: it comes last. */
  readonly Priority: string;
  readonly Conditions: readonly Condition[];
  readonly Actions: readonly Action[];
}
export interface Condition {
  readonly Field: string;
  readonly Values: readonly string[];
  /** Of `http-header`. */
  readonly HttpHeaderName?: string | undefined;
  /** Of `query-string`, in the place of values. */
  readonly QueryStrings?: readonly { readonly Key?: string | undefined; readonly Value: string }[] | undefined;
}
export interface Action {
  readonly Type: string;
  readonly TargetGroupArns: readonly string[];
  readonly StatusCode?: string | undefined;
  /** Of a redirect, with `#{host}` and its like for what the request has. */
  readonly Location?: string | undefined;
  /** Of a fixed response. */
  readonly ContentType?: string | undefined;
  readonly MessageBody?: string | undefined;
}
export interface TargetGroup {
  readonly TargetGroupArn: string;
  readonly TargetGroupName: string;
  readonly TargetType: string;
  readonly targets: readonly Target[];
}
export interface Target {
  readonly Id: string;
  readonly Port: number;
  readonly State: string;
  readonly Reason?: string | undefined;
}

export interface Task {
  readonly TaskArn: string;
  readonly LastStatus: string;
  /** Its own; absent where it has none, as on an instance whose address it shares. */
  readonly NetworkInterfaceId?: string | undefined;
  readonly PrivateIpAddress?: string | undefined;
  readonly containers: readonly Container[];
}
export interface Container {
  readonly Name: string;
  readonly LastStatus: string;
  /** The ports that its definition maps. */
  readonly ports: readonly number[];
}
