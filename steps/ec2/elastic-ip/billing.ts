import type { Billing } from '../../../src/billing.js';

/** Billed by the hour, whether it is used or not. */
export const billing: Billing = { fixed: ['public-ipv4-hour'] };
