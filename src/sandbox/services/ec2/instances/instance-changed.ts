import { signal } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';

/**
 * An instance runs, shuts down or is terminated: `instance.State` says which. Auto Scaling and ECS build on EC2, which
 * knows nothing of them.
 */
export const instanceChanged = signal<InstanceRow>('ec2/instance-changed');
