import type { Resource } from '../../src/step.js';
import { scalableTargetResource } from './scalable-target/resource.js';
import { scalingPolicyResource } from './scaling-policy/resource.js';
import { scheduledActionResource } from './scheduled-action/resource.js';

/** The nouns of Application Auto Scaling, in the order of teaching. */
export const applicationautoscaling: readonly Resource[] = [
  scalableTargetResource,
  scalingPolicyResource,
  scheduledActionResource,
];
