import { countAt, wantedAt, type Billing } from '../../../src/billing.js';

/** On the internet it has an address in each of its subnets, which are each in a zone of its own. */
export const billing: Billing = {
  fixed: ['alb-hour', 'public-ipv4-hour'],
  usage: ['alb-lcu-hour'],
  billOf(balancer) {
    const quantity = wantedAt(balancer, 'Scheme') === 'internet-facing' ? countAt(balancer, 'Subnets') : 0;
    return {
      fixed: [
        { key: 'alb-hour', quantity: 1 },
        { key: 'public-ipv4-hour', quantity },
      ],
      usage: ['alb-lcu-hour'],
    };
  },
};
