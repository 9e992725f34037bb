import type { Resource } from '../../src/step.js';
import { amiResource } from './ami/resource.js';
import { existingParameterResource } from './existing-parameter/resource.js';

/** The nouns of Systems Manager, in the order of teaching. */
export const ssm: readonly Resource[] = [existingParameterResource, amiResource];
