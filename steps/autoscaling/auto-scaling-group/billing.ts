import { neededBy, numberAt, wantedAt, type Billing } from '../../../src/billing.js';
import { instancesFor, type TaskSize } from '../../../src/prices/instances.js';
import { machineQuantities } from '../../ec2/machine-billing.js';
import { isOnInstances, taskSizeOf } from '../../ecs/tasks-of.js';
import { plainText } from '../../../src/plain-text.js';

/** As many instances as the tasks need, or the least there are. */
export const billing: Billing = {
  fixed: ['gp3-gb-month'],
  billOf(group, items) {
    const template = neededBy(group, 'launch-template', items);
    if (!template) return {};
    const tasks = items
      .filter((it) => it.type === 'ecs-service' && isOnInstances(it, items))
      .flatMap((service) => Array<TaskSize>(numberAt(service, 'desiredCount')).fill(taskSizeOf(service, items)));
    const type = plainText(wantedAt(template, 'InstanceType'));
    const needed = instancesFor(tasks, type);
    if (needed === undefined) return { unclear: `how many ${type} the tasks need is not known here` };
    const minimum = items.find((it) => it.type === 'auto-scaling-minimum' && it.needs.includes(group.step));
    const least = minimum ? numberAt(minimum, 'MinSize') : 0;
    const most = Math.min(Math.max(needed, least), numberAt(group, 'MaxSize'));
    return {
      fixed: machineQuantities(template).map(({ key, quantity }) => ({
        ...{ key, quantity: quantity * most },
        ...(least < most && { least: quantity * least }),
      })),
    };
  },
};
