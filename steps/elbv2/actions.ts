import type { Action, ForwardActionConfig } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a listener or a rule does with a request: exactly one action. */

/**
 * Sends it on to a target group. To one that takes the place of another nothing goes yet: a weight of 0 leads the load
 * balancer to it, so that ECS takes it.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html, in which a rule of a
 * service has a second target group of weight 0.
 * @param group what it gives to others
 */
export const forwardTo = ({ targetGroupArn, replacedArn }: Forwarded): Action[] => {
  if (replacedArn === undefined) return [{ Type: 'forward', TargetGroupArn: targetGroupArn }];
  const TargetGroups = [
    { TargetGroupArn: replacedArn, Weight: 1 },
    { TargetGroupArn: targetGroupArn, Weight: 0 },
  ];
  return [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
};
interface Forwarded {
  readonly targetGroupArn: string;
  readonly replacedArn?: string;
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
