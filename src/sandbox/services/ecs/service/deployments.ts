import type { Deployment } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { taskCounts, tasksOf } from '../task-counts.js';
import { completed, failed, rollingBack, addEvent } from './service-events.js';
import { endServiceDeployment, openServiceDeployment, startRollback } from './service-deployments.js';
import type { DeploymentRow, Revision, ServiceRow } from '../tables.js';

/** A service's deployments, from one revision to the next. The scheduler decides when each of these functions runs. */

/** A new deployment, which is not in its service yet. */
export function newDeployment(context: Context, service: ServiceRow['service'], revision: Revision): DeploymentRow {
  // Nineteen digits, as AWS has them.
  const id = `ecs-svc/${BigInt(`0x1${context.world.hex(15)}`)}`;
  return {
    id,
    status: 'PRIMARY',
    revision,
    serviceDeploymentArn: openServiceDeployment(context, service, id, revision),
    failedTasks: 0,
    failedRounds: 0,
    createdAt: context.now,
    updatedAt: context.now,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
  };
}

/** Starts a deployment of another revision. Running tasks stay until the scheduler replaces them. */
export function deploy(context: Context, row: ServiceRow, revision: Revision): void {
  const [primary] = row.deployments;
  if (primary.rolloutState === 'IN_PROGRESS') {
    const underway = primary.rollbackOf ?? primary.serviceDeploymentArn;
    endServiceDeployment(context, underway, 'STOPPED', 'A newer deployment was started.');
  }
  // What a rollback went back to has worked before: the next one may go back to it again.
  if (primary.rollbackOf !== undefined) primary.rolloutState = 'COMPLETED';
  delete primary.rollbackOf;
  const next = newDeployment(context, row.service, revision);
  for (const deployment of row.deployments) deployment.status = 'ACTIVE';
  row.deployments.unshift(next);
  row.steady = false;
  delete row.steadyAt;
}

/** Completes the PRIMARY deployment and removes the others. */
export function complete(context: Context, row: ServiceRow): void {
  const [primary] = row.deployments;
  row.deployments = [primary];
  if (primary.rolloutState !== 'IN_PROGRESS') return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = context.now;
  if (primary.rollbackOf === undefined) endServiceDeployment(context, primary.serviceDeploymentArn, 'SUCCESSFUL');
  else endServiceDeployment(context, primary.rollbackOf, 'ROLLBACK_SUCCESSFUL');
  delete primary.rollbackOf;
  addEvent(context, row, completed(primary));
}

/**
 * How many failed tasks the circuit breaker bears; `undefined` where it is off.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function breakerThreshold({ service }: ServiceRow): number | undefined {
  const breaker = service.deploymentConfiguration.deploymentCircuitBreaker;
  if (!breaker?.enable) return undefined;
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker.thresholdConfiguration ?? {};
  const share = Math.ceil((value / 100) * service.desiredCount);
  if (type === 'COUNT') return value;
  return type === 'UNBOUNDED_PERCENT' ? share : Math.min(Math.max(share, 3), 200);
}

/** The circuit breaker trips: nothing more is launched, and the last completed deployment, if any, comes back. */
export function failDeployment(context: Context, row: ServiceRow): void {
  const [primary, ...others] = row.deployments;
  primary.rolloutState = 'FAILED';
  primary.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
  primary.updatedAt = context.now;
  addEvent(context, row, failed(primary));
  const target = others.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  const { rollback } = row.service.deploymentConfiguration.deploymentCircuitBreaker ?? {};
  const reason = primary.rolloutStateReason;
  if (primary.rollbackOf !== undefined) endServiceDeployment(context, primary.rollbackOf, 'ROLLBACK_FAILED', reason);
  else if (rollback && target) rollBack(context, row, target);
  else endServiceDeployment(context, primary.serviceDeploymentArn, 'STOPPED', reason);
}

/** Somebody has asked to go back: nothing more of the PRIMARY deployment is launched. The words are believed. */
export function rollBackByHand(context: Context, row: ServiceRow, target: DeploymentRow): void {
  const [primary] = row.deployments;
  primary.rolloutState = 'FAILED';
  primary.rolloutStateReason = 'Service deployment rolled back because it was stopped by a user.';
  primary.updatedAt = context.now;
  rollBack(context, row, target);
}

function rollBack(context: Context, row: ServiceRow, target: DeploymentRow): void {
  const [broken] = row.deployments;
  broken.status = 'ACTIVE';
  Object.assign(target, {
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${target.id}.`,
    rollbackOf: broken.serviceDeploymentArn,
    updatedAt: context.now,
    failedTasks: 0,
    failedRounds: 0,
  });
  delete target.notBefore;
  delete row.steadyAt;
  row.deployments = [target, ...row.deployments.filter((deployment) => deployment !== target)];
  const reason = broken.rolloutStateReason;
  startRollback(context, { from: broken.serviceDeploymentArn, to: target.serviceDeploymentArn, reason });
  addEvent(context, row, rollingBack(target));
}

/** Container instances have no platform. */
const platformOf = ({ platformVersion }: Revision) =>
  platformVersion === undefined
    ? {}
    : { platformVersion: platformVersion === 'LATEST' ? '1.4.0' : platformVersion, platformFamily: 'Linux' };

/** A deployment as DescribeServices shows it. */
export function shownDeployment(context: Context, row: DeploymentRow, desiredCount: number): Deployment {
  const { revision, id, status, failedTasks, rolloutState, rolloutStateReason, createdAt, updatedAt } = row;
  const { launchType, capacityProviderStrategy } = revision;
  return {
    id,
    status,
    taskDefinition: revision.taskDefinition,
    desiredCount: status === 'PRIMARY' ? desiredCount : 0,
    ...taskCounts(tasksOf(context, row)),
    failedTasks,
    createdAt,
    updatedAt,
    ...(capacityProviderStrategy ? { capacityProviderStrategy } : { launchType }),
    ...platformOf(revision),
    networkConfiguration: { awsvpcConfiguration: revision.network },
    rolloutState,
    rolloutStateReason,
  };
}
