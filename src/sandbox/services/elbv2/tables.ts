import type { Listener, LoadBalancer, Rule, Tag, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { regional } from '../../service.js';
import type { Attributes } from './attributes.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = T & { [M in Member]-?: NonNullable<T[M]> };

export interface LoadBalancerRow {
  balancer: With<
    LoadBalancer,
    | 'LoadBalancerArn'
    | 'LoadBalancerName'
    | 'DNSName'
    | 'CreatedTime'
    | 'Scheme'
    | 'VpcId'
    | 'State'
    | 'AvailabilityZones'
    | 'SecurityGroups'
  >;
  /** One for each subnet. They outlive the load balancer by half a minute. */
  networkInterfaceIds: string[];
  /** When it is provisioned, in AWS's time. */
  activeAt: number;
  attributes: Attributes;
  tags: Tag[];
}
/** Every load balancer of the region, by its ARN. */
export const loadBalancers = regional<LoadBalancerRow>('elbv2/load-balancers');

export interface TargetRow {
  /** An address or an instance's id. */
  Id: string;
  Port: number;
  AvailabilityZone?: string;
  /** What the health checks have found so far. Whether it is used at all is never stored: it is looked up. */
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining';
  /** Health checks with the same result in a row. */
  streak?: Streak;
  /** How the last checks that failed did. */
  failure?: 'refused' | 'unreachable';
  /** Where it is draining: until when, in AWS's time. */
  drainedAt?: number;
}

export interface Streak {
  passing: boolean;
  /** When there are enough of them to decide, in AWS's time. */
  decidedAt: number;
}

export interface TargetGroupRow {
  /** Which load balancer uses it is never stored: it is looked up among the rules. */
  group: With<
    Omit<TargetGroup, 'LoadBalancerArns'>,
    | 'TargetGroupArn'
    | 'TargetGroupName'
    | 'Protocol'
    | 'Port'
    | 'VpcId'
    | 'TargetType'
    | 'HealthCheckPort'
    | 'HealthCheckIntervalSeconds'
    | 'HealthyThresholdCount'
    | 'UnhealthyThresholdCount'
  >;
  targets: TargetRow[];
  attributes: Attributes;
  tags: Tag[];
}
/** Every target group of the region, by its ARN. */
export const targetGroups = regional<TargetGroupRow>('elbv2/target-groups');

export interface ListenerRow {
  /** Its default actions are those of its default rule. */
  listener: With<Omit<Listener, 'DefaultActions'>, 'ListenerArn' | 'LoadBalancerArn' | 'Port' | 'Protocol'>;
  /** Of an HTTPS listener: the ARNs of those beside its default certificate. */
  certificates?: string[];
  /** What has been set of them; the others are as they are unless told. */
  attributes?: Attributes;
  tags: Tag[];
}
/** Every listener of the region, by its ARN. */
export const listeners = regional<ListenerRow>('elbv2/listeners');

export interface RuleRow {
  rule: With<Rule, 'RuleArn' | 'Priority' | 'Conditions' | 'Actions' | 'IsDefault'>;
  listenerArn: string;
  tags: Tag[];
}
/** Every rule of the region, by its ARN; each listener has a default one. */
export const rules = regional<RuleRow>('elbv2/rules');

/** What can bear tags, each by its ARN. */
export const taggable = [loadBalancers, targetGroups, listeners, rules];
