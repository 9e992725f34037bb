import type { Billing } from '../../../src/billing.js';

/** Its layers are billed with the repository. */
export const billing: Billing = {};
