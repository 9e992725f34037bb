import { countAt, wantedAt, type Billing } from '../../../src/billing.js';

/** An interface endpoint is billed in each zone, and by the GB of traffic. A gateway endpoint is free. */
export const billing: Billing = {
  fixed: ['interface-endpoint-hour'],
  usage: ['interface-endpoint-gb'],
  billOf(endpoint) {
    if (wantedAt(endpoint, 'VpcEndpointType') === 'Gateway') return {};
    return {
      fixed: [{ key: 'interface-endpoint-hour', quantity: countAt(endpoint, 'SubnetIds') }],
      usage: ['interface-endpoint-gb'],
    };
  },
};
