import { neededBy, numberAt, wantedAt, type BilledItem, type Billing, type FixedKey } from '../../../src/billing.js';
import { usualTaskDisk, vcpusIn } from '../../../src/facts/fargate-sizes.js';
import { allFargateKeys, fargateKeys, processorOf, type FargateKind } from '../fargate-prices.js';
import { isOnInstances, taskSizeOf } from '../tasks-of.js';
import { shareOf } from '../fargate-share.js';
import type { TaskPlace } from '../task-place.js';

/**
 * On Fargate: CPU and memory of each task, from its start to its end, 20 GB of disk included, and its public address. Spot has
 * prices of its own, which are not known here: they change. On instances, those are billed.
 * Source: https://aws.amazon.com/fargate/pricing/
 */
export const billing: Billing = {
  fixed: [...allFargateKeys('fargate'), ...allFargateKeys('fargate-spot'), 'fargate-disk-gb-hour', 'public-ipv4-hour'],
  billOf(service, items) {
    if (isOnInstances(service, items)) return {};
    const definition = neededBy(service, 'task-definition', items);
    const { cpu, memory } = taskSizeOf(service, items);
    const quantity = numberAt(service, 'desiredCount');
    const most = mostTasks(service, items) ?? quantity;
    const strategy = (wantedAt(service, 'capacityProviderStrategy') ?? []) as TaskPlace['capacityProviderStrategy'];
    const onSpot = (count: number) => shareOf('FARGATE_SPOT', count, strategy);
    const spot = { quantity: onSpot(quantity), most: onSpot(most) };
    const fargate = { quantity: quantity - spot.quantity, most: most - spot.most };
    const isPublic = wantedAt(service, 'networkConfiguration', 'assignPublicIp') === 'ENABLED';
    const disk = definition ? numberAt(definition, 'ephemeralStorage', 'sizeInGiB') : 0;
    const of = (key: FixedKey, tasks: Tasks, each: number) => ({
      key,
      quantity: tasks.quantity * each,
      most: tasks.most * each,
    });
    const sizes = (kind: FargateKind, tasks: Tasks) => {
      const [vcpu, gb] = fargateKeys(kind, processorOf(definition));
      return [of(vcpu, tasks, vcpusIn(cpu)), of(gb, tasks, memory / 1024)];
    };
    return {
      fixed: [
        ...sizes('fargate', fargate),
        ...sizes('fargate-spot', spot),
        of('fargate-disk-gb-hour', { quantity, most }, Math.max(0, disk - usualTaskDisk)),
        of('public-ipv4-hour', { quantity, most }, isPublic ? 1 : 0),
      ],
    };
  },
};

/** The most tasks that scaling starts, whatever its schedules say; undefined where nothing scales the service. */
function mostTasks(service: BilledItem, items: readonly BilledItem[]): number | undefined {
  const target = items.find(({ type, needs }) => type === 'scalable-target' && needs.includes(service.step));
  if (!target) return undefined;
  const { MaxCapacity: later = [] } = (wantedAt(target, 'scheduled') ?? {}) as { MaxCapacity?: readonly number[] };
  return Math.max(numberAt(target, 'MaxCapacity'), ...later);
}

/** How many tasks, and how many at most. */
interface Tasks {
  readonly quantity: number;
  readonly most: number;
}
