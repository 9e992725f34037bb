import type { LoadBalancerSchemeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import { dnsSuffixOf } from '../../../facts/partitions.js';
import type { Context } from '../../service.js';

/**
 * How Elastic Load Balancing names what it makes: a listener's ARN tells its load balancer, a rule's its listener.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const arn = ({ partition, region, account }: Context, path: string) =>
  `arn:${partition}:elasticloadbalancing:${region}:${account}:${path}`;

export const newLoadBalancerArn = (context: Context, name: string): string =>
  arn(context, `loadbalancer/app/${name}/${context.world.hex(16)}`);

export const newTargetGroupArn = (context: Context, name: string): string =>
  arn(context, `targetgroup/${name}/${context.world.hex(16)}`);

export const newListenerArn = ({ world }: Pick<Context, 'world'>, loadBalancerArn: string): string =>
  `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${world.hex(16)}`;

export const newRuleArn = ({ world }: Pick<Context, 'world'>, listenerArn: string): string =>
  `${listenerArn.replace(':listener/', ':listener-rule/')}/${world.hex(16)}`;

/** `app/web/50dc6c495c0c9188`: what its network interfaces' descriptions say. */
export const pathOf = (loadBalancerArn: string): string => loadBalancerArn.split(':loadbalancer/')[1] ?? '';

/** A name that resolves nowhere: the sandbox has no DNS. */
export function newDnsName(context: Context, name: string, scheme: LoadBalancerSchemeEnum): string {
  const prefix = scheme === 'internal' ? 'internal-' : '';
  return `${prefix}${name}-${Number.parseInt(context.world.hex(8), 16)}.${context.region}.elb.${dnsSuffixOf(context.region)}`;
}
