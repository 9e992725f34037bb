import { signal } from '../../../service.js';
import type { TaskRow } from '../tables.js';

/**
 * A task that waited has got its place, or a task has stopped. One that stops makes room for others, and one that is
 * placed concerns its service: a task's life knows neither.
 */
export const taskPlacedOrStopped = signal<TaskRow>('ecs/task-placed-or-stopped');
