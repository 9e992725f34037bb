import type { Context } from '../../../service.js';
import type { ContainerInstanceRow } from '../instance-tables.js';
import type { Unplaced } from '../task/placement.js';
import type { DeploymentRow, ServiceRow, TaskRow, TaskTarget } from '../tables.js';

/**
 * Adds an event to a service, in ECS's words. Users look at the events when something is stuck.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function addEvent(context: Context, row: ServiceRow, message: string): void {
  const id = [8, 4, 4, 4, 12].map((length) => context.world.hex(length)).join('-');
  row.events.unshift({ id, createdAt: context.now, message: `(service ${row.service.serviceName}) ${message}` });
  row.events.splice(100);
}

export const started = (tasks: readonly TaskRow[]) => `has started ${tasks.length} tasks: ${names(tasks)}.`;
export const stoppedRunning = (tasks: readonly TaskRow[]) =>
  `has stopped ${tasks.length} running tasks: ${names(tasks)}.`;
export const registered = (targetGroupArn: string) => `registered 1 targets in (target-group ${targetGroupArn})`;
export const deregistered = (targetGroupArn: string) => `deregistered 1 targets in (target-group ${targetGroupArn})`;
export const drainsTasks = (count: number) => `has begun draining connections on ${count} tasks.`;
export const failedToRegister = (targetGroupArn: string, problem: string) =>
  `failed to register targets in (target-group ${targetGroupArn}) with (error ${problem})`;
/** The words are believed. */
export const failedToDiscover = (name: string, problem: string) =>
  `failed to register an instance in (service-discovery ${name}) with (error ${problem})`;
export const unhealthyIn = (task: TaskRow, { targetGroupArn, Port }: TaskTarget, reason: string) =>
  `${names([task])} (port ${Port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason}).`;
/** Source of the words about the quota: https://repost.aws/questions/QUmYO0T8YKQgG5zOMJQ7HsMw */
export const unableToPlace = ({ closest, reason, isOnFargate, isBeyondQuota }: Unplaced) =>
  isOnFargate
    ? `was unable to place a task. Reason: ${reason}.${isBeyondQuota ? ` ${moreInformation}` : ''}`
    : 'was unable to place a task because no container instance met all of its requirements. ' +
      (closest ? `The closest matching ${nearMiss(closest, reason)}` : `Reason: ${reason}`) +
      ` ${moreInformation}`;
const moreInformation = 'For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.';
export const unableToLaunch = (problem: string) => `failed to launch a task with (error ${problem}).`;
export const impaired =
  'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the ' +
  'Amazon ECS Developer Guide.';
export const steady = 'has reached a steady state.';
export const completed = ({ id }: DeploymentRow) => `(deployment ${id}) deployment completed.`;
export const failed = ({ id }: DeploymentRow) => `(deployment ${id}) deployment failed: tasks failed to start.`;
export const rollingBack = ({ id }: DeploymentRow) => `rolling back to deployment ${id}.`;

const nearMiss = ({ instance }: ContainerInstanceRow, reason: string) => {
  const named = `(container-instance ${instance.containerInstanceArn.split('/').at(-1)})`;
  const short = { 'RESOURCE:CPU': 'CPU units', 'RESOURCE:MEMORY': 'memory' }[reason];
  if (short) return `${named} has insufficient ${short} available.`;
  if (reason === 'ATTRIBUTE') return `${named} is missing an attribute required by your task.`;
  return `${named} encountered error "${reason}".`;
};

const names = (tasks: readonly TaskRow[]) =>
  tasks.map(({ task }) => `(task ${task.taskArn.split('/').at(-1) ?? ''})`).join(' ');
