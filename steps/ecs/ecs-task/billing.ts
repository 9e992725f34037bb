import { neededBy, type Billing } from '../../../src/billing.js';
import { allFargateKeys, fargateKeys, processorOf } from '../fargate-prices.js';
import { isOnInstances } from '../tasks-of.js';

/**
 * On Fargate: CPU and memory while the task runs, which nobody knows beforehand. On instances, those are billed.
 * Source: https://aws.amazon.com/fargate/pricing/
 */
export const billing: Billing = {
  usage: allFargateKeys('fargate'),
  billOf(task, items) {
    if (isOnInstances(task, items)) return {};
    return { usage: fargateKeys('fargate', processorOf(neededBy(task, 'task-definition', items))) };
  },
};
