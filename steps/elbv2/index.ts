import type { Resource } from '../../src/step.js';
import { existingListenerResource } from './existing-listener/resource.js';
import { existingLoadBalancerResource } from './existing-load-balancer/resource.js';
import { targetGroupResource } from './target-group/resource.js';
import { loadBalancerResource } from './load-balancer/resource.js';
import { listenerResource } from './listener/resource.js';
import { listenerRuleResource } from './listener-rule/resource.js';

/** The nouns of Elastic Load Balancing, in the order of teaching. */
export const elbv2: readonly Resource[] = [
  targetGroupResource,
  loadBalancerResource,
  listenerResource,
  listenerRuleResource,
  existingLoadBalancerResource,
  existingListenerResource,
];
