import type { Lab } from '../lab.js';
import { linkEgress } from './link-egress.js';

/** All labs, in the order in which they are listed within their topics. A new one is a file here and a line. */
export const labs: readonly Lab[] = [linkEgress];
