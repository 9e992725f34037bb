import type { Operation, Timer } from '../../service.js';
import { imageOperations } from './images.js';
import { instanceEnds, instanceForgotten, instanceRuns } from './instance-life.js';
import { instanceStatusOperations } from './instance-status.js';
import { instanceTypeOperations } from './instance-types.js';
import { instanceOperations } from './instances.js';
import { keyPairOperations } from './key-pairs.js';
import { launchTemplateOperations } from './launch-templates.js';
import { launchTemplateVersionOperations } from './launch-template-versions.js';
import { runInstancesOperations } from './run-instances.js';
import { volumeOperations } from './volumes.js';

/** The part of EC2 that computes: instances and what they are launched from. */
export const computeOperations: readonly Operation[] = [
  ...imageOperations,
  ...instanceTypeOperations,
  ...keyPairOperations,
  ...launchTemplateOperations,
  ...launchTemplateVersionOperations,
  ...runInstancesOperations,
  ...instanceOperations,
  ...instanceStatusOperations,
  ...volumeOperations,
];

export const computeTimers: readonly Timer<never>[] = [instanceRuns, instanceEnds, instanceForgotten];
