import { neededBy, numberAt, wantedAt, type Billing } from '../../../src/billing.js';
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
    const isArm = definition && wantedAt(definition, 'runtimePlatform', 'cpuArchitecture') === 'ARM64';
    const processor = isArm ? 'arm64' : 'x86_64';
    const isPublic = wantedAt(service, 'networkConfiguration', 'assignPublicIp') === 'ENABLED';
    return {
      fixed: [
        { key: `fargate-${processor}-vcpu-hour`, quantity: (quantity * cpu) / 1024 },
        { key: `fargate-${processor}-gb-hour`, quantity: (quantity * memory) / 1024 },
        { key: 'public-ipv4-hour', quantity: isPublic ? quantity : 0 },
      ],
    };
  },
};
