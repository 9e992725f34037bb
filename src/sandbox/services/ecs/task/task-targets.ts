import type { Context } from '../../../service.js';
import type { Health } from '../../elbv2/targets/target-health.js';
import { deregisterTarget, registerTargets, targetHealth } from '../../elbv2/targets/targets.js';
import { deregistered, drainsTasks, failedToRegister, registered, addEvent } from '../service/service-events.js';
import { services, type TaskRow, type TaskTarget } from '../tables.js';
import { problemOf } from './refused.js';

/**
 * Registers a task in the target groups of load balancers when it runs, and deregisters it before it stops. The stop
 * waits until its targets have drained.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */

/**
 * Registers the ports of a task that runs. A port that cannot be registered is reported as a service event, and the
 * task stays unhealthy.
 */
export function registerTaskTargets(context: Context, row: TaskRow): void {
  const service = services(context).get(row.serviceArn ?? '');
  const revision = service?.deployments.find(({ id }) => id === row.deploymentId)?.revision;
  if (!service || !revision?.loadBalancers.length) return;
  row.targets = revision.loadBalancers.map(({ targetGroupArn = '', containerPort = 0 }) => ({
    targetGroupArn,
    Id: row.privateIpAddress,
    Port: containerPort,
  }));
  row.graceUntil = context.due(service.service.healthCheckGracePeriodSeconds ?? 0);
  for (const { targetGroupArn, ...place } of row.targets) {
    const problem = problemOf(() => registerTargets(context, targetGroupArn, [place]));
    const event = problem === undefined ? registered(targetGroupArn) : failedToRegister(targetGroupArn, problem);
    addEvent(context, service, event);
  }
}

/** Deregisters a task that is to stop, so that it gets no new requests. Does nothing the second time. */
export function deregisterTaskTargets(context: Context, row: TaskRow): void {
  const service = services(context).get(row.serviceArn ?? '');
  const held = (row.targets ?? []).filter((target) => !['draining', undefined].includes(stateOf(context, target)));
  for (const { targetGroupArn, ...place } of held) {
    deregisterTarget(context, targetGroupArn, place);
    if (service) addEvent(context, service, deregistered(targetGroupArn));
  }
  if (service && held.length > 0 && isDraining(context, row)) addEvent(context, service, drainsTasks(1));
}

/** Whether requests that were sent to the task before may still be underway. */
export const isDraining = (context: Context, { targets = [] }: TaskRow): boolean =>
  targets.some((target) => stateOf(context, target) === 'draining');

/** Whether each of the task's load balancers, if it has any, sends it requests. */
export const receivesRequests = (context: Context, { targets = [] }: TaskRow): boolean =>
  targets.every((target) => stateOf(context, target) === 'healthy');

/** What its target group knows of a task's target; undefined where it is not registered (any more). */
export const taskTargetHealth = (context: Context, { targetGroupArn, ...target }: TaskTarget): Health | undefined =>
  targetHealth(context, targetGroupArn, target);

const stateOf = (context: Context, target: TaskTarget) => taskTargetHealth(context, target)?.State;
