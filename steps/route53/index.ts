import type { Resource } from '../../src/step.js';
import { hostedZoneResource } from './hosted-zone/resource.js';
import { recordSetResource } from './record-set/resource.js';

/** The nouns of Route 53, in the order of teaching. */
export const route53: readonly Resource[] = [hostedZoneResource, recordSetResource];
