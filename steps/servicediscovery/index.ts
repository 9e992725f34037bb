import type { Resource } from '../../src/step.js';
import { namespaceResource } from './namespace/resource.js';
import { cloudMapServiceResource } from './cloud-map-service/resource.js';

/** The nouns of Cloud Map, in the order of teaching. */
export const servicediscovery: readonly Resource[] = [namespaceResource, cloudMapServiceResource];
