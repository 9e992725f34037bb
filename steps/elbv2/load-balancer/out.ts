import type { LoadBalancer as LiveLoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { required } from '../../../src/step.js';

/** `app/shop/50dc6c495c0c9188`, as metrics and descriptions name it. */
export const fullNameOf = (arn: string): string => arn.split(':loadbalancer/')[1] ?? '';

/** What a load balancer gives to others, whoever has made it. */
export const outOfBalancer = ({ LoadBalancerArn, DNSName, CanonicalHostedZoneId = '' }: LiveLoadBalancer) => ({
  loadBalancerArn: required(LoadBalancerArn, 'LoadBalancerArn'),
  loadBalancerFullName: fullNameOf(required(LoadBalancerArn, 'LoadBalancerArn')),
  dnsName: required(DNSName, 'DNSName'),
  canonicalHostedZoneId: CanonicalHostedZoneId,
});
