import type { Billing } from '../../../src/billing.js';

/** Billed by the GB of the images in it. */
export const billing: Billing = { usage: ['ecr-gb-month'] };
