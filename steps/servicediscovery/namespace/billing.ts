import type { Billing } from '../../../src/billing.js';

/** Billed as a hosted zone of Route 53. */
export const billing: Billing = { fixed: ['hosted-zone-month'] };
