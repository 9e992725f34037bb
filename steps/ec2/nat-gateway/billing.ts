import type { Billing } from '../../../src/billing.js';

/** Billed by the hour from `available` until its deletion, and by the GB of traffic. */
export const billing: Billing = { fixed: ['nat-gateway-hour'], usage: ['nat-gateway-gb'] };
