import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a listener or a rule does with a request: exactly one action. */

export const forwardTo = (TargetGroupArn: string): Action[] => [{ Type: 'forward', TargetGroupArn }];

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

/** As asked for: AWS shows the one target group of an action a second time, with a weight. */
export const plainActions = (actions: readonly Action[] = []): Action[] =>
  actions.map(({ Order: _, ForwardConfig, ...action }) =>
    action.TargetGroupArn === undefined && ForwardConfig ? { ...action, ForwardConfig } : action,
  );
