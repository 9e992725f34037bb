import type { Tag } from '@aws-sdk/client-ecs';
import { AwsError, type Context } from '../../../service.js';
import { isFargate, providerFor } from '../capacity/capacity-provider-strategy.js';
import { started, addEvent, unableToLaunch, unableToPlace } from './service-events.js';
import { tasksOf } from '../task-counts.js';
import { countFailures } from './launch-failures.js';
import { isLaunched, launchTask, type TaskLaunch } from '../task/launch-task.js';
import { clusterNamed, definitionNamed } from '../names.js';
import type { Unplaced } from '../task/placement.js';
import { tasks, type Revision, type ServiceRow, type TaskDefinitionRow, type TaskRow } from '../tables.js';
import { secondsUntilHealthy, secondsUntilStart } from '../task/task-lifecycle.js';
import { launchProblem } from '../prerequisites/task-problems.js';

/**
 * Launches tasks of a service's PRIMARY deployment, as many as can be, and tells what came of it.
 * @returns in how many seconds something will have come of them: when they start, when they are healthy, the next try
 */
export function launchForService(context: Context, row: ServiceRow, count: number): number[] {
  const [primary] = row.deployments;
  const definition = definitionNamed(context, primary.revision.taskDefinition);
  if (!definition) throw new Error(`${row.service.serviceArn} has lost its task definition`);
  const problem = launchProblem(context, definition);
  const { rows, refused, unplaced }: Attempts =
    problem === undefined ? attempts(context, row, definition, count) : { rows: [], refused: problem };
  row.launched += rows.length;
  if (rows.length > 0) addEvent(context, row, started(rows));
  // A second later, so that what is due has happened.
  const starts = secondsUntilStart(definition) + 1;
  const isPlaced = rows.some(({ waiting }) => waiting === undefined);
  const due = isPlaced ? [starts, starts + secondsUntilHealthy(definition)] : [];
  primary.foundNoRoom = unplaced !== undefined;
  if (unplaced) tellOnce(context, row, unableToPlace(unplaced));
  if (unplaced?.isBeyondQuota) {
    const next = tryAgain(context, row, rows.length === 0);
    return next === undefined ? due : [...due, next];
  }
  if (refused === undefined) return due;
  addEvent(context, row, unableToLaunch(refused));
  const again = countFailures(context, row, primary, count - rows.length);
  return again === undefined ? due : [...due, again];
}

/**
 * A try that found the quota used up counts as one failure, and another one follows: the circuit breaker ends such a deployment, with
 * "tasks failed to start". It does not count while tasks of the service itself are leaving, because these make room; that is believed.
 * Source: https://www.flightcontrol.dev/docs/troubleshooting/concurrent-cpu-limit
 */
function tryAgain(context: Context, row: ServiceRow, foundNone: boolean): number | undefined {
  const isLeaving = tasks(context).find(
    ({ serviceArn, task }) =>
      serviceArn === row.service.serviceArn && task.desiredStatus === 'STOPPED' && task.lastStatus !== 'STOPPED',
  );
  return countFailures(context, row, row.deployments[0], foundNone && !isLeaving ? 1 : 0);
}

interface Attempts {
  readonly rows: TaskRow[];
  /** Why one could not be launched: that counts as a failure. */
  readonly refused?: string;
  /** There is no room for one: that is looked at again when there may be some. */
  readonly unplaced?: Unplaced;
}

/** Adds an event, unless the service's last event has the same message. */
function tellOnce(context: Context, row: ServiceRow, message: string): void {
  if (!row.events[0]?.message?.endsWith(message)) addEvent(context, row, message);
}

/** Launches tasks until one cannot be launched, for example because its subnet is full. */
function attempts(context: Context, row: ServiceRow, definition: TaskDefinitionRow, count: number): Attempts {
  const rows: TaskRow[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const launched = launchTask(context, orderOf(context, row, definition, row.launched + i));
      if (!isLaunched(launched)) return { rows, unplaced: launched };
      rows.push(launched);
    }
    return { rows };
  } catch (error) {
    if (error instanceof AwsError) return { rows, refused: error.message };
    throw error;
  }
}

function orderOf(context: Context, row: ServiceRow, definition: TaskDefinitionRow, turn: number): TaskLaunch {
  const {
    service,
    deployments: [{ id, revision }],
  } = row;
  const cluster = clusterNamed(context, service.clusterArn);
  if (!cluster) throw new Error(`${service.serviceArn} has no cluster`);
  const { capacityProviderStrategy, network } = revision;
  return {
    cluster,
    definition,
    network,
    turn,
    host: hostOf(row, revision),
    group: `service:${service.serviceName}`,
    startedBy: id,
    enableExecuteCommand: service.enableExecuteCommand ?? false,
    ...(capacityProviderStrategy && {
      capacityProviderName: providerFor(
        capacityProviderStrategy,
        tasksOf(context, { id }).flatMap(({ task }) =>
          task.desiredStatus === 'RUNNING' ? [task.capacityProviderName] : [],
        ),
      ),
    }),
    service: { serviceArn: service.serviceArn, deploymentId: id },
    tags: tagsFor(row, definition),
  };
}

const hostOf = ({ service }: ServiceRow, revision: Revision): TaskLaunch['host'] =>
  isFargate(revision)
    ? { on: 'FARGATE', platformVersion: revision.platformVersion ?? 'LATEST' }
    : { on: 'EC2', strategy: service.placementStrategy ?? [], constraints: service.placementConstraints ?? [] };

function tagsFor({ service, tags }: ServiceRow, definition: TaskDefinitionRow): Tag[] {
  const managed = [
    { key: 'aws:ecs:serviceName', value: service.serviceName },
    { key: 'aws:ecs:clusterName', value: service.clusterArn.split('/').at(-1) ?? '' },
  ];
  const propagated = { SERVICE: tags, TASK_DEFINITION: definition.tags, NONE: [] }[service.propagateTags ?? 'NONE'];
  return [...propagated, ...(service.enableECSManagedTags ? managed : [])];
}
