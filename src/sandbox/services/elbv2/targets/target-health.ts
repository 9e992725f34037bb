import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { timer, type Context } from '../../../service.js';
import { instances } from '../../ec2/compute-tables.js';
import type { NetworkInterfaceRow } from '../../ec2/tables.js';
import { balancerUsing } from '../associations.js';
import { failureAt, interfaceOf, type Failure } from './target-reachability.js';
import { targetGroups, type LoadBalancerRow, type TargetGroupRow, type TargetRow } from '../tables.js';

/** What is known of a target. */
export interface Health extends TargetHealth {
  readonly State: NonNullable<TargetHealth['State']>;
  /** Seconds until the load balancer will know more, where checks underway may change what it says. */
  readonly moreIn?: number;
}

const draining = { State: 'draining', Reason: 'Target.DeregistrationInProgress' } as const;
const unused = { State: 'unused', Reason: 'Target.NotInUse' } as const;
const stopped = { State: 'unused', Reason: 'Target.InvalidState' } as const;
const registering = { State: 'initial', Reason: 'Elb.RegistrationInProgress' } as const;
const checking = { State: 'initial', Reason: 'Elb.InitialHealthChecking' } as const;
const unhealthy = {
  unreachable: { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' },
  refused: { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' },
} as const;

/**
 * A target's health at this moment. The checks are not made one by one: a change of their result is noticed when
 * somebody looks, or something changes around the load balancer, or enough checks have been made to decide; it counts
 * once as many checks as it takes could have been made since.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html; states
 * and descriptions: …/application/check-target-health.html
 */
export function healthOf(context: Context, row: TargetGroupRow, target: TargetRow): Health {
  if (target.state === 'draining') return { ...draining, Description: 'Target deregistration is in progress' };
  const user = balancerUsing(context, row.group.TargetGroupArn);
  const own = interfaceOf(context, row, target);
  const state = own && instanceState(context, own);
  if (user && row.group.TargetType === 'instance' && state === 'stopped')
    return { ...forget(target), ...stopped, Description: 'Target is in the stopped state' };
  const idle = user ? outOfZone(user, own?.AvailabilityZone) : notConfigured;
  if (!user || idle !== undefined) return { ...forget(target), ...unused, Description: idle };
  if (user.balancer.State.Code === 'provisioning') {
    const moreIn = secondsUntil(context, user.activeAt);
    return { ...forget(target), ...registering, Description: 'Target registration is in progress', moreIn };
  }
  const port = checkedPort(row, target);
  const isTraffic = row.group.HealthCheckPort === 'traffic-port';
  const isUp = own !== undefined && (state ?? 'running') === 'running';
  const failure = isUp ? failureAt(context, user, { target: own, port, isTraffic }) : 'unreachable';
  return afterChecks(context, row, { target, failure });
}

/** The state of the instance whose own interface this is; nobody answers at one that does not run. */
const instanceState = (context: Context, { Attachment }: NetworkInterfaceRow) =>
  Attachment?.DeviceIndex === 0 ? instances(context).get(Attachment.InstanceId ?? '')?.instance.State.Name : undefined;

/** Updates the health of all targets. It is called after every change that may concern all of them. */
export const updateAllTargetHealth = (context: Context): void => updateHealth(context, targetGroups(context).values());

/** The same for some target groups only: those that a rule has sent requests to, or does so now. */
export const updateTargetHealth = (context: Context, arns: readonly string[]): void =>
  updateHealth(context, new Set(arns.flatMap((arn) => targetGroups(context).get(arn) ?? [])));

function updateHealth(context: Context, rows: Iterable<TargetGroupRow>): void {
  for (const row of rows) {
    // Nobody is left to go on sending what it has begun.
    if (!balancerUsing(context, row.group.TargetGroupArn))
      row.targets = row.targets.filter(({ state }) => state !== 'draining');
    for (const target of row.targets) healthOf(context, row, target);
  }
}

/** The port that health checks are made to. */
export const checkedPort = ({ group }: TargetGroupRow, { Port }: TargetRow): number =>
  group.HealthCheckPort === 'traffic-port' ? Port : Number(group.HealthCheckPort);

const notConfigured = 'Target group is not configured to receive traffic from the load balancer';

/** Targets that nobody knows the zone of are outside the VPC: they are served from every zone. */
function outOfZone({ balancer }: LoadBalancerRow, zone: string | undefined): string | undefined {
  if (zone === undefined || balancer.AvailabilityZones.some(({ ZoneName }) => ZoneName === zone)) return undefined;
  return 'Target is in an Availability Zone that is not enabled for the load balancer';
}

/** Checks begin anew when they begin again. */
function forget(target: TargetRow): Record<string, never> {
  target.state = 'initial';
  delete target.streak;
  return {};
}

type Group = TargetGroupRow['group'];
interface Checked {
  readonly target: TargetRow;
  /** How checks fail from now on; absent where they pass. */
  readonly failure: Failure | undefined;
}

function afterChecks(context: Context, { group }: TargetGroupRow, { target, failure }: Checked): Health {
  const passing = failure === undefined;
  if (failure) target.failure = failure;
  if (target.streak?.passing !== passing) {
    const seconds = checksNeeded(group, target, passing) * group.HealthCheckIntervalSeconds;
    target.streak = { passing, decidedAt: context.due(seconds) };
    context.after(seconds, checksDecide, { arn: group.TargetGroupArn, Id: target.Id, Port: target.Port });
  }
  const { decidedAt } = target.streak;
  const decided = context.world.elapsed >= decidedAt;
  if (decided) target.state = passing ? 'healthy' : 'unhealthy';
  const more = decided ? {} : { moreIn: secondsUntil(context, decidedAt) };
  if (target.state === 'healthy') return { State: 'healthy', ...more };
  if (target.state === 'unhealthy') return { ...unhealthy[target.failure ?? 'unreachable'], ...more };
  return { ...checking, Description: 'Initial health checks in progress', ...more };
}

/** One that was just registered is in service after a single check; it takes more to come back, and to fall out. */
function checksNeeded({ HealthyThresholdCount, UnhealthyThresholdCount }: Group, target: TargetRow, passing: boolean) {
  if (!passing) return UnhealthyThresholdCount;
  return target.state === 'initial' ? 1 : HealthyThresholdCount;
}

export const checksDecide = timer<{ arn: string; Id: string; Port: number }>(
  'elbv2/checks-decide',
  (context, { arn, Id, Port }) => {
    const row = targetGroups(context).get(arn);
    const target = row?.targets.find((one) => one.Id === Id && one.Port === Port);
    if (row && target) healthOf(context, row, target);
  },
);

/** A second later, so that what is due then has happened. */
const secondsUntil = ({ world }: Context, elapsed: number): number => Math.max(0, (elapsed - world.elapsed) / 1000) + 1;
