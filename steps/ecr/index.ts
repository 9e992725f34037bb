import type { Resource } from '../../src/step.js';
import { ecrRepositoryResource } from './ecr-repository/resource.js';
import { imageResource } from './image/resource.js';

/** The nouns of ECR, in the order in which they are taught. */
export const ecr: readonly Resource[] = [ecrRepositoryResource, imageResource];
