import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, type Context } from '../../service.js';
import { listeners, loadBalancers, rules, targetGroups, type LoadBalancerRow, type RuleRow } from './tables.js';

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

/**
 * Refuses actions by which a load balancer would have more target groups, or more targets in them, than it may have.
 * @param of the rule that gets the actions in place of its own
 * @throws AwsError `TooManyUniqueTargetGroupsPerLoadBalancerException`, `TooManyTargetsException`
 */
export function refuseTooManyGroups(
  context: Context,
  actions: readonly Action[],
  loadBalancerArn: string,
  of?: RuleRow,
): void {
  const there = groupsOfBalancer(context, loadBalancerArn, of);
  const arns = new Set([...there, ...targetGroupArnsIn(actions)]);
  if (arns.size === there.size) return;
  refuseBeyond(
    context,
    'balancer-target-groups',
    arns.size,
    (quota) =>
      `You have reached the maximum number of unique target groups that you can associate with a load balancer of ` +
      `type 'application': [${quota}]`,
  );
  refuseTooManyTargets(context, targetsIn(context, arns));
}

/** @param count how many targets the load balancer would have. @throws AwsError `TooManyTargetsException` */
export function refuseTooManyTargets(context: Context, count: number): void {
  const reached = (quota: number) => `The maximum number of targets per load balancer '${quota}' has been reached`;
  refuseBeyond(context, 'balancer-targets', count, reached);
}

/** How many targets a load balancer has. One that is in two of its target groups counts twice. */
export const targetsOfBalancer = (context: Context, { balancer }: LoadBalancerRow): number =>
  targetsIn(context, groupsOfBalancer(context, balancer.LoadBalancerArn));

const targetsIn = (context: Context, arns: ReadonlySet<string>): number =>
  [...arns].reduce((sum, arn) => sum + (targetGroups(context).get(arn)?.targets.length ?? 0), 0);

/** The ARNs of the target groups that the rules of a load balancer lead to, but for one of the rules. */
function groupsOfBalancer(context: Context, loadBalancerArn: string, but?: RuleRow): Set<string> {
  const isOwn = ({ listenerArn }: RuleRow) =>
    listeners(context).get(listenerArn)?.listener.LoadBalancerArn === loadBalancerArn;
  const own = rules(context).all((row) => row !== but && isOwn(row));
  return new Set(own.flatMap(({ rule }) => targetGroupArnsIn(rule.Actions)));
}

/** @throws AwsError `ResourceInUseException` */
export function refuseUsedGroup(context: Context, targetGroupArn: string): void {
  if (!balancerUsing(context, targetGroupArn)) return;
  const message = `Target group '${targetGroupArn}' is currently in use by a listener or a rule`;
  throw new AwsError('ResourceInUseException', message);
}
