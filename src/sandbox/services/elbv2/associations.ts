import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, type Context } from '../../service.js';
import { listeners, loadBalancers, rules, type LoadBalancerRow } from './tables.js';

/**
 * Which load balancer uses a target group follows from the actions of the rules alone. A listener's default actions are
 * those of its default rule.
 */

/** The target groups that these actions send traffic to. */
export const targetGroupArnsIn = (actions: readonly Action[]): string[] => [
  ...new Set(
    actions.flatMap(({ TargetGroupArn, ForwardConfig }) => [
      ...(TargetGroupArn === undefined ? [] : [TargetGroupArn]),
      ...(ForwardConfig?.TargetGroups ?? []).flatMap(({ TargetGroupArn: arn }) => arn ?? []),
    ]),
  ),
];

/** It makes no list: it is asked of each rule, for each target group. */
const sendsTo = ({ TargetGroupArn, ForwardConfig }: Action, arn: string): boolean =>
  TargetGroupArn === arn || (ForwardConfig?.TargetGroups?.some((it) => it.TargetGroupArn === arn) ?? false);

/** The load balancer with a listener or a rule that sends traffic to this target group. There is one at most. */
export function balancerUsing(context: Context, targetGroupArn: string): LoadBalancerRow | undefined {
  const user = rules(context).find(({ rule }) => rule.Actions.some((action) => sendsTo(action, targetGroupArn)));
  const listener = user && listeners(context).get(user.listenerArn)?.listener;
  return listener && loadBalancers(context).get(listener.LoadBalancerArn);
}

/** @throws AwsError `TargetGroupAssociationLimitException` where another load balancer uses it */
export function refuseGroupsOfOtherBalancers(
  context: Context,
  actions: readonly Action[],
  loadBalancerArn: string,
): void {
  const others = targetGroupArnsIn(actions).filter((arn) => {
    const user = balancerUsing(context, arn);
    return user !== undefined && user.balancer.LoadBalancerArn !== loadBalancerArn;
  });
  if (others.length === 0) return;
  throw new AwsError(
    'TargetGroupAssociationLimitException',
    `The following target groups cannot be associated with more than one load balancer: ${others.join(', ')}`,
  );
}

/** @throws AwsError `ResourceInUseException` */
export function refuseUsedGroup(context: Context, targetGroupArn: string): void {
  if (!balancerUsing(context, targetGroupArn)) return;
  const message = `Target group '${targetGroupArn}' is currently in use by a listener or a rule`;
  throw new AwsError('ResourceInUseException', message);
}
