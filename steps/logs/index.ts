import type { Resource } from '../../src/step.js';
import { logGroupResource } from './log-group/resource.js';

/** The nouns of CloudWatch Logs, in the order of teaching. */
export const logs: readonly Resource[] = [logGroupResource];
