import type { Billing } from '../../../src/billing.js';

/** Billed by the request. */
export const billing: Billing = { usage: ['http-api-million'] };
