import { refuseBeyond } from '../../../quotas.js';
import { AwsError, timer, type Context } from '../../../service.js';
import { contains, parseCidr } from '../../ec2/vpc/cidr.js';
import { subnets } from '../../ec2/tables.js';
import { balancerUsing, refuseTooManyTargets, targetsOfBalancer } from '../associations.js';
import { interfaceOf } from './target-reachability.js';
import { targetGroups, type TargetGroupRow, type TargetRow } from '../tables.js';
import { deregistrationDelay } from './target-group-attributes.js';
import { healthOf, type Health } from './target-health.js';

/**
 * Target groups as other services use them: ECS for its tasks, by a target group's ARN. What each of these does is
 * what the API's operation of that name does.
 */

/** An address or an instance's id, and the port that traffic goes to there. */
export interface Target {
  readonly Id: string;
  readonly Port: number;
  readonly AvailabilityZone?: string;
}

/** What a target group is to those who register targets in it; undefined where it does not exist. */
export function targetGroupFor(
  context: Context,
  arn: string,
): { readonly targetType: string; readonly isAttached: boolean } | undefined {
  const group = targetGroups(context).get(arn)?.group;
  return group && { targetType: group.TargetType, isAttached: balancerUsing(context, arn) !== undefined };
}

/**
 * Registers targets; their health checks begin when a load balancer uses the group. One that is draining is taken
 * back, one that is registered already stays as it is.
 * @throws AwsError `TargetGroupNotFoundException`, `TooManyTargetsException`, `InvalidTargetException` for what is not in the group's VPC; then
 *   none of them is registered
 */
export function registerTargets(context: Context, arn: string, targets: readonly Target[]): void {
  const row = targetGroups(context).get(arn);
  if (!row) throw new AwsError('TargetGroupNotFoundException', `Target groups '${arn}' not found`);
  const zoned = targets.map((target) => checkedTarget(context, row, target));
  const added = zoned.filter((target) => !found(row, target)).length;
  const reached = (quota: number) => `The maximum number of targets per target group '${quota}' has been reached`;
  refuseBeyond(context, 'targets', row.targets.length + added, reached);
  const balancer = balancerUsing(context, arn);
  if (balancer && added > 0) refuseTooManyTargets(context, targetsOfBalancer(context, balancer) + added);
  for (const target of zoned) {
    if (found(row, target)?.state === 'draining') drop(row, target);
    if (!found(row, target)) row.targets.push({ ...target, state: 'initial' });
  }
  for (const target of row.targets) healthOf(context, row, target);
}

/**
 * Deregisters a target: it drains for as long as the target group says and is gone then; at once where no load
 * balancer uses the group. Nothing happens where it is not registered, or draining already.
 */
export function deregisterTarget(context: Context, arn: string, target: Target): void {
  const row = targetGroups(context).get(arn);
  const own = row && found(row, target);
  if (!own || own.state === 'draining') return;
  const delay = deregistrationDelay(row);
  if (delay === 0 || !balancerUsing(context, arn)) return drop(row, own);
  own.state = 'draining';
  own.drainedAt = context.due(delay);
  delete own.streak;
  context.after(delay, targetDrained, { arn, Id: own.Id, Port: own.Port });
}

/** A registered target's health; undefined where it, or its target group, is not there (any more). */
export function targetHealth(context: Context, arn: string, target: Target): Health | undefined {
  const row = targetGroups(context).get(arn);
  const own = row && found(row, target);
  return own && healthOf(context, row, own);
}

export const targetDrained = timer<{ arn: string; Id: string; Port: number }>(
  'elbv2/target-drained',
  (context, { arn, ...target }) => {
    const row = targetGroups(context).get(arn);
    const own = row && found(row, target);
    // It may have been registered again since, and even deregistered again.
    if (row && own?.state === 'draining' && context.world.elapsed >= (own.drainedAt ?? 0)) drop(row, own);
  },
);

const found = ({ targets }: TargetGroupRow, { Id, Port }: Target): TargetRow | undefined =>
  targets.find((target) => target.Id === Id && target.Port === Port);

function drop(row: TargetGroupRow, { Id, Port }: Target): void {
  row.targets = row.targets.filter((target) => target.Id !== Id || target.Port !== Port);
}

/**
 * The target with the zone it is in.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
 */
function checkedTarget(context: Context, row: TargetGroupRow, target: Target): Target {
  const { VpcId, TargetType } = row.group;
  if (TargetType === 'instance') {
    if (interfaceOf(context, row, target)) return { Id: target.Id, Port: target.Port };
    throw invalidTarget(`The following targets are not in the target group VPC '${VpcId}': '${target.Id}'`);
  }
  const address = parseCidr(`${target.Id}/32`);
  if (!address) throw invalidTarget(`The IP address '${target.Id}' is not a valid IPv4 address`);
  const isIn = (block: string): boolean => {
    const range = parseCidr(block);
    return range !== undefined && contains(range, address);
  };
  const home = subnets(context).find((subnet) => subnet.VpcId === VpcId && isIn(subnet.CidrBlock));
  if (home) return { ...target, AvailabilityZone: home.AvailabilityZone };
  if (target.AvailabilityZone === 'all' && privateRanges.some(isIn)) return target;
  throw invalidTarget(`The following targets are not in the target group VPC '${VpcId}': '${target.Id}'`);
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

const invalidTarget = (message: string) => new AwsError('InvalidTargetException', message);
