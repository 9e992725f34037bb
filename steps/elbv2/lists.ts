import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  type Listener,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** @returns reads a page of the listeners of a load balancer */
export const pageOfListeners =
  ({ elbv2 }: Cloud, LoadBalancerArn: string) =>
  async (Marker: string | undefined) => {
    const answer = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn, Marker }));
    return { items: answer.Listeners, next: answer.NextMarker };
  };

/** @returns reads a page of the rules of a listener, the default one among them */
export const pageOfRules =
  ({ elbv2 }: Cloud, ListenerArn: string) =>
  async (Marker: string | undefined) => {
    const answer = await elbv2.send(new DescribeRulesCommand({ ListenerArn, Marker }));
    return { items: answer.Rules, next: answer.NextMarker };
  };

/** All listeners of a load balancer. */
export const listenersOf = (cloud: Cloud, loadBalancerArn: string): Promise<readonly Listener[]> =>
  pages(pageOfListeners(cloud, loadBalancerArn));

/** All rules of a listener, the default one among them. */
export const rulesOf = (cloud: Cloud, listenerArn: string): Promise<readonly Rule[]> =>
  pages(pageOfRules(cloud, listenerArn));

/**
 * The ARN of what one of these lies in: it has the same names, but for the last.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
const outer = (arn: string, noun: string, outerNoun: string): string =>
  arn.replace(`:${noun}/`, `:${outerNoun}/`).replace(/\/[^/]*$/, '');

/** The load balancer that a listener is of, by its ARN. */
export const balancerOf = (listenerArn: string): string => outer(listenerArn, 'listener', 'loadbalancer');

/** The listener that a rule is of, by its ARN. */
export const listenerOf = (ruleArn: string): string => outer(ruleArn, 'listener-rule', 'listener');
