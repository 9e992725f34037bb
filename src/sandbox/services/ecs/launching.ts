import type { Tag } from '@aws-sdk/client-ecs';
import { AwsError, type Context } from '../../service.js';
import { providerFor } from './capacity-providers.js';
import { started, tell, unableToLaunch } from './events.js';
import { countFailures } from './failures.js';
import { launch, type Order } from './launch.js';
import { clusterNamed, definitionNamed } from './names.js';
import type { ServiceRow, TaskDefinitionRow, TaskRow } from './tables.js';
import { secondsUntilHealthy, secondsUntilStart } from './task-life.js';
import { launchProblem } from './task-problems.js';

/**
 * Launches tasks of a service's PRIMARY deployment, as many as can be, and tells what came of it.
 * @returns in how many seconds something will have come of them: when they start, when they are healthy, the next try
 */
export function launchForService(context: Context, row: ServiceRow, count: number): number[] {
  const [primary] = row.deployments;
  const definition = definitionNamed(context, primary.revision.taskDefinition);
  if (!definition) throw new Error(`${row.service.serviceArn} has lost its task definition`);
  const problem = launchProblem(context, definition);
  const { rows, refused } =
    problem === undefined ? attempts(context, row, definition, count) : { rows: [], refused: problem };
  row.launched += rows.length;
  if (rows.length > 0) tell(context, row, started(rows));
  // A second later, so that what is due has happened.
  const starts = secondsUntilStart + 1;
  const due = rows.length > 0 ? [starts, starts + secondsUntilHealthy(definition)] : [];
  if (refused === undefined) return due;
  tell(context, row, unableToLaunch(refused));
  const again = countFailures(context, row, primary, count - rows.length);
  return again === undefined ? due : [...due, again];
}

interface Attempts {
  readonly rows: TaskRow[];
  readonly refused: string | undefined;
}

/** Launches until all are launched or one cannot be: its subnet is full, say. */
function attempts(context: Context, row: ServiceRow, definition: TaskDefinitionRow, count: number): Attempts {
  const rows: TaskRow[] = [];
  try {
    for (let i = 0; i < count; i++) rows.push(launch(context, orderOf(context, row, definition, row.launched + i)));
    return { rows, refused: undefined };
  } catch (error) {
    if (error instanceof AwsError) return { rows, refused: error.message };
    throw error;
  }
}

function orderOf(context: Context, row: ServiceRow, definition: TaskDefinitionRow, turn: number): Order {
  const { service, deployments: [{ id, revision }] } = row;
  const cluster = clusterNamed(context, service.clusterArn);
  if (!cluster) throw new Error(`${service.serviceArn} has no cluster`);
  const { capacityProviderStrategy, network, platformVersion } = revision;
  return {
    cluster,
    definition,
    network,
    turn,
    platformVersion,
    group: `service:${service.serviceName}`,
    startedBy: id,
    enableExecuteCommand: service.enableExecuteCommand ?? false,
    ...(capacityProviderStrategy && { capacityProviderName: providerFor(capacityProviderStrategy, turn) }),
    service: { serviceArn: service.serviceArn, deploymentId: id },
    tags: tagsFor(row, definition),
  };
}

function tagsFor({ service, tags }: ServiceRow, definition: TaskDefinitionRow): Tag[] {
  const managed = [
    { key: 'aws:ecs:serviceName', value: service.serviceName },
    { key: 'aws:ecs:clusterName', value: service.clusterArn.split('/').at(-1) ?? '' },
  ];
  const propagated = { SERVICE: tags, TASK_DEFINITION: definition.tags, NONE: [] }[service.propagateTags ?? 'NONE'];
  return [...propagated, ...(service.enableECSManagedTags ? managed : [])];
}
