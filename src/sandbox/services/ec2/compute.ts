import type { Operation, Timer } from '../../service.js';
import { imageOperations } from './images/images.js';
import {
  instanceChecked,
  instanceEnds,
  instanceForgotten,
  instanceRuns,
  instanceStops,
} from './instances/instance-lifecycle.js';
import { instanceStatusOperations } from './instances/instance-status.js';
import { instanceTypeOperations } from './instances/instance-types.js';
import { instanceOperations } from './instances/instances.js';
import { keyPairOperations } from './key-pairs/key-pairs.js';
import { launchTemplateOperations } from './launch-templates/launch-templates.js';
import { launchTemplateVersionOperations } from './launch-templates/launch-template-versions.js';
import { creditSpecificationOperations } from './instances/credit-specifications.js';
import { instanceAttributeOperations } from './instances/instance-attributes.js';
import { powerOperations } from './instances/power.js';
import { runInstancesOperations } from './instances/run-instances.js';
import { uefiDataOperations } from './instances/uefi-data.js';
import { volumeOperations } from './instances/volumes.js';

/** The operations of instances and of what they are launched from. */
export const computeOperations: readonly Operation[] = [
  ...imageOperations,
  ...instanceTypeOperations,
  ...keyPairOperations,
  ...launchTemplateOperations,
  ...launchTemplateVersionOperations,
  ...runInstancesOperations,
  ...powerOperations,
  ...instanceAttributeOperations,
  ...creditSpecificationOperations,
  ...uefiDataOperations,
  ...instanceOperations,
  ...instanceStatusOperations,
  ...volumeOperations,
];

export const computeTimers: readonly Timer<never>[] = [
  instanceRuns,
  instanceChecked,
  instanceStops,
  instanceEnds,
  instanceForgotten,
];
