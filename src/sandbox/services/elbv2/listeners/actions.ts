import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, type Context } from '../../../service.js';
import { refuseGroupsOfOtherBalancers, refuseTooManyGroups, targetGroupArnsIn } from '../associations.js';
import { existingRow, targetGroup } from '../resource-kinds.js';
import { notInSandbox, invalidConfiguration, required, validationError, within } from '../refusals.js';
import { targetGroups, type LoadBalancerRow, type RuleRow } from '../tables.js';

const invalidAction = (message: string) => new AwsError('InvalidLoadBalancerActionException', message);

/**
 * What a listener or a rule does with a request: sends it on, answers it, or redirects it; exactly one of them.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 * @param protocol of the listener
 * @param of the rule that gets the actions in place of its own
 * @returns the actions as they are shown
 * @throws AwsError `ValidationError`, `InvalidLoadBalancerActionException`, `TargetGroupNotFoundException`,
 *   `TargetGroupAssociationLimitException`, `InvalidConfigurationRequestException`,
 *   `TooManyUniqueTargetGroupsPerLoadBalancerException`, `TooManyTargetsException`, 501
 */
export function checkedActions(
  context: Context,
  actions: readonly Action[],
  { balancer }: LoadBalancerRow,
  protocol: string,
  of?: RuleRow,
): Action[] {
  if (actions.length === 0) throw validationError('At least one action must be specified');
  const checked = actions.map((action) => checkedAction(context, action));
  if (checked.length > 1)
    throw invalidAction("Exactly one action of type 'forward', 'redirect' or 'fixed-response' must be specified");
  for (const arn of targetGroupArnsIn(checked))
    if (targetGroups(context).get(arn)?.group.VpcId !== balancer.VpcId)
      throw invalidConfiguration(`The target group '${arn}' and the load balancer must be in the same VPC`);
  refuseVersions(context, checked, protocol);
  refuseGroupsOfOtherBalancers(context, checked, balancer.LoadBalancerArn);
  refuseTooManyGroups(context, checked, balancer.LoadBalancerArn, of);
  return checked;
}

/**
 * HTTP/2 and gRPC are sent on from HTTPS listeners only. The words were seen in several reports of load balancers on AWS.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 * @throws AwsError `InvalidLoadBalancerActionException`
 */
export function refuseVersions(context: Context, actions: readonly Action[], protocol: string): void {
  if (protocol === 'HTTPS') return;
  for (const arn of targetGroupArnsIn(actions)) {
    const { ProtocolVersion: version = 'HTTP1' } = targetGroups(context).get(arn)?.group ?? {};
    if (version !== 'HTTP1')
      throw invalidAction(
        `Listener protocol '${protocol}' is not supported with a target group with the protocol-version '${version}'`,
      );
  }
}

function checkedAction(context: Context, action: Action): Action {
  switch (action.Type) {
    case 'forward':
      return forward(context, action);
    case 'fixed-response':
      return fixedResponse(action);
    case 'redirect':
      return redirect(action);
    case 'authenticate-cognito':
    case 'authenticate-oidc':
    case 'jwt-validation':
      throw notInSandbox(`actions of type ${action.Type}`);
    default:
      throw validationError(`Action type '${String(action.Type)}' must be one of 'redirect,fixed-response,forward'`);
  }
}

/** One target group is shown both ways, whichever way it was asked for. */
function forward(context: Context, { Order, TargetGroupArn, ForwardConfig }: Action): Action {
  const asked = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn }]);
  if (asked.length < 1 || asked.length > 5)
    throw invalidAction("An action of type 'forward' must name between 1 and 5 target groups");
  if (TargetGroupArn !== undefined && asked.some((tuple) => tuple.TargetGroupArn !== TargetGroupArn))
    throw invalidAction('You cannot specify both a target group ARN and other target groups');
  const TargetGroups = asked.map(weighted);
  for (const tuple of TargetGroups) existingRow(context, targetGroup, tuple.TargetGroupArn);
  const [only] = TargetGroups;
  const TargetGroupStickinessConfig = ForwardConfig?.TargetGroupStickinessConfig ?? { Enabled: false };
  return {
    Type: 'forward',
    ...(TargetGroups.length === 1 && { TargetGroupArn: only?.TargetGroupArn }),
    ...(Order !== undefined && { Order }),
    ForwardConfig: { TargetGroups, TargetGroupStickinessConfig },
  };
}

const weighted = ({ TargetGroupArn, Weight = 1 }: TargetGroupTuple): TargetGroupTuple => ({
  TargetGroupArn: required(TargetGroupArn, 'TargetGroupArn'),
  Weight: within(Weight, [0, 999], 'Weight'),
});

const contentTypes = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

function fixedResponse({ Order, FixedResponseConfig }: Action): Action {
  const { StatusCode, ContentType, MessageBody } = required(FixedResponseConfig, 'FixedResponseConfig');
  if (!/^[245]\d\d$/.test(StatusCode ?? ''))
    throw validationError(`The fixed response status code '${StatusCode ?? ''}' must be a 2XX, 4XX or 5XX code`);
  if (ContentType !== undefined && !contentTypes.includes(ContentType))
    throw validationError(`The content type '${ContentType}' must be one of '${contentTypes.join(',')}'`);
  if ((MessageBody ?? '').length > 1024)
    throw validationError('The fixed response message body cannot be longer than 1024 characters');
  const config = { StatusCode, ...(ContentType && { ContentType }), ...(MessageBody !== undefined && { MessageBody }) };
  return { Type: 'fixed-response', ...(Order !== undefined && { Order }), FixedResponseConfig: config };
}

const unchanged = { Protocol: '#{protocol}', Port: '#{port}', Host: '#{host}', Path: '/#{path}', Query: '#{query}' };

function redirect({ Order, RedirectConfig }: Action): Action {
  const asked = required(RedirectConfig, 'RedirectConfig');
  if (asked.StatusCode !== 'HTTP_301' && asked.StatusCode !== 'HTTP_302')
    throw validationError(`The redirect status code '${asked.StatusCode ?? ''}' must be one of 'HTTP_301,HTTP_302'`);
  const config = { ...unchanged, ...asked };
  if (!['HTTP', 'HTTPS', unchanged.Protocol].includes(config.Protocol ?? ''))
    throw validationError(`The redirect protocol '${config.Protocol ?? ''}' must be one of 'HTTP,HTTPS,#{protocol}'`);
  if (Object.entries(unchanged).every(([member, value]) => config[member as keyof typeof unchanged] === value))
    throw invalidAction('The redirect configuration is not valid because it creates a loop.');
  return { Type: 'redirect', ...(Order !== undefined && { Order }), RedirectConfig: config };
}
