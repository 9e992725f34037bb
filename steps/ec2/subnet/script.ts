import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'DescribeSubnets', waiter: 'subnet-available' }],
  answers: { CreateSubnet: 'Subnet.SubnetId' },
};
