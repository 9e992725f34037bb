import { signal } from '../../../service.js';
import type { TaskRow } from '../tables.js';

/** A task runs. What watches tasks begins to: Container Insights, GuardDuty. A task's life knows neither. */
export const taskStarted = signal<TaskRow>('ecs/task-started');
