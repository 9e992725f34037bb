import { wantedAt, type Billing } from '../../../src/billing.js';
import { machineQuantities } from '../machine-billing.js';

/** Billed by the second while it runs, as are its volume and its public address. */
export const billing: Billing = {
  fixed: ['gp3-gb-month', 'public-ipv4-hour'],
  billOf: (instance) => ({
    fixed: [
      ...machineQuantities(instance),
      { key: 'public-ipv4-hour', quantity: wantedAt(instance, 'AssociatePublicIpAddress') === true ? 1 : 0 },
    ],
  }),
};
