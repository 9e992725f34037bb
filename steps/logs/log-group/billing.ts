import type { Billing } from '../../../src/billing.js';

/** By the GB written, and by the GB kept. */
export const billing: Billing = { usage: ['logs-ingest-gb', 'logs-storage-gb-month'] };
