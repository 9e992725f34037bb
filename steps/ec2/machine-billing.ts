import { numberAt, wantedAt, type Quantity, type BilledItem } from '../../src/billing.js';
import { plainText } from '../../src/plain-text.js';

/** An instance of the type that an instance or a launch template wants, and its root volume. */
export const machineQuantities = (it: BilledItem): Quantity[] => [
  { key: `ec2:${plainText(wantedAt(it, 'InstanceType'))}`, quantity: 1 },
  { key: 'gp3-gb-month', quantity: numberAt(it, 'BlockDeviceMappings', 0, 'Ebs', 'VolumeSize') || rootGiB },
];

/** GiB of the root volume of Amazon Linux 2023, if the want has none: the size of its image's snapshot. */
const rootGiB = 8;
