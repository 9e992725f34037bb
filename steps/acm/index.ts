import type { Resource } from '../../src/step.js';
import { certificateResource } from './certificate/resource.js';
import { issuedCertificateResource } from './issued-certificate/resource.js';

/** The nouns of Certificate Manager, in the order of teaching. */
export const acm: readonly Resource[] = [certificateResource, issuedCertificateResource];
