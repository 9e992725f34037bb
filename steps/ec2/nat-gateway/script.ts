import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'ready', like: 'DescribeNatGateways', waiter: 'nat-gateway-available', minutes: 10 },
    { for: 'gone', like: 'DescribeNatGateways', waiter: 'nat-gateway-deleted', minutes: 30 },
  ],
  answers: { CreateNatGateway: 'NatGateway.NatGatewayId' },
};
