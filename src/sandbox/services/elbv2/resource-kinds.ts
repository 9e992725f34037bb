import { AwsError, type Context } from '../../service.js';
import type { Table } from '../../table.js';
import { required, validationError } from './refusals.js';
import { listeners, loadBalancers, rules, targetGroups } from './tables.js';

/** How Elastic Load Balancing calls one kind of thing, in ARNs, parameters and messages. */
export interface ResourceKind<Row> {
  /** As messages call it. */
  readonly called: string;
  /** What follows the account in its ARNs. */
  readonly kind: string;
  /** The request's member that names one. */
  readonly parameter: string;
  readonly notFound: string;
  readonly table: (context: Context) => Table<Row>;
}

const resourceKind = <Row>(it: ResourceKind<Row>): ResourceKind<Row> => it;

export const loadBalancer = resourceKind({
  called: 'load balancer',
  kind: 'loadbalancer',
  parameter: 'LoadBalancerArn',
  table: loadBalancers,
  notFound: 'LoadBalancerNotFoundException',
});
export const targetGroup = resourceKind({
  called: 'target group',
  kind: 'targetgroup',
  parameter: 'TargetGroupArn',
  table: targetGroups,
  notFound: 'TargetGroupNotFoundException',
});
export const listener = resourceKind({
  called: 'listener',
  kind: 'listener',
  parameter: 'ListenerArn',
  table: listeners,
  notFound: 'ListenerNotFoundException',
});
export const rule = resourceKind({
  called: 'rule',
  kind: 'listener-rule',
  parameter: 'RuleArn',
  table: rules,
  notFound: 'RuleNotFoundException',
});

/**
 * The one row with this ARN.
 * @throws AwsError the kind's NotFound, `ValidationError` for what is no ARN of its kind
 */
export function existingRow<Row>(context: Context, of: ResourceKind<Row>, arn: string | undefined): Row {
  const asked = required(arn, of.parameter);
  checkForm(of, asked);
  const row = of.table(context).get(asked);
  if (!row) throw new AwsError(of.notFound, `${capitalised(of.called)}s '${asked}' not found`);
  return row;
}

/** The rows with these ARNs, all of which must exist. */
export function existingRows<Row>(context: Context, of: ResourceKind<Row>, arns: readonly string[]): Row[] {
  for (const arn of arns) checkForm(of, arn);
  return [...new Set(arns)].map((arn) => {
    const row = of.table(context).get(arn);
    if (!row) throw new AwsError(of.notFound, `One or more ${of.called}s not found`);
    return row;
  });
}

/** Whether a text is an ARN of this kind of thing. */
export const isArnOf = ({ kind }: Pick<ResourceKind<unknown>, 'kind'>, text: string): boolean =>
  new RegExp(`^arn:[\\w-]+:elasticloadbalancing:[\\w-]+:\\d{12}:${kind}/`).test(text);

function checkForm(of: Pick<ResourceKind<unknown>, 'kind' | 'called'>, arn: string): void {
  if (!isArnOf(of, arn)) throw validationError(`'${arn}' is not a valid ${of.called} ARN`);
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
