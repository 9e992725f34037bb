import { neededBy, wantedAt, type Billing } from '../../../src/billing.js';
import { isOnInstances } from '../tasks-of.js';

/**
 * On Fargate: CPU and memory while the task runs, which nobody knows beforehand. On instances, those are billed.
 * Source: https://aws.amazon.com/fargate/pricing/
 */
export const billing: Billing = {
  usage: ['fargate-x86_64-vcpu-hour', 'fargate-x86_64-gb-hour', 'fargate-arm64-vcpu-hour', 'fargate-arm64-gb-hour'],
  billOf(task, items) {
    if (isOnInstances(task, items)) return {};
    const definition = neededBy(task, 'task-definition', items);
    const isArm = definition && wantedAt(definition, 'runtimePlatform', 'cpuArchitecture') === 'ARM64';
    const processor = isArm ? 'arm64' : 'x86_64';
    return { usage: [`fargate-${processor}-vcpu-hour`, `fargate-${processor}-gb-hour`] };
  },
};
