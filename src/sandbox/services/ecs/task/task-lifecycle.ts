import type { Container, TaskStopCode } from '@aws-sdk/client-ecs';
import { backgroundTimer, timer, type Context } from '../../../service.js';
import { networkInterfaces } from '../../ec2/tables.js';
import { releaseInterface } from '../../ec2/network-interfaces/network-interfaces.js';
import { registerInCloudMap, deregisterFromCloudMap } from './cloud-map-registration.js';
import { taskDefinitions, tasks, type TaskDefinitionRow, type TaskRow } from '../tables.js';
import { makeLogStreams, standInsPrint } from './container-output.js';
import { endedAtStart, secondsInOrder } from './container-order.js';
import { listenAtPorts } from './listening.js';
import { updateAgents } from './managed-agent.js';
import { taskPlacedOrStopped } from './task-placed-or-stopped.js';
import { taskStarted } from './task-started.js';
import { purgeTaskDefinitions } from '../task-definition/task-definition-deletion.js';
import { startProblem } from '../prerequisites/task-problems.js';
import { deregisterTaskTargets, isDraining, receivesRequests, registerTaskTargets } from './task-targets.js';

/**
 * The lifecycle of a task: PROVISIONING, PENDING, RUNNING, then DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
interface Which {
  readonly taskArn: string;
}

/** Seconds after the launch. */
const pendingAfter = 10;
const startsAfter = 30;
/** Seconds after a task was told to stop. What never ran has nothing to deactivate and to stop. */
const stoppingAfter = 5;
const deprovisioningAfter = 20;
const stoppedAfter = 30;
const neverRanStoppedAfter = 10;
/** What has targets gives them up this long after it was told to stop; then it waits until they have drained. */
const deregisteredAfter = 10;
const drainedLookAfter = 5;
/** Stopped tasks can be described for about an hour. */
const forgottenAfter = 3600;

/** Schedules the start of a new task. */
export function scheduleTaskStart(context: Context, { task: { taskArn, taskDefinitionArn } }: TaskRow): void {
  const definition = definitionOf(context, taskDefinitionArn);
  context.after(pendingAfter, taskPending, { taskArn });
  context.after(definition ? secondsUntilStart(definition) : startsAfter, taskStarts, { taskArn });
}

const definitionOf = (context: Context, arn: string | undefined): TaskDefinitionRow | undefined =>
  taskDefinitions(context).get(arn?.split('/').at(-1) ?? '');

/** Seconds from the launch until all containers of a task run, or it has failed to start. */
export const secondsUntilStart = ({ definition }: TaskDefinitionRow): number =>
  startsAfter + secondsInOrder(definition.containerDefinitions).starts;

/** Seconds from then until the container health checks have passed. */
export const secondsUntilHealthy = ({ definition }: TaskDefinitionRow): number =>
  secondsInOrder(definition.containerDefinitions).healthy;

/** Seconds from the stop until a task counts as no longer running for its service. */
export const secondsUntilStopping = stoppingAfter;

export const taskPending = timer<Which>('ecs/task-pending', (context, { taskArn }) => {
  const row = onItsWay(context, taskArn);
  if (!row) return;
  row.task.lastStatus = 'PENDING';
  row.task.connectivity = 'CONNECTED';
  row.task.connectivityAt = context.now;
  row.task.pullStartedAt = context.now;
  setAttachment(row, 'ATTACHED');
  setContainers(row, { lastStatus: 'PENDING' });
});

export const taskStarts = timer<Which>('ecs/task-starts', (context, { taskArn }) => {
  const row = onItsWay(context, taskArn);
  if (!row) return;
  const problem = startProblem(context, row);
  if (problem !== undefined) return stopTask(context, row, { stopCode: 'TaskFailedToStart', stoppedReason: problem });
  row.task.lastStatus = 'RUNNING';
  row.task.startedAt = context.now;
  row.runsSince = context.world.elapsed;
  row.task.pullStoppedAt = context.now;
  const definition = definitionOf(context, row.task.taskDefinitionArn);
  const ended = endedAtStart(definition?.definition.containerDefinitions ?? []);
  for (const container of row.task.containers) {
    container.lastStatus = 'RUNNING';
    if (ended.has(container.name ?? '')) Object.assign(container, { lastStatus: 'STOPPED', exitCode: 0 });
    container.runtimeId = `${taskArn.split('/').at(-1)}-${context.world.hex(10)}`;
  }
  updateAgents(row, definition?.definition.containerDefinitions ?? [], context.now, true);
  listenAtPorts(context, row, definition?.definition);
  makeLogStreams(context, row);
  standInsPrint(context, row, ({ image }) => `This stands in for ${image}: the sandbox runs no containers.`);
  registerTaskTargets(context, row);
  context.after(definition ? secondsUntilHealthy(definition) : 0, taskHealthy, { taskArn });
  context.emit(taskStarted, row);
});

export const taskHealthy = timer<Which>('ecs/task-healthy', (context, { taskArn }) => {
  const row = onItsWay(context, taskArn);
  if (!row) return;
  row.containersHealthy = true;
  row.healthy = receivesRequests(context, row);
  const definition = definitionOf(context, row.task.taskDefinitionArn)?.definition;
  for (const container of row.task.containers) {
    const own = definition?.containerDefinitions.find(({ name }) => name === container.name);
    if (own?.healthCheck && container.lastStatus === 'RUNNING')
      container.healthStatus = row.task.healthStatus = 'HEALTHY';
  }
  registerInCloudMap(context, row);
});

/** Starts to stop a task. Does nothing where that has started already. */
export function stopTask(context: Context, row: TaskRow, why: { stopCode: TaskStopCode; stoppedReason: string }): void {
  const { task } = row;
  if (task.desiredStatus === 'STOPPED') return;
  const ran = task.lastStatus === 'RUNNING';
  Object.assign(task, { ...why, desiredStatus: 'STOPPED', stoppingAt: context.now });
  task.lastStatus = ran ? 'DEACTIVATING' : 'DEPROVISIONING';
  if (why.stoppedReason.startsWith('CannotPullContainerError')) setContainers(row, { reason: why.stoppedReason });
  row.healthy = false;
  deregisterFromCloudMap(context, row);
  const { taskArn } = task;
  if (ran && row.targets) context.after(deregisteredAfter, taskDrains, { taskArn });
  else if (ran) windDown(context, row);
  else context.after(neverRanStoppedAfter, taskStops, { taskArn, lastStatus: 'STOPPED' });
}

function windDown(context: Context, { task: { taskArn } }: TaskRow): void {
  context.after(stoppingAfter, taskStops, { taskArn, lastStatus: 'STOPPING' });
  context.after(deprovisioningAfter, taskStops, { taskArn, lastStatus: 'DEPROVISIONING' });
  context.after(stoppedAfter, taskStops, { taskArn, lastStatus: 'STOPPED' });
}

/** Its containers are told to stop only when nothing is underway to them any more; the delay may be cut short. */
export const taskDrains = timer<Which>('ecs/task-drains', (context, { taskArn }) => {
  const row = tasks(context).get(taskArn);
  if (!row) return;
  deregisterTaskTargets(context, row);
  if (isDraining(context, row)) context.after(drainedLookAfter, taskDrains, { taskArn });
  else windDown(context, row);
});

export const taskStops = timer<Which & { lastStatus: string }>('ecs/task-stops', (context, { taskArn, lastStatus }) => {
  const row = tasks(context).get(taskArn);
  if (!row) return;
  if (lastStatus === 'STOPPING') standInsPrint(context, row, () => `Stopped: ${row.task.stoppedReason}`);
  row.task.lastStatus = lastStatus;
  deregisterFromCloudMap(context, row);
  if (lastStatus === 'DEPROVISIONING') row.task.executionStoppedAt = context.now;
  if (lastStatus === 'STOPPED') stopped(context, row);
});

function stopped(context: Context, row: TaskRow): void {
  const { task } = row;
  task.stoppedAt = context.now;
  for (const container of task.containers) {
    container.lastStatus = 'STOPPED';
    if (task.startedAt) container.exitCode ??= 0;
  }
  updateAgents(row, [], context.now, false);
  setAttachment(row, 'DELETED');
  if (row.networkInterfaceId !== undefined && networkInterfaces(context).has(row.networkInterfaceId))
    releaseInterface(context, row.networkInterfaceId);
  delete row.networkInterfaceId;
  context.after(forgottenAfter, taskForgotten, { taskArn: task.taskArn });
  purgeTaskDefinitions(context);
  context.emit(taskPlacedOrStopped, row);
}

export const taskForgotten = backgroundTimer<Which>('ecs/task-forgotten', (context, { taskArn }) => {
  tasks(context).delete(taskArn);
});

function onItsWay(context: Context, taskArn: string): TaskRow | undefined {
  const row = tasks(context).get(taskArn);
  return row?.task.desiredStatus === 'RUNNING' ? row : undefined;
}

function setAttachment({ task }: TaskRow, status: string): void {
  for (const attachment of task.attachments ?? []) attachment.status = status;
}

function setContainers({ task }: TaskRow, change: Partial<Container>): void {
  for (const container of task.containers) Object.assign(container, change);
}
