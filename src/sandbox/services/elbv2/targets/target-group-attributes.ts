import {
  DescribeTargetGroupAttributesCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { on } from '../../../service.js';
import { between, boolean, changed, listed, oneOf, text, type AttributeRules, type Attributes } from '../attributes.js';
import { existingRow, targetGroup } from '../resource-kinds.js';
import { invalidConfiguration, required, validationError } from '../refusals.js';
import type { TargetGroupRow } from '../tables.js';

const week = 604_800;
const share = (value: string): boolean => value === 'off' || between(1, 100)(value);
const count = (value: string): boolean => value === 'off' || between(1, 1000)(value);

/**
 * What a target group of an application load balancer can be told, and what it does unless told.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
 */
export const targetGroupAttributes: AttributeRules = {
  'stickiness.enabled': { unless: 'false', allows: boolean },
  'deregistration_delay.timeout_seconds': { unless: '300', allows: between(0, 3600) },
  'stickiness.type': { unless: 'lb_cookie', allows: oneOf('lb_cookie', 'app_cookie') },
  'stickiness.lb_cookie.duration_seconds': { unless: '86400', allows: between(1, week) },
  'stickiness.app_cookie.cookie_name': { unless: '', allows: text },
  'stickiness.app_cookie.duration_seconds': { unless: '86400', allows: between(1, week) },
  'slow_start.duration_seconds': { unless: '0', allows: (value) => value === '0' || between(30, 900)(value) },
  'load_balancing.algorithm.type': {
    unless: 'round_robin',
    allows: oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
  },
  'load_balancing.algorithm.anomaly_mitigation': { unless: 'off', allows: oneOf('on', 'off') },
  'load_balancing.cross_zone.enabled': {
    unless: 'use_load_balancer_configuration',
    allows: oneOf('true', 'false', 'use_load_balancer_configuration'),
  },
  'target_group_health.dns_failover.minimum_healthy_targets.count': { unless: '1', allows: count },
  'target_group_health.dns_failover.minimum_healthy_targets.percentage': { unless: 'off', allows: share },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': {
    unless: '1',
    allows: between(1, 1000),
  },
  'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': { unless: 'off', allows: share },
};

const slowStart = 'slow_start.duration_seconds';
const algorithms: { readonly [type: string]: string } = {
  least_outstanding_requests: 'least outstanding requests',
  weighted_random: 'weighted random',
};

/**
 * Only round robin starts slowly. A call that names the duration was refused even with 0 seconds.
 * Source: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3686, of weighted random; the words for least
 * outstanding requests are believed.
 * @throws AwsError `InvalidConfigurationRequestException`
 */
function refuseSlowStartOfOthers(wanted: Attributes, isNamed: boolean): void {
  const other = algorithms[wanted['load_balancing.algorithm.type'] ?? ''];
  if (other === undefined || (!isNamed && wanted[slowStart] === '0')) return;
  throw invalidConfiguration(`You cannot enable both slow start and ${other} algorithm on a target group`);
}

/** Code and words are believed. @throws AwsError `ValidationError`, `InvalidConfigurationRequestException` */
function refuseNamelessCookie(wanted: Attributes): void {
  const name = wanted['stickiness.app_cookie.cookie_name'] ?? '';
  if (name.startsWith('AWSALB')) throw validationError(`The cookie name '${name}' has a reserved prefix`);
  if (wanted['stickiness.enabled'] !== 'true' || wanted['stickiness.type'] !== 'app_cookie' || name !== '') return;
  throw invalidConfiguration('You must specify a cookie name for stickiness of type app_cookie');
}

/** How long a target that is deregistered goes on with what it has begun. */
export const deregistrationDelay = ({ attributes }: TargetGroupRow): number =>
  Number(attributes['deregistration_delay.timeout_seconds'] ?? 300);

export const targetGroupAttributeOperations = [
  on(DescribeTargetGroupAttributesCommand, (input, context) => ({
    Attributes: listed(existingRow(context, targetGroup, input.TargetGroupArn).attributes),
  })),

  on(ModifyTargetGroupAttributesCommand, (input, context) => {
    const row = existingRow(context, targetGroup, input.TargetGroupArn);
    const asked = required(input.Attributes, 'Attributes');
    const wanted = changed(row.attributes, asked, { rules: targetGroupAttributes, what: 'Target group' });
    refuseSlowStartOfOthers(
      wanted,
      asked.some(({ Key }) => Key === slowStart),
    );
    refuseNamelessCookie(wanted);
    row.attributes = wanted;
    return { Attributes: listed(row.attributes) };
  }),
];
