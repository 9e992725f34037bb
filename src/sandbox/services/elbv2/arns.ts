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

export const newListenerArn = ({ world }: Context, loadBalancerArn: string): string =>
  `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${world.hex(16)}`;

export const newRuleArn = ({ world }: Context, listenerArn: string): string =>
  `${listenerArn.replace(':listener/', ':listener-rule/')}/${world.hex(16)}`;

/** `app/web/50dc6c495c0c9188`: what its network interfaces' descriptions say. */
export const pathOf = (loadBalancerArn: string): string => loadBalancerArn.split(':loadbalancer/')[1] ?? '';

/** A name that resolves nowhere: the sandbox has no DNS. */
export function newDnsName(context: Context, name: string, scheme: LoadBalancerSchemeEnum): string {
  const prefix = scheme === 'internal' ? 'internal-' : '';
  return `${prefix}${name}-${Number.parseInt(context.world.hex(8), 16)}.${context.region}.elb.${dnsSuffixOf(context.region)}`;
}

/**
 * The zone of Route 53 that a region's application load balancers are in, for alias records.
 * Source: https://docs.aws.amazon.com/general/latest/gr/elb.html
 * @returns undefined for a region that is not in this excerpt of AWS's list
 */
export const hostedZoneIdOf = (region: string): string | undefined => hostedZoneIds[region];

const hostedZoneIds: Readonly<Record<string, string>> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
  'ca-central-1': 'ZQSVJUPU6J1EY',
  'eu-central-1': 'Z215JYRZR1TBD5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-west-2': 'ZHURV8PSTC4K8',
  'eu-west-3': 'Z3Q77PNBQS71R4',
  'eu-north-1': 'Z23TAZ6LKFMNIO',
  'ap-northeast-1': 'Z14GRHDCWA56QT',
  'ap-northeast-2': 'ZWKZPGTI48KDX',
  'ap-southeast-1': 'Z1LMS91P8CMLE5',
  'ap-southeast-2': 'Z1GM3OXH4ZPM65',
  'ap-south-1': 'ZP97RAFLXTNZK',
  'sa-east-1': 'Z2P70J7HTTTPLU',
};
