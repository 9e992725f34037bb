import type { Action, ForwardActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a listener or a rule does with a request: exactly one action. */

/**
 * Sends it on to a target group, or to several by their weights. To one that takes the place of another nothing goes yet: a weight
 * of 0 leads the load balancer to it, so that ECS takes it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html, in which a rule of a
 * service has a second target group of weight 0.
 * @param group what it gives to others
 * @param weight of this one, where it is not alone
 * @param others what they give to others, each with its weight
 * @param stickiness seconds for which a client stays at one of several groups. Without, it would lose the task that it is kept at.
 */
export function forwardTo(
  group: Forwarded,
  weight = 1,
  others: readonly Weighted[] = [],
  stickiness?: number,
): Action[] {
  const all = [{ group, weight }, ...others];
  if (others.length === 0 && group.replacedArn === undefined)
    return [{ Type: 'forward', TargetGroupArn: group.targetGroupArn }];
  const TargetGroups = all.flatMap(({ group: { targetGroupArn, replacedArn }, weight: Weight }) =>
    replacedArn === undefined
      ? [{ TargetGroupArn: targetGroupArn, Weight }]
      : [
          { TargetGroupArn: replacedArn, Weight },
          { TargetGroupArn: targetGroupArn, Weight: 0 },
        ],
  );
  const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: stickiness };
  const ForwardConfig = { TargetGroups, ...(stickiness !== undefined && { TargetGroupStickinessConfig }) };
  return [{ Type: 'forward', ForwardConfig }];
}
interface Forwarded {
  readonly targetGroupArn: string;
  readonly replacedArn?: string;
}
interface Weighted {
  readonly group: Forwarded;
  readonly weight: number;
}

/** In the words of API Gateway, so that callers need to know only one answer to a path that leads nowhere. */
export const answerNotFound: Action[] = [
  {
    Type: 'fixed-response',
    FixedResponseConfig: {
      StatusCode: '404',
      ContentType: 'application/json',
      MessageBody: '{"message":"Not Found"}',
    },
  },
];

/**
 * With the members that AWS adds: all else of the address stays.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export const redirectToHttps = (port: number): Action[] => [
  {
    Type: 'redirect',
    RedirectConfig: {
      Protocol: 'HTTPS',
      Port: String(port),
      Host: '#{host}',
      Path: '/#{path}',
      Query: '#{query}',
      StatusCode: 'HTTP_301',
    },
  },
];

/**
 * As asked for: AWS shows the one target group of an action a second time, with a weight, and that a sender is not kept at
 * one of several.
 */
export const plainActions = (actions: readonly Action[] = []): Action[] =>
  actions.map(({ Order: _, ForwardConfig, ...action }) =>
    action.TargetGroupArn === undefined && ForwardConfig
      ? { ...action, ForwardConfig: withoutDefaults(ForwardConfig) }
      : action,
  );

const withoutDefaults = ({ TargetGroupStickinessConfig: stickiness, ...config }: ForwardActionConfig) =>
  stickiness?.Enabled === true ? { ...config, TargetGroupStickinessConfig: stickiness } : config;
