import type { Resource } from '../../src/step.js';
import { existingFileSystemResource } from './existing-file-system/resource.js';

/** The nouns of EFS, in the order of teaching. */
export const efs: readonly Resource[] = [existingFileSystemResource];
