import { neededBy, numberAt, type BilledItem } from '../../src/billing.js';
import type { TaskSize } from '../../src/prices/instances.js';

/** Whether a service's tasks run on instances of the stack, and not on Fargate. */
export const isOnInstances = (service: BilledItem, items: readonly BilledItem[]): boolean =>
  neededBy(service, 'capacity-provider', items) !== undefined;

/** What one task of a service is given; nothing where its definition is not among the things. */
export function taskSizeOf(service: BilledItem, items: readonly BilledItem[]): TaskSize {
  const definition = neededBy(service, 'task-definition', items);
  return definition
    ? { cpu: numberAt(definition, 'cpu'), memory: numberAt(definition, 'memory') }
    : { cpu: 0, memory: 0 };
}
