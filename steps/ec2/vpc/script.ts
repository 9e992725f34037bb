import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'DescribeVpcs', waiter: 'vpc-available' }],
  answers: { CreateVpc: 'Vpc.VpcId' },
};
