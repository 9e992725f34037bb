import { DescribeLoadBalancerAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import type { Cloud, Dependent } from '../../../src/step.js';
import { listenersAndRules } from '../listeners-and-rules.js';

const attribute = 'deletion_protection.enabled';

/**
 * What keeps a load balancer: its deletion protection, nothing else. Listeners and rules are deleted with it, whoever
 * made them.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export async function loadBalancerDependents(cloud: Cloud, arn: string): Promise<Dependent[]> {
  const [{ Attributes = [] }, parts] = await all([
    cloud.elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn })),
    listenersAndRules(cloud, arn),
  ]);
  const isProtected = Attributes.some(({ Key, Value }) => Key === attribute && Value === 'true');
  return [
    ...(isProtected ? [protection(arn)] : []),
    ...parts.map(({ type, id, tags }) => ({ type, id, tags, isLost: true })),
  ];
}

const protection = (arn: string): Dependent => ({
  type: 'deletion-protection',
  id: attribute,
  command: [
    ...['elbv2', 'modify-load-balancer-attributes', '--load-balancer-arn', arn],
    ...['--attributes', `Key=${attribute},Value=false`],
  ],
});
