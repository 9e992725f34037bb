import { existingBalancerOf } from './placement.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/**
 * Beyond so many services and jobs, all tasks bear one more security group, and what they are reached from or reach has a rule for
 * that one in place of a rule for each: EC2 takes 60 rules of a direction in a group. The rest is for the rules of that one, which come
 * before the others go.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export const mostRulesForEach = 50;

/** Whether all tasks of a stack bear one more security group. */
export function hasCommonGroup(config: Pick<ValidPart<Shape>, 'services' | 'jobs' | 'network' | 'ingress'>): boolean {
  if (tasksOf(config).length <= mostRulesForEach) return false;
  const { ingress, network } = config;
  const isReached = ingress?.type === 'http-api' || (ingress?.type === 'alb' && !existingBalancerOf(config));
  return isReached || (network?.egress === 'endpoints' && !network.existing);
}
