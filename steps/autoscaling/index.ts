import type { Resource } from '../../src/step.js';
import { autoScalingGroupResource } from './auto-scaling-group/resource.js';
import { autoScalingMinimumResource } from './auto-scaling-minimum/resource.js';

/** The nouns of EC2 Auto Scaling, in the order of teaching. */
export const autoscaling: readonly Resource[] = [autoScalingGroupResource, autoScalingMinimumResource];
