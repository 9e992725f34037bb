import { neededBy, numberAt, wantedAt, type BilledItem, type Billing, type FixedKey } from '../../../src/billing.js';
import { isOnInstances, taskSizeOf } from '../tasks-of.js';

/**
 * On Fargate: CPU and memory of each task, from its start to its end, 20 GB of disk included, and its public address.
 * On instances, those are billed. Source: https://aws.amazon.com/fargate/pricing/
 */
export const billing: Billing = {
  fixed: [
    'fargate-x86_64-vcpu-hour',
    'fargate-x86_64-gb-hour',
    'fargate-arm64-vcpu-hour',
    'fargate-arm64-gb-hour',
    'public-ipv4-hour',
  ],
  billOf(service, items) {
    if (isOnInstances(service, items)) return {};
    const definition = neededBy(service, 'task-definition', items);
    const { cpu, memory } = taskSizeOf(service, items);
    const quantity = numberAt(service, 'desiredCount');
    const most = mostTasks(service, items) ?? quantity;
    const isArm = definition && wantedAt(definition, 'runtimePlatform', 'cpuArchitecture') === 'ARM64';
    const processor = isArm ? 'arm64' : 'x86_64';
    const isPublic = wantedAt(service, 'networkConfiguration', 'assignPublicIp') === 'ENABLED';
    const of = (key: FixedKey, each: number) => ({ key, quantity: quantity * each, most: most * each });
    return {
      fixed: [
        of(`fargate-${processor}-vcpu-hour`, cpu / 1024),
        of(`fargate-${processor}-gb-hour`, memory / 1024),
        of('public-ipv4-hour', isPublic ? 1 : 0),
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
