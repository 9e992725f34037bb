import type { Resource } from '../../src/step.js';
import { existingSecretResource } from './existing-secret/resource.js';

/** The nouns of Secrets Manager, in the order of teaching. */
export const secretsmanager: readonly Resource[] = [existingSecretResource];
