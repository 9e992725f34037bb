import type { Billing } from '../../../src/billing.js';

/** Billed by the lookup through Cloud Map's API. */
export const billing: Billing = { usage: ['discovery-million'] };
