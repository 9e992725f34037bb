import { signal } from '../../../service.js';
import type { ServiceRow } from '../tables.js';

/** A service is deleted; its tasks are still there. What scales it has nothing to scale any more. */
export const serviceDeleted = signal<ServiceRow>('ecs/service-deleted');
