import type { Billing } from '../../../src/billing.js';

/** The log group has the costs of the access log. Detailed metrics are in no estimate. */
export const billing: Billing = {};
