import type { Attribute, PlacementStrategy } from '@aws-sdk/client-ecs';
import type { Context } from '../../../service.js';
import { subnetOf } from '../../ec2/routing/subnet-routing.js';
import { subnets } from '../../ec2/tables.js';
import { loseSilentAgents } from '../container-instance/silent-agents.js';
import { remainingResources, missingResource, tasksOn } from '../container-instance/task-resources.js';
import {
  containerInstances,
  type ContainerInstanceRow,
  type Placement,
  type TaskResources,
} from '../instance-tables.js';
import { hasAll } from '../container-instance/required-attributes.js';
import type { TaskRow } from '../tables.js';

/** A task that a container instance is looked for. */
export interface PlacementRequest extends Placement {
  readonly clusterArn: string;
  /** Only this provider's instances; any of the cluster's where there is none. */
  readonly capacityProviderName?: string | undefined;
  readonly group: string;
  readonly needs: TaskResources;
  /** What the instance must be. */
  readonly requires: readonly Attribute[];
}
export interface Placed {
  readonly on: ContainerInstanceRow;
  /** In the zone of the instance. */
  readonly subnetId: string;
}
/** Why there is no place, and the instance that came closest. */
export interface Unplaced {
  readonly closest?: ContainerInstanceRow;
  /** As RunTask names it: `RESOURCE:CPU`. */
  readonly reason: string;
  /** There is no instance that could have been meant. */
  readonly isOnFargate?: true;
  /** The account runs as much as it may. */
  readonly isBeyondQuota?: true;
}

/**
 * Looks for an instance with room for a task, the best by its strategy.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export function findPlacement(context: Context, request: PlacementRequest): Placed | Unplaced {
  const { clusterArn, capacityProviderName: provider } = request;
  loseSilentAgents(context, clusterArn);
  const here = containerInstances(context).all(
    (row) =>
      row.clusterArn === clusterArn &&
      row.instance.status === 'ACTIVE' &&
      row.instance.agentConnected &&
      (provider ?? row.instance.capacityProviderName) === row.instance.capacityProviderName,
  );
  const looked = here.map((row) => ({ row, why: obstacle(context, row, request) }));
  const fitting = looked.filter(({ why }) => why === undefined).map(({ row }) => row);
  const [best] = ranked(context, fitting, request);
  if (best) return { on: best, subnetId: subnetFor(context, best, request) ?? '' };
  const [closest] = looked;
  return closest ? { closest: closest.row, reason: closest.why ?? '' } : { reason: noInstances };
}

export const isPlaced = (it: Placed | Unplaced): it is Placed => 'on' in it;

/** What `Unplaced` says where there is no instance at all. */
const noInstances = 'No Container Instances were found in your cluster.';

function obstacle(context: Context, row: ContainerInstanceRow, request: PlacementRequest): string | undefined {
  if (!hasAll(row.instance.attributes, request.requires)) return 'ATTRIBUTE';
  const missing = missingResource(remainingResources(context, row), request.needs);
  if (missing !== undefined) return `RESOURCE:${missing}`;
  if (subnetFor(context, row, request) === undefined) return 'ATTRIBUTE';
  const distinct = request.constraints.some(({ type }) => type === 'distinctInstance');
  return distinct && peersOn(context, row, request).length > 0 ? 'MEMBER' : undefined;
}

/** A task's interface is attached to the instance, so it has to be in the same zone. */
const subnetFor = (context: Context, { availabilityZone }: ContainerInstanceRow, { network }: PlacementRequest) =>
  network.subnets?.find(
    (id) => subnets(context).has(id) && subnetOf(context, id).AvailabilityZone === availabilityZone,
  );

const peersOn = (context: Context, row: ContainerInstanceRow, { group }: PlacementRequest): TaskRow[] =>
  tasksOn(context, row).filter(({ task }) => task.group === group && task.desiredStatus === 'RUNNING');

/** The best first: the first strategy decides, the next one among those it finds equal, and so on. */
function ranked(context: Context, rows: ContainerInstanceRow[], request: PlacementRequest): ContainerInstanceRow[] {
  const strategies = request.strategy.length > 0 ? request.strategy : [byZone];
  const scored = rows.map((row) => ({ row, scores: strategies.map((it) => score(context, row, request, it)) }));
  return scored.sort((a, b) => compare(a.scores, b.scores)).map(({ row }) => row);
}

/** What services do unless told. */
const byZone: PlacementStrategy = { type: 'spread', field: 'attribute:ecs.availability-zone' };

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((score, index) => score - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;

/** The lower, the better. */
function score(context: Context, row: ContainerInstanceRow, request: PlacementRequest, by: PlacementStrategy): number {
  const { type, field = '' } = by;
  if (type === 'binpack') return remainingResources(context, row)[field.toLowerCase() === 'cpu' ? 'cpu' : 'memory'];
  if (type === 'random') return parseInt(context.world.hex(6), 16);
  if (field !== byZone.field) return peersOn(context, row, request).length;
  const isNear = ({ availabilityZone: zone, clusterArn }: ContainerInstanceRow) =>
    zone === row.availabilityZone && clusterArn === row.clusterArn;
  return containerInstances(context)
    .all(isNear)
    .reduce((peers, each) => peers + peersOn(context, each, request).length, 0);
}
