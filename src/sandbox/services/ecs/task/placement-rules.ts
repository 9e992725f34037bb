import type { PlacementConstraint, PlacementStrategy } from '@aws-sdk/client-ecs';
import { isFargate, type Capacity } from '../capacity/capacity-provider-strategy.js';
import { invalidParameter, notInSandbox } from '../input.js';
import type { Placement } from '../instance-tables.js';

interface Request {
  readonly placementStrategy?: PlacementStrategy[] | undefined;
  readonly placementConstraints?: PlacementConstraint[] | undefined;
}

/**
 * How tasks are placed on container instances. On Fargate there is nothing to place.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 * @throws AwsError `InvalidParameterException`, 501 for the cluster query language and for attributes of one's own
 */
export function checkedPlacement(request: Request, capacity: Capacity): Pick<Placement, 'strategy' | 'constraints'> {
  const { placementStrategy: strategy = [], placementConstraints: constraints = [] } = request;
  if (isFargate(capacity) && strategy.length > 0)
    throw invalidParameter('Placement strategies are not supported with FARGATE launch type.');
  if (isFargate(capacity) && constraints.length > 0)
    throw invalidParameter('Placement constraints are not supported with FARGATE launch type.');
  if (strategy.length > 5) throw invalidParameter('The placement strategy can have at most 5 items.');
  if (constraints.length > 10) throw invalidParameter('The placement constraints can have at most 10 items.');
  strategy.forEach(checkStrategy);
  constraints.forEach(checkConstraint);
  return { strategy, constraints };
}

const zone = 'attribute:ecs.availability-zone';

function checkStrategy({ type, field = '' }: PlacementStrategy): void {
  if (type === 'random') return;
  if (type === 'binpack') {
    if (!/^(cpu|memory)$/i.test(field)) throw invalidParameter('Invalid field for the placement strategy binpack.');
    return;
  }
  if (type !== 'spread') throw invalidParameter(`Invalid placement strategy type: ${String(type)}.`);
  if (field === '') throw invalidParameter('The placement strategy spread needs a field.');
  if (![zone, 'instanceId', 'host'].includes(field))
    throw notInSandbox(`placement strategy that spreads over ${field}`);
}

function checkConstraint({ type }: PlacementConstraint): void {
  if (type === 'memberOf') throw notInSandbox('cluster query language: placement constraints of type memberOf');
  if (type !== 'distinctInstance') throw invalidParameter(`Invalid placement constraint type: ${String(type)}.`);
}
